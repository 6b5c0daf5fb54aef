import { eq } from "drizzle-orm";
import { chargers } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { type ChargerView, withConnectors } from "./list_chargers.ts";

/**
 * One charger by its charge box id (case-sensitive) or by the public id of its sticker.
 * @throws AppError `not_found`
 */
export async function getCharger(
  ctx: Ctx,
  input: { chargeBoxId: string } | { publicId: string },
): Promise<ChargerView> {
  const rows = await ctx.db.select().from(chargers).where(
    "chargeBoxId" in input
      ? eq(chargers.chargeBoxId, input.chargeBoxId)
      : eq(chargers.publicId, input.publicId),
  );
  const [charger] = await withConnectors(ctx, rows);
  if (!charger) throw notFound("There is no such charger.");
  return charger;
}
