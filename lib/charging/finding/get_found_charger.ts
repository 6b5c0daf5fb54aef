import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { findChargers, type FoundCharger } from "./find_chargers.ts";

/**
 * The charger that a sticker, a link or a person names: by its charge box id (exactly) or by its public
 * id (any case). The charge box id wins where both exist.
 * @throws AppError `not_found`
 */
export async function getFoundCharger(
  ctx: Ctx,
  input: { address: string },
): Promise<FoundCharger> {
  const { address } = input;
  const rows = address.length > 255 || address.includes("\0")
    ? []
    : await ctx.db.execute<{ id: number }>(sql`
      select id from chargers where charge_box_id = ${address} or public_id = ${address.toUpperCase()}
      order by charge_box_id = ${address} desc limit 1`);
  const found = rows.length > 0
    ? await findChargers(ctx, { chargerIds: [rows[0].id] })
    : { items: [] };
  if (found.items.length === 0) throw notFound("There is no such charger.");
  return found.items[0];
}
