import { and, asc, eq, inArray } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { cardName } from "../driver/own_cards.ts";

/** A card that can reserve, by the name its driver knows. */
export interface ReservableCard {
  mappingId: number;
  name: string;
}

/** The active cards of a scope, oldest link first. */
export async function reservableCards(
  ctx: Ctx,
  input: { scope: Pick<CustomerScope, "mappingIds"> },
): Promise<ReservableCard[]> {
  const m = userMappings;
  if (input.scope.mappingIds.length === 0) return [];
  const rows = await ctx.db.select().from(m)
    .where(and(inArray(m.id, input.scope.mappingIds), eq(m.isActive, true))).orderBy(asc(m.id));
  return rows.map((row) => ({ mappingId: row.id, name: cardName(row) }));
}
