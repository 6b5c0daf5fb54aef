import { parseLenientDate, parseOffsetDate } from "./dates.ts";
import { badRequest } from "./errors.ts";

/**
 * Query parameters as Spring binds them: trimmed, empty means absent, the first of several counts
 * for a single value, a lone list value is split at commas, and unknown names are ignored.
 * Every getter throws a 400 on a value of the wrong kind.
 */
export class Query {
  constructor(readonly params: URLSearchParams) {}

  text(name: string): string | undefined {
    return this.params.get(name)?.trim() || undefined;
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : parseInteger(text);
  }

  choice<Value extends string>(name: string, values: readonly Value[], fallback: Value): Value {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = values.find((value) => value === text);
    if (found === undefined) throw badRequest();
    return found;
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return fallback;
    if (["true", "on", "yes", "1"].includes(text)) return true;
    if (["false", "off", "no", "0"].includes(text)) return false;
    throw badRequest();
  }

  texts(name: string): string[] | undefined {
    const all = this.params.getAll(name);
    const items = (all.length === 1 ? all[0].split(",") : all).map((item) => item.trim());
    const given = items.filter((item) => item !== "");
    return given.length ? given : undefined;
  }

  integers(name: string): number[] | undefined {
    return this.texts(name)?.map(parseInteger);
  }

  date(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const at = parseLenientDate(text);
    if (at === null) throw badRequest();
    return at;
  }

  /** A required date with an offset; throws a 400 when it is absent. */
  offsetDate(name: string): number {
    const at = parseOffsetDate(this.text(name) ?? "");
    if (at === null) throw badRequest();
    return at;
  }
}

/** A Java `Integer` in text; throws a 400 for anything else. */
export function parseInteger(text: string): number {
  const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(value >= -2147483648 && value <= 2147483647)) throw badRequest();
  return value;
}
