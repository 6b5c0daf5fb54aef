import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  AppError,
  conflict,
  forbidden,
  notFound,
  precondition,
  upstream,
} from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { shortTag } from "@/lib/platform/ids.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { customerScope } from "../customer_scope.ts";
import { getCharger } from "../get_charger.ts";
import type { ChargerView } from "../list_chargers.ts";
import { requireCapability } from "./capability.ts";
import { chooseConnector } from "./choose_connector.ts";
import { keptStart, MOST_OPEN_STARTS, openStarts } from "./open_starts.ts";
import { openOperation, type Reply } from "./operation_log.ts";
import { connectorsHeldFor } from "./own_reservations.ts";
import { ownSessionsAt } from "./own_use.ts";
import { sendOperation } from "./send_operation.ts";
import { sessionOfStart } from "./session_of_start.ts";

export interface RemoteStartInput {
  userId: string;
  steve: SteveClient | null;
  /** Charge box id, or the public id of the sticker. */
  chargeBoxId: string;
  /** Absent: the best free one. */
  connectorId?: number | null;
  /** Mapping id of the card; absent: the one that has reserved, else the first active one that is not charging. */
  cardId?: number | null;
  /** How long to wait for the station's answer; default 8,000 ms. */
  waitMs?: number;
}

export interface RemoteStart {
  operationId: number;
  chargeBoxId: string;
  chargerName: string;
  /** Null: the station chooses. */
  connectorId: number | null;
  cardId: number;
  /** `pending`: the station has not answered yet. */
  state: "accepted" | "pending";
  /** The same start was asked for a moment ago; it was not sent again. */
  isRepeat: boolean;
}

/** The contract's sentence for a start that SteVe or the station refuses. */
export const START_FAILED = msg("Charger could not start the session. Please try again.");

/**
 * Asks a charger to begin a session with one of the driver's cards. Checked in this order: the account may
 * start, the card, the charger, the connector. The wish is on record before SteVe hears of it; whether a
 * session begins is told by `operationProgress`.
 * @throws AppError `forbidden` (`account_inactive`, `no_active_card`, `card_inactive`), `not_found` (card,
 * charger, connector), `precondition` (`unmanaged_charger`), `conflict` (`charger_offline`,
 * `charger_busy`; `start_under_way` with the waiting start's `operationId`, `already_charging` with the
 * `transactionId` in their details; `too_many_starts`), `upstream` (`start_failed`, with the operation's id in its details)
 */
export async function remoteStart(ctx: Ctx, input: RemoteStartInput): Promise<RemoteStart> {
  const { userId, steve } = input;
  requireCapability(await customerScope(ctx, userId), "start");
  const cards = await activeCards(ctx, input);
  const charger = await chargerFor(ctx, input.chargeBoxId);
  const held = await connectorsHeldFor(ctx, { userId, chargeBoxId: charger.chargeBoxId });
  const connectorId = await connectorOf(ctx, { ...input, charger, held });
  const holder = connectorId === null ? undefined : held.get(connectorId);
  const card = cards.find((one) => one.id === holder) ?? cards[0];

  const { row, isRepeat } = await openOperation(ctx, {
    name: "RemoteStartTransaction",
    chargeBoxId: charger.chargeBoxId,
    userId,
    params: { connectorId, mappingId: card.id },
    audit: {
      event: "customer.charge.start",
      subject: `charger:${charger.chargeBoxId}`,
      metadata: { connectorId, card: shortTag(card.idTag) },
    },
    isOver: async (tx, earlier) => await sessionOfStart(tx, earlier) !== null,
    refuse: async (tx) => {
      const starts = await openStarts(tx, { userId, chargeBoxId: charger.chargeBoxId });
      const kept = keptStart(starts, connectorId, tx.clock.nowMs());
      if (kept) throw startUnderWay(kept.id);
      await refuseMoreStarts(tx, userId);
    },
  });
  const started = {
    operationId: row.id,
    chargeBoxId: charger.chargeBoxId,
    chargerName: charger.name,
    connectorId,
    cardId: card.id,
    isRepeat,
  };
  if (isRepeat) {
    return { ...started, state: row.ocppTaskStatus === "Accepted" ? "accepted" : "pending" };
  }
  const reply = await sendOperation(ctx, {
    steve,
    row,
    name: "RemoteStartTransaction",
    body: { idTag: card.idTag, ...(connectorId === null ? {} : { connectorId }) },
    idTag: card.idTag,
    waitMs: input.waitMs,
  });
  refuse(reply, row.id);
  return { ...started, state: reply === "accepted" ? "accepted" : "pending" };
}

