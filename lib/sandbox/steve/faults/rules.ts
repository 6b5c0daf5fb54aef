import { z } from "zod";
import type { Random } from "../random.ts";

/** One rule of trouble; the first that matches a request and has turns left is applied. */
export const faultRuleSchema = z.object({
  match: z.object({
    /** HTTP method; `CONNECT` is a station's WebSocket, which any kind of rule cuts off. */
    method: z.string().optional(),
    /** Start of the path, with or without the context path. */
    pathPrefix: z.string().optional(),
  }).default({}),
  /**
   * `latency`: answer after `ms`. `status`: answer `status` at once. `drop_before`: cut the
   * connection. `drop_after`: do the work, then cut it. `hang`: never answer. `garbage`: 200 with a
   * body that lies or is no JSON.
   */
  kind: z.enum(["latency", "status", "drop_before", "drop_after", "hang", "garbage"]),
  ms: z.number().nonnegative().optional(),
  status: z.int().min(200).max(599).optional(),
  corrupt: z.enum(["negative_energy", "nulls", "strings"]).optional(),
  probability: z.number().min(0).max(1).default(1),
  /** How often it applies before it is spent; absent means for ever. */
  times: z.int().positive().optional(),
});

/** A rule as it is written, with its defaults left out. */
export type FaultRule = z.input<typeof faultRuleSchema>;
type ParsedRule = z.infer<typeof faultRuleSchema>;

/** The rules in force, drawn with a seeded random so that a run can be repeated. */
export class Faults {
  #rules: { rule: ParsedRule; left: number }[] = [];

  constructor(readonly random: Random) {}

  /** Replaces all rules; throws when one of them is malformed. */
  set(rules: FaultRule[]): void {
    this.#rules = [];
    rules.forEach((rule) => this.add(rule));
  }

  /** Adds a rule after the others. */
  add(rule: FaultRule): void {
    const parsed = faultRuleSchema.parse(rule);
    this.#rules.push({ rule: parsed, left: parsed.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Rules in force with what is left of their turns (null = no limit). */
  list(): (ParsedRule & { left: number | null })[] {
    return this.#rules.map(({ rule, left }) => ({
      ...rule,
      left: left === Infinity ? null : left,
    }));
  }

  /** The rule that applies to this request, one turn of it used up. */
  pick(method: string, pathname: string, contextPath: string): ParsedRule | undefined {
    const local = pathname.startsWith(contextPath) ? pathname.slice(contextPath.length) : pathname;
    const entry = this.#rules.find(({ rule, left }) =>
      left > 0 &&
      appliesToMethod(rule, method) &&
      (rule.match.pathPrefix === undefined ||
        [pathname, local].some((path) => path.startsWith(rule.match.pathPrefix ?? ""))) &&
      (rule.probability >= 1 || this.random() < rule.probability)
    );
    if (!entry) return undefined;
    entry.left--;
    return entry.rule;
  }
}

// Stations are left alone unless a rule names them: most rules are about the API.
function appliesToMethod(rule: ParsedRule, method: string): boolean {
  if (rule.match.method === undefined) return method !== "CONNECT";
  return rule.match.method.toUpperCase() === method;
}
