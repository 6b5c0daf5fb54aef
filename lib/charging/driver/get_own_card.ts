import { eq, sql } from "drizzle-orm";
import { chargingSessions } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { listSessions } from "../list_sessions.ts";
import type { SessionView } from "../session_view.ts";
import { type OwnCardsInput, tagsOf } from "./list_own_cards.ts";
import { type OwnCard, ownCards, withTag } from "./own_cards.ts";

/** What a card was used for, ended and running sessions alike. */
export interface CardStats {
  sessions: number;
  energyWh: number;
  /** Sum of the estimates of priced sessions; null when none is priced, or in several currencies. */
  costCents: number | null;
  currency: string | null;
  /** Sessions that run on it now. */
  running: number;
}

export interface OwnCardPage {
  card: OwnCard;
  stats: CardStats;
  recent: SessionView[];
  /** False: SteVe was not heard, the card is shown as stored. */
  isFresh: boolean;
}

const RECENT = 5;

/**
 * One of the driver's cards with its figures and last sessions.
 * @throws AppError `not_found` when there is none, or it is not theirs
 */
export async function getOwnCard(
  ctx: Ctx,
  input: OwnCardsInput & { id: number },
): Promise<OwnCardPage> {
  const card = await ownCard(ctx, input);
  const [tags, stats, recent] = await Promise.all([
    tagsOf(ctx, [card], input),
    cardStats(ctx, card.id),
    listSessions(ctx, { mappingId: card.id, sort: "startedAt", limit: RECENT }),
  ]);
  const tag = tags?.get(card.idTag.toUpperCase());
  return {
    card: tag ? withTag(card, tag, ctx.clock.now()) : card,
    stats,
    recent: recent.sessions,
    isFresh: tags !== null,
  };
}

/**
 * The stored card, if it is the driver's.
 * @throws AppError `not_found`
 */
export async function ownCard(ctx: Ctx, input: { userId: string; id: number }): Promise<OwnCard> {
  const id = Number.isSafeInteger(input.id) ? input.id : -1;
  const [card] = await ownCards(ctx, { userId: input.userId, id });
  if (!card) throw notFound(msg("Card not found"));
  return card;
}

async function cardStats(ctx: Ctx, mappingId: number): Promise<CardStats> {
  const c = chargingSessions;
  const isOneCurrency =
    sql`count(distinct ${c.currency}) filter (where ${c.costCents} is not null) = 1`;
  const [row] = await ctx.db.select({
    sessions: sql<number>`count(*)::int`,
    energyWh: sql<number>`coalesce(sum(${c.energyWh}), 0)::bigint`.mapWith(Number),
    costCents: sql<number | null>`case when ${isOneCurrency} then sum(${c.costCents})::bigint end`,
    currency: sql<string | null>`case when ${isOneCurrency} then max(${c.currency}) end`,
    running: sql<number>`(count(*) filter (where ${c.stoppedAt} is null))::int`,
  }).from(c).where(eq(c.mappingId, mappingId));
  return row;
}
