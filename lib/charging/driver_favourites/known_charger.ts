import { eq, or } from "drizzle-orm";
import { chargers } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

/** The charge box id behind a charge box id or a public id; throws `not_found` for neither. */
export async function knownCharger(ctx: Ctx, id: string): Promise<string> {
  const rows = await ctx.db.select({ chargeBoxId: chargers.chargeBoxId }).from(chargers)
    .where(or(eq(chargers.chargeBoxId, id), eq(chargers.publicId, id.toUpperCase()))).limit(2);
  const found = rows.find((row) => row.chargeBoxId === id) ?? rows[0];
  if (!found) throw notFound(msg("There is no such charger."));
  return found.chargeBoxId;
}
