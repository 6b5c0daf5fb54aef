import { and, count, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { reservations, userMappings } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { AppError, conflict, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { requireCapability } from "../driver/capability.ts";
import { getCharger } from "../get_charger.ts";
import { type Availability, checkAvailability } from "./availability.ts";
import { getReservation } from "./get_reservation.ts";
import type { ReservationView } from "./reservation_view.ts";
import { type PAGE_LIMITS, refusedWindow, windowRefusal } from "./window_refusal.ts";

export interface CreateReservationInput {
  scope: CustomerScope;
  /** Case-sensitive, as `getCharger` takes it. */
  chargeBoxId: string;
  connectorId: number;
  /** SteVe's key of the tag, or our own of the card. */
  card: { ocppTagPk: number } | { mappingId: number };
  startAt: Date;
  endAt: Date;
  /** Absent: the API's, which bound no length. */
  limits?: typeof PAGE_LIMITS;
}

/** The window is taken; says by what, and what to take instead. */
export class ReservationConflict extends AppError {
  constructor(readonly availability: Availability) {
    super("conflict", msg("Time window conflicts with existing reservation(s)"), {
      code: "reservation_conflict",
      details: { conflicts: availability.conflicts, suggestions: availability.suggestions },
    });
  }
}

/**
 * Reserves a connector for one card. The checks come in the order of the contract (spec 4.3): window,
 * account, card, charger, overlap. Overlap is settled by the database, whoever asks first.
 * @returns the reservation, `pending` until the next look of the resolver
 * @throws AppError `invalid` (window), `forbidden` (account inactive), `not_found` (card, charger,
 * connector), ReservationConflict
 */
export async function createReservation(
  ctx: Ctx,
  input: CreateReservationInput,
): Promise<ReservationView> {
  const { scope, connectorId } = input;
  const refusal = windowRefusal(input, ctx.clock.now(), input.limits);
  if (refusal) throw refusedWindow(refusal);
  requireCapability(scope, "reserve");
  const card = await findCard(ctx, input);
  const charger = await getCharger(ctx, { chargeBoxId: input.chargeBoxId });
  // Nobody can hold or see a charger that is not ours to manage (spec 4.5.6).
  if (charger.managementMode === "unmanaged") throw notFound(msg("There is no such charger."));
  const isKnown = charger.connectors.length === 0 ||
    charger.connectors.some((one) => one.connectorId === connectorId);
  if (!isKnown) throw notFound(msg("The charger has no such connector."));

  for (let attempt = 1;; attempt++) {
    const id = await inTransaction(ctx, async (tx) => {
      await checkQuota(tx, scope);
      return await insert(tx, input, card, charger.chargeBoxId);
    });
    if (id !== null) return await getReservation(ctx, { id, scope });
    const availability = await checkAvailability(ctx, input);
    // What was in the way may be gone by now.
    if (!availability.isFree || attempt === 3) throw new ReservationConflict(availability);
  }
}

/** Reservations of one driver that are not over yet. */
export const MAX_OPEN_RESERVATIONS = 20;

/** Throws conflict `too_many_reservations`; counts one driver's requests one after the other. */
async function checkQuota(tx: Ctx, { userId, mappingIds }: CustomerScope): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 17))`);
  const [{ open }] = await tx.db.select({ open: count() }).from(reservations).where(and(
    inArray(reservations.mappingId, mappingIds),
    inArray(reservations.status, ["pending", "confirmed", "active"]),
  ));
  if (open >= MAX_OPEN_RESERVATIONS) {
    throw conflict(msg("You have reserved as much as one account may. Cancel something first."), {
      code: "too_many_reservations",
    });
  }
}

type Card = typeof userMappings.$inferSelect;

async function findCard(
  ctx: Ctx,
  { scope, card }: Pick<CreateReservationInput, "scope" | "card">,
): Promise<Card> {
  const [found] = scope.mappingIds.length === 0 ? [] : await ctx.db.select().from(userMappings)
    .where(and(
      inArray(userMappings.id, scope.mappingIds),
      eq(userMappings.isActive, true),
      "mappingId" in card ? eq(userMappings.id, card.mappingId) : and(
        isNotNull(userMappings.steveOcppTagPk),
        eq(userMappings.steveOcppTagPk, card.ocppTagPk),
      ),
    )).limit(1);
  if (!found) throw notFound(msg("Card not found"), { code: "card_not_found" });
  return found;
}

/** Null when the window is taken: the exclusion constraint leaves the row out. */
async function insert(
  ctx: Ctx,
  input: CreateReservationInput,
  card: Card,
  chargeBoxId: string,
): Promise<number | null> {
  const now = ctx.clock.now();
  const { connectorId, startAt, endAt } = input;
  const [row] = await ctx.db.insert(reservations).values({
    chargeBoxId,
    connectorId,
    mappingId: card.id,
    idTag: card.steveOcppIdTag,
    startAt,
    endAt,
    createdByUserId: input.scope.userId,
    createdAt: now,
    updatedAt: now,
  }).onConflictDoNothing().returning({ id: reservations.id });
  if (!row) return null;
  await recordAudit(ctx, {
    event: "reservation.created",
    subject: `reservation:${row.id}`,
    metadata: {
      chargeBoxId,
      connectorId,
      idTag: card.steveOcppIdTag,
      startAt: startAt.toISOString(),
      endAt: endAt.toISOString(),
    },
  });
  return row.id;
}
