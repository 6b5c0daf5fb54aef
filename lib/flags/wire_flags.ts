import { isDeepStrictEqual } from "node:util";
import type { EffectiveFlags } from "./effective_flags.ts";
import { FLAG_KEYS, FLAGS } from "./registry.ts";

/** A value as devices get it, for settings and flags alike. */
export interface WireValue {
  value: unknown;
  /** ISO-8601. */
  updatedAt: string;
  updatedBy: string;
}

/** What goes over the wire: only flags whose value is not the registry's default (spec 5.8). */
export function wireFlags(flags: EffectiveFlags): Record<string, WireValue> {
  return Object.fromEntries(
    FLAG_KEYS.filter((key) => !isDeepStrictEqual(flags[key].value, FLAGS[key].default))
      .map((key) => [key, {
        value: flags[key].value,
        updatedAt: (flags[key].updatedAt ?? new Date(0)).toISOString(),
        updatedBy: flags[key].updatedBy ?? "system",
      }]),
  );
}
