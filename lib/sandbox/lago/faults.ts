import { z } from "zod";
import type { Random } from "./random.ts";

/** One rule of trouble; the first that matches a request and has turns left is applied. */
export const faultRuleSchema = z.object({
  match: z.object({
    method: z.string().optional(),
    /** Start of the path, with or without `/api/v1`. */
    pathPrefix: z.string().optional(),
  }).default({}),
  /**
   * `latency`: answer `ms` later. `status`: answer `status`, nothing is done. `drop_before`: cut the
   * connection, nothing is done. `drop_after`: do the work, then cut it. `hang`: never answer.
   * `garbage`: 200 with a body that is no JSON. `rate_limit`: 429 with a reset of `ms`.
   */
  kind: z.enum(["latency", "status", "drop_before", "drop_after", "hang", "garbage", "rate_limit"]),
  ms: z.number().nonnegative().optional(),
  status: z.int().min(400).max(599).optional(),
  probability: z.number().min(0).max(1).default(1),
  /** How often it applies before it is spent; absent means for ever. */
  times: z.int().positive().optional(),
});

/** A rule as it is written, with its defaults left out. */
export type FaultRule = z.input<typeof faultRuleSchema>;
/** A rule with its defaults filled in. */
export type Fault = z.output<typeof faultRuleSchema>;

/** The rules in force, drawn with a seeded random so that a run can be repeated. */
export class Faults {
  #rules: { rule: Fault; left: number }[] = [];

  constructor(readonly random: Random) {}

  /** Replaces all rules; throws a ZodError when one is malformed. */
  set(rules: FaultRule[]): void {
    const parsed = z.array(faultRuleSchema).parse(rules);
    this.#rules = parsed.map((rule) => ({ rule, left: rule.times ?? Infinity }));
  }

  /** Adds a rule behind the others. */
  add(rule: FaultRule): void {
    const parsed = faultRuleSchema.parse(rule);
    this.#rules.push({ rule: parsed, left: parsed.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Rules with the turns they have left (null: no limit). */
  list(): (Fault & { left: number | null })[] {
    return this.#rules.map(({ rule, left }) => ({
      ...rule,
      left: left === Infinity ? null : left,
    }));
  }

  /** The rule for this request, if any; takes one of its turns. */
  take(method: string, pathname: string): Fault | undefined {
    const paths = [pathname, pathname.replace(/^\/api\/v1(?=\/|$)/, "")];
    const entry = this.#rules.find(({ rule, left }) =>
      left > 0 &&
      (rule.match.method ?? method).toUpperCase() === method &&
      paths.some((path) => path.startsWith(rule.match.pathPrefix ?? "")) &&
      (rule.probability === 1 || this.random() < rule.probability)
    );
    if (!entry) return undefined;
    entry.left--;
    return entry.rule;
  }
}
