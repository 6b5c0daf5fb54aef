import { and, eq, inArray, sql } from "drizzle-orm";
import { reservations, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Connectors of a charger that are kept for the driver at this moment, with the card that holds each. */
export async function connectorsHeldFor(
  ctx: Ctx,
  input: { userId: string; chargeBoxId: string },
): Promise<Map<number, number>> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.select({
    connectorId: reservations.connectorId,
    mappingId: userMappings.id,
  }).from(reservations).innerJoin(userMappings, eq(userMappings.id, reservations.mappingId))
    .where(and(
      eq(userMappings.userId, input.userId),
      eq(userMappings.isActive, true),
      eq(reservations.chargeBoxId, input.chargeBoxId),
      inArray(reservations.status, ["confirmed", "active"]),
      sql`${now}::timestamptz between ${reservations.startAt} and ${reservations.endAt}`,
    ));
  return new Map(rows.map((row) => [row.connectorId, row.mappingId]));
}
