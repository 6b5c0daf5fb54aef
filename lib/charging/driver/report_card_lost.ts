import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { chargingSessions, userMappings, users } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { raiseNotification, tellDriver } from "@/lib/notifications/mod.ts";
import { atMost } from "@/lib/platform/at_most.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { shortTag } from "@/lib/platform/ids.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { cancelFutureOfCustomer } from "../reservations/cancel_reservation.ts";
import { ownCard } from "./get_own_card.ts";
import { STATION_WAIT_MS } from "./send_operation.ts";
import { requestStop } from "./session_stop.ts";

/** Longest reason, in characters; what is longer is cut. */
export const REASON_MAX = 500;

export interface ReportCardLostInput {
  userId: string;
  steve: SteveClient | null;
  id: number;
  reason?: string | null;
  /** How long to wait for SteVe; default 8,000 ms. */
  waitMs?: number;
}

export interface LostCard {
  id: number;
  isActive: false;
  /** Reported before: nothing changed now. */
  isRepeat: boolean;
  /** SteVe refuses the card from now on. False: the sync worker tells it as soon as SteVe answers. */
  isBlocked: boolean;
  /** Sessions that were running on the card and were asked to stop. */
  stopping: number;
}

/**
 * Takes a card out of use for good: the card and the driver's cards below it become inactive, SteVe is told
 * to refuse them, sessions that run on them are stopped, and the operators are told. A repeat changes
 * nothing here and tries again what SteVe has not heard.
 * @throws AppError `not_found` when the card does not exist or is not the driver's
 */
export async function reportCardLost(ctx: Ctx, input: ReportCardLostInput): Promise<LostCard> {
  const { userId, steve, waitMs = STATION_WAIT_MS } = input;
  const { cards, isRepeat } = await inTransaction(ctx, (tx) => deactivate(tx, input));
  const blocked = atMost(blockInSteve(ctx, steve, cards), waitMs);
  const running = await runningOn(ctx, cards.map((card) => card.id));
  await Promise.all(running.map((session) => requestStop(ctx, { userId, steve, session, waitMs })));
  const answer = await blocked;
  return {
    id: input.id,
    isActive: false,
    isRepeat,
    isBlocked: answer.isDone && answer.value,
    stopping: running.length,
  };
}

type CardRow = Pick<
  typeof userMappings.$inferSelect,
  "id" | "steveOcppIdTag" | "stevePushedActive"
>;

async function deactivate(
  ctx: Ctx,
  input: ReportCardLostInput,
): Promise<{ cards: CardRow[]; isRepeat: boolean }> {
  const m = userMappings;
  const card = await ownCard(ctx, input);
  const family = await familyOf(ctx, input.userId, card.id);
  const changed = await ctx.db.update(m).set({
    isActive: false,
    // Due for SteVe, whatever it was told before.
    stevePushedActive: null,
    lostAt: ctx.clock.now(),
    updatedAt: ctx.clock.now(),
  }).where(and(inArray(m.id, family), eq(m.isActive, true))).returning({ id: m.id });
  const isRepeat = !changed.some((row) => row.id === card.id);
  // Without a card nobody could use what is reserved.
  await cancelFutureOfCustomer(ctx, { userId: input.userId });
  if (!isRepeat) await tell(ctx, { ...input, idTag: card.idTag, name: card.name, changed });
  const cards = await ctx.db.select({
    id: m.id,
    steveOcppIdTag: m.steveOcppIdTag,
    stevePushedActive: m.stevePushedActive,
  }).from(m).where(and(inArray(m.id, family), eq(m.isActive, false)));
  return { cards, isRepeat };
}

/** The card and those of the same driver below it, however deep. */
async function familyOf(ctx: Ctx, userId: string, id: number): Promise<number[]> {
  const rows = await ctx.db.execute<{ id: number }>(sql`
    with recursive family as (
      select id, steve_ocpp_id_tag from user_mappings where id = ${id} and user_id = ${userId}
      union
      select m.id, m.steve_ocpp_id_tag from user_mappings m
        join family f on upper(m.parent_id_tag) = upper(f.steve_ocpp_id_tag)
        where m.user_id = ${userId}
    ) select id from family`);
  return rows.map((row) => Number(row.id));
}

async function tell(
  ctx: Ctx,
  lost: ReportCardLostInput & { idTag: string; name: string; changed: { id: number }[] },
): Promise<void> {
  const reason = lost.reason?.replace(/\s+/g, " ").trim().slice(0, REASON_MAX) || null;
  const [driver] = await ctx.db.select({ name: users.name, email: users.email }).from(users)
    .where(eq(users.id, lost.userId));
  const who = driver?.name ?? driver?.email ?? "A driver";
  await recordAudit(ctx, {
    event: "customer.card.reported_lost",
    subject: `card:${lost.id}`,
    metadata: { idTag: lost.idTag, reason, deactivated: lost.changed.map((row) => row.id) },
  });
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "warning",
    source: "cards",
    title: "A card was reported lost",
    body: `${who} reported card ${shortTag(lost.idTag)} lost. ${
      reason ? `Reason: ${reason}` : "No reason was given."
    }`,
    link: "/tags",
    dedupeKey: `card-lost:${lost.id}`,
  });
  await tellDriver(ctx, {
    userId: lost.userId,
    event: "card_lost",
    subject: `card:${lost.id}:${ctx.clock.now().toISOString()}`,
    data: { mappingId: lost.id, cardName: lost.name },
  });
}

function runningOn(ctx: Ctx, mappingIds: number[]) {
  const c = chargingSessions;
  return ctx.db.select({
    chargeBoxId: c.chargeBoxId,
    connectorId: c.connectorId,
    steveTransactionId: c.steveTransactionId,
    mappingId: c.mappingId,
  }).from(c).where(and(inArray(c.mappingId, mappingIds), isNull(c.stoppedAt)));
}

/** @returns whether SteVe now refuses every one of the cards */
async function blockInSteve(
  ctx: Ctx,
  steve: SteveClient | null,
  cards: readonly CardRow[],
): Promise<boolean> {
  const results = await Promise.all(cards.map(async (card) => {
    if (card.stevePushedActive === false) return true;
    if (!steve) return false;
    try {
      const tag = await steve.findTag(card.steveOcppIdTag);
      // What SteVe does not know, it does not admit.
      if (tag) await steve.setTagBlocked(tag.ocppTagPk, true);
      await noteBlocked(ctx, card.id, tag?.ocppTagPk);
      return true;
    } catch (error) {
      ctx.log.warning("A lost card could not be blocked yet; the next sync tries again.", {
        card: shortTag(card.steveOcppIdTag),
        reason: messageOf(error),
      });
      return false;
    }
  }));
  return results.every(Boolean);
}

async function noteBlocked(ctx: Ctx, id: number, tagPk: number | undefined): Promise<void> {
  const m = userMappings;
  // An operator may have given the card back meanwhile: then it stays due.
  await ctx.db.update(m).set({
    stevePushedActive: false,
    ...(tagPk === undefined ? {} : { steveOcppTagPk: tagPk }),
  }).where(and(eq(m.id, id), eq(m.isActive, false)));
}
