import { and, eq, inArray, sql } from "drizzle-orm";
import { verifications } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { identifierOf, type PairingName } from "./pairing.ts";

/**
 * Gives the charger back: the next tap charges, also that of a card which was taken already. Whoever
 * holds the code may; repeating it, or an unknown code, changes nothing.
 */
export async function cancelScan(ctx: Ctx, name: PairingName): Promise<void> {
  await ctx.db.update(verifications).set({ status: "released", updatedAt: ctx.clock.now() })
    .where(and(
      eq(verifications.identifier, identifierOf(name)),
      inArray(verifications.status, ["armed", "consumed"]),
      sql`starts_with(${verifications.identifier}, 'scan-pair:')`,
    ));
}
