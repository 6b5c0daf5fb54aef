import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { platformState } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

const schema = z.object({
  usage: z.object({ cents: z.int(), currency: z.string(), at: z.coerce.date() }),
  entitlements: z.record(z.string(), z.string()),
});

/** What Lago last said of a subscription that no list of its brings. */
export type KeptTerms = z.output<typeof schema>;

const keyOf = (subscription: string) => `lago:terms:${subscription}`;

/** The last known; null when Lago never said anything, or in a form of an older version. */
export async function readKeptTerms(ctx: Ctx, subscription: string): Promise<KeptTerms | null> {
  const [row] = await ctx.db.select({ value: platformState.value }).from(platformState)
    .where(eq(platformState.key, keyOf(subscription)));
  return schema.safeParse(row?.value).data ?? null;
}

/** Keeps it; of two answers on the way at once the later one stays. */
export async function keepTerms(ctx: Ctx, subscription: string, terms: KeptTerms): Promise<void> {
  const updatedAt = terms.usage.at;
  await ctx.db.insert(platformState)
    .values({ key: keyOf(subscription), value: terms, updatedAt })
    .onConflictDoUpdate({
      target: platformState.key,
      set: { value: terms, version: sql`${platformState.version} + 1`, updatedAt },
      setWhere: sql`${platformState.updatedAt} <= excluded.updated_at`,
    });
}