/** The card that was named, or all active ones: those that charge nowhere first, then the oldest link. */
async function activeCards(ctx: Ctx, { userId, cardId }: RemoteStartInput) {
  const m = userMappings;
  const isNamed = cardId !== undefined && cardId !== null;
  const rows = await ctx.db.select({ id: m.id, idTag: m.steveOcppIdTag, isActive: m.isActive })
    .from(m).where(and(
      eq(m.userId, userId),
      isNamed ? inArray(m.id, Number.isSafeInteger(cardId) ? [cardId] : []) : undefined,
    )).orderBy(
      asc(sql`exists (select 1 from ${chargingSessions} s
      where s.mapping_id = ${m.id} and s.stopped_at is null)`),
      asc(m.id),
    );
  if (isNamed && rows.length === 0) throw notFound(msg("Card not found"));
  const active = rows.filter((row) => row.isActive);
  if (isNamed && active.length === 0) {
    throw forbidden(msg("This card is not active."), { code: "card_inactive" });
  }
  if (active.length === 0) {
    throw forbidden(msg("No active card on file"), { code: "no_active_card" });
  }
  return active;
}

async function chargerFor(ctx: Ctx, id: string): Promise<ChargerView> {
  const charger = await getCharger(ctx, { chargeBoxId: id }).catch((error) => {
    if (!(error instanceof AppError)) throw error;
    return getCharger(ctx, { publicId: id.toUpperCase() });
  });
  if (charger.managementMode === "unmanaged") {
    throw precondition(msg("This charger cannot be started from here. Start at the charger."), {
      code: "unmanaged_charger",
    });
  }
  if (!charger.isOnline) throw conflict(msg("Charger offline"), { code: "charger_offline" });
  return charger;
}

async function connectorOf(
  ctx: Ctx,
  { userId, charger, connectorId, held }: RemoteStartInput & {
    charger: ChargerView;
    held: ReadonlyMap<number, number>;
  },
): Promise<number | null> {
  const here = { userId, chargeBoxId: charger.chargeBoxId };
  const own = await ownSessionsAt(ctx, here);
  const transactionId = typeof connectorId === "number"
    ? own.get(connectorId)
    : [...own.values()].at(-1);
  // A press that names no connector and is repeated after its session began must not start another one.
  if (transactionId !== undefined) {
    throw conflict(msg("You are charging here already."), {
      code: "already_charging",
      details: { transactionId },
    });
  }
  const choice = chooseConnector(charger, { connectorId, heldForDriver: new Set(held.keys()) });
  if (choice.kind === "chosen") return choice.connectorId;
  if (choice.kind === "unknown") {
    throw notFound(msg("This charger has no such connector."), { code: "unknown_connector" });
  }
  const kept = keptStart(await openStarts(ctx, here), connectorId ?? null, ctx.clock.nowMs());
  if (kept) throw startUnderWay(kept.id);
  throw conflict(
    typeof connectorId === "number"
      ? msg("This connector is not free. Choose another one.")
      : msg("No connector of this charger is free."),
    { code: "charger_busy" },
  );
}

/** A driver may have walked on from so many chargers; the others would be taken from everybody. */
const WALKED_AWAY = 2;

/** Throws AppError `conflict` when stations keep more starts for the driver than there are cars to come. */
async function refuseMoreStarts(tx: Ctx, userId: string): Promise<void> {
  // Always taken behind the lock of the charger, by whoever starts at another one, too.
  await tx.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`starts:${userId}`}, 11))`,
  );
  const m = userMappings;
  const cards = await tx.db.$count(m, and(eq(m.userId, userId), eq(m.isActive, true)));
  const starts = await openStarts(tx, { userId });
  const waiting = starts.filter((one) => tx.clock.nowMs() < one.keptUntil.getTime());
  if (waiting.length < Math.min(cards + WALKED_AWAY, MOST_OPEN_STARTS)) return;
  throw conflict(
    msg("Other chargers wait for your car. Plug in there, or try again in a minute."),
    {
      code: "too_many_starts",
    },
  );
}

const startUnderWay = (operationId: number) =>
  conflict(msg("A start is under way already."), {
    code: "start_under_way",
    details: { operationId },
  });

function refuse(reply: Reply, operationId: number): void {
  if (reply === "offline") {
    throw conflict(msg("Charger offline"), { code: "charger_offline", details: { operationId } });
  }
  if (reply === "refused" || reply === "away") {
    throw upstream(START_FAILED, { code: "start_failed", details: { operationId } });
  }
}
