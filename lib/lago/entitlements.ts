import { z } from "zod";

/** What a subscription allows, by `feature.privilege`, e.g. `ev.max_amps`; values as text. */
export type LagoEntitlements = Record<string, string>;

const value = z.union([z.string(), z.number(), z.boolean()]);
const entitlement = z.object({
  code: z.string(),
  privileges: z.array(z.object({ code: z.string(), value: value.nullish() })).nullish(),
});

/** Reads Lago's list; a feature without privileges is `true` under its own code. Unreadable ones are left out. */
export const entitlementsSchema: z.ZodType<LagoEntitlements> = z.array(z.unknown()).transform(
  (rows) => {
    const found: LagoEntitlements = {};
    for (const row of rows) {
      const parsed = entitlement.safeParse(row);
      if (!parsed.success) continue;
      const { code, privileges } = parsed.data;
      if (!privileges?.length) found[code] = "true";
      for (const each of privileges ?? []) {
        if (each.value !== null && each.value !== undefined) {
          found[`${code}.${each.code}`] = String(each.value);
        }
      }
    }
    return found;
  },
);
