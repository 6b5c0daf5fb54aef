import { and, desc, eq, sql } from "drizzle-orm";
import { chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SteveTag } from "@/lib/steve/mod.ts";

/** `blocked` and `expired` are SteVe's word on a card that is active with us. */
export type CardState = "active" | "inactive" | "blocked" | "expired";

/** A card as its driver sees it. */
export interface OwnCard {
  /** Mapping id: the card's id in addresses. */
  id: number;
  /** The driver's own label, else the operator's name, else the last four characters of the card. */
  name: string;
  driverLabel: string | null;
  costCentre: string | null;
  idTag: string;
  lastFour: string;
  /** SteVe's key; null until SteVe knows the card. */
  ocppTagPk: number | null;
  tagType: string;
  state: CardState;
  isActive: boolean;
  /** As SteVe says; null when it does not end, or SteVe was not heard. */
  expiresAt: Date | null;
  issuedAt: Date;
  /** Start of the latest session; null when never used. */
  lastUsedAt: Date | null;
  sessions: number;
  /** When the driver reported it lost, alone or with the card above it; null while it is active. */
  reportedLostAt: Date | null;
  /** A session runs on it: SteVe admits one at a time unless told otherwise. */
  isCharging: boolean;
}

/** The cards of one driver, active ones first, then the newest; as stored here. */
export async function ownCards(
  ctx: Ctx,
  input: { userId: string; id?: number },
): Promise<OwnCard[]> {
  const m = userMappings;
  const used = sql`(select count(*)::int as sessions, max(s.started_at) as last_used,
      coalesce(bool_or(s.stopped_at is null), false) as is_charging
    from ${chargingSessions} s where s.mapping_id = ${m.id})`;
  const rows = await ctx.db.select({
    card: m,
    sessions: sql<number>`used.sessions`,
    isCharging: sql<boolean>`used.is_charging`,
    lastUsed: sql<Date | null>`used.last_used`.mapWith(chargingSessions.startedAt),
  }).from(m).innerJoinLateral(sql`${used} as used`, sql`true`)
    .where(and(eq(m.userId, input.userId), input.id === undefined ? undefined : eq(m.id, input.id)))
    .orderBy(desc(m.isActive), desc(m.id));
  return rows.map(({ card, sessions, lastUsed, isCharging }) => ({
    id: card.id,
    name: cardName(card),
    driverLabel: card.driverLabel,
    costCentre: card.costCentre,
    idTag: card.steveOcppIdTag,
    lastFour: card.steveOcppIdTag.slice(-4),
    ocppTagPk: card.steveOcppTagPk,
    tagType: card.tagType,
    state: card.isActive ? "active" : "inactive",
    isActive: card.isActive,
    expiresAt: null,
    issuedAt: card.createdAt,
    lastUsedAt: lastUsed,
    sessions,
    reportedLostAt: card.isActive ? null : card.lostAt,
    isCharging,
  }));
}

export type OwnCardName = Pick<OwnCard, "id" | "name">;

/** What the driver's cards are called, in the order of `ownCards`, without counting what they were used for. */
export async function listOwnCardNames(
  ctx: Ctx,
  input: { userId: string },
): Promise<OwnCardName[]> {
  const m = userMappings;
  const rows = await ctx.db.select().from(m).where(eq(m.userId, input.userId))
    .orderBy(desc(m.isActive), desc(m.id));
  return rows.map((card) => ({ id: card.id, name: cardName(card) }));
}

/** What a card is called where its driver reads. */
export function cardName(
  card: Pick<typeof userMappings.$inferSelect, "driverLabel" | "displayName" | "steveOcppIdTag">,
): string {
  return card.driverLabel ?? card.displayName ?? `•••• ${card.steveOcppIdTag.slice(-4)}`;
}

/** The card with what SteVe says of it at this moment. */
export function withTag(card: OwnCard, tag: SteveTag, now: Date): OwnCard {
  const isExpired = tag.expiresAt !== null && tag.expiresAt <= now;
  const state = !card.isActive
    ? "inactive"
    : isExpired
    ? "expired"
    : tag.blocked
    ? "blocked"
    : "active";
  return { ...card, state, expiresAt: tag.expiresAt, ocppTagPk: tag.ocppTagPk };
}
