import { eq } from "drizzle-orm";
import { userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** What of the network belongs to one customer (spec 2.6). Every customer read is filtered by it. */
export interface CustomerScope {
  userId: string;
  lagoCustomerExternalId: string | null;
  /** SteVe's primary keys of the tags owned. */
  ocppTagPks: number[];
  mappingIds: number[];
  /** False when every card owned is unlinked: history stays readable, starting and reserving do not. */
  isActive: boolean;
}

/** Resolves the scope of `userId`; done once per request. A customer without cards is active and owns nothing. */
export async function customerScope(ctx: Ctx, userId: string): Promise<CustomerScope> {
  const rows = await ctx.db.select({
    mappingId: userMappings.id,
    tagPk: userMappings.steveOcppTagPk,
    customer: userMappings.lagoCustomerExternalId,
    isActive: userMappings.isActive,
  }).from(users).leftJoin(userMappings, eq(userMappings.userId, users.id))
    .where(eq(users.id, userId)).orderBy(userMappings.id);
  const cards = rows.filter((row) => row.mappingId !== null);
  const billed = cards.filter((card) => card.customer !== null);
  return {
    userId,
    lagoCustomerExternalId: (billed.find((card) => card.isActive) ?? billed[0])?.customer ?? null,
    ocppTagPks: cards.flatMap((card) => card.tagPk ?? []),
    mappingIds: cards.flatMap((card) => card.mappingId ?? []),
    isActive: cards.length === 0 || cards.some((card) => card.isActive === true),
  };
}
