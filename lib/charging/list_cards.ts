import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { chargingSessions, userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { containing } from "./list_sessions.ts";

export interface CardView {
  mappingId: number;
  idTag: string;
  ocppTagPk: number | null;
  parentIdTag: string | null;
  tagType: string;
  displayName: string | null;
  notes: string | null;
  costCentre: string | null;
  isActive: boolean;
  userId: string;
  userName: string | null;
  userEmail: string | null;
  lagoCustomerExternalId: string | null;
  lagoSubscriptionExternalId: string | null;
  createdAt: Date;
  /** Start of the latest session; null when never used. */
  lastUsedAt: Date | null;
  sessions: number;
}

export interface ListCardsInput {
  /** Part of the tag, the card's name or the owner's name, any case. */
  search?: string;
  userId?: string;
  active?: boolean;
  mappingIds?: readonly number[];
  /** 1 to 200, default 50. */
  limit?: number;
  /** The last mapping id of the page before. */
  after?: number;
}

/** Cards, newest link first, with what they were used for. */
export async function listCards(
  ctx: Ctx,
  input: ListCardsInput = {},
): Promise<{ cards: CardView[]; next: number | null }> {
  if (input.mappingIds?.length === 0) return { cards: [], next: null };
  const limit = Math.min(200, Math.max(1, input.limit ?? 50));
  const m = userMappings;
  const pattern = input.search && containing(input.search);
  const rows = await ctx.db.select({ card: m, userName: users.name, userEmail: users.email })
    .from(m).innerJoin(users, eq(users.id, m.userId))
    .where(and(
      pattern
        ? or(
          sql`upper(${m.steveOcppIdTag}) like ${pattern}`,
          sql`upper(${m.displayName}) like ${pattern}`,
          sql`upper(${users.name}) like ${pattern}`,
        )
        : undefined,
      input.userId === undefined ? undefined : eq(m.userId, input.userId),
      input.active === undefined ? undefined : eq(m.isActive, input.active),
      input.mappingIds ? inArray(m.id, [...input.mappingIds]) : undefined,
      input.after === undefined ? undefined : lt(m.id, input.after),
    ))
    .orderBy(desc(m.id)).limit(limit + 1);
  const shown = rows.slice(0, limit);
  const uses = await usesOf(ctx, shown.map((row) => row.card.id));
  return {
    cards: shown.map(({ card, userName, userEmail }) => ({
      mappingId: card.id,
      idTag: card.steveOcppIdTag,
      ocppTagPk: card.steveOcppTagPk,
      parentIdTag: card.parentIdTag,
      tagType: card.tagType,
      displayName: card.displayName,
      notes: card.notes,
      costCentre: card.costCentre,
      isActive: card.isActive,
      userId: card.userId,
      userName,
      userEmail,
      lagoCustomerExternalId: card.lagoCustomerExternalId,
      lagoSubscriptionExternalId: card.lagoSubscriptionExternalId,
      createdAt: card.createdAt,
      lastUsedAt: uses.get(card.id)?.lastUsedAt ?? null,
      sessions: uses.get(card.id)?.sessions ?? 0,
    })),
    next: rows.length > limit ? shown[limit - 1].card.id : null,
  };
}

async function usesOf(ctx: Ctx, mappingIds: number[]) {
  if (mappingIds.length === 0) return new Map<number, { lastUsedAt: Date; sessions: number }>();
  const rows = await ctx.db.select({
    mappingId: chargingSessions.mappingId,
    lastUsedAt: sql<Date>`max(${chargingSessions.startedAt})`.mapWith(chargingSessions.startedAt),
    sessions: sql<number>`count(*)::int`,
  }).from(chargingSessions).where(inArray(chargingSessions.mappingId, mappingIds))
    .groupBy(chargingSessions.mappingId);
  return new Map(rows.map((row) => [row.mappingId!, row]));
}
