import { and, eq, inArray } from "drizzle-orm";
import { reservations } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { type SteveClient, SteveMisconfigured } from "@/lib/steve/mod.ts";
import { askHold, settleHold } from "./ask_hold.ts";
import { decideReservation, type RejectReason } from "./decide.ts";
import { decideHold } from "./decide_hold.ts";
import { dueHolds, dueReleases, type DueReservation, dueReservations } from "./due_reservations.ts";
import { asksOf } from "./hold_log.ts";
import { releaseHold } from "./release_hold.ts";
import { isLiveStatus } from "./statuses.ts";

export interface ResolveResult {
  /** Reservations that changed their status. */
  changed: number;
  /** Stations that were asked to hold a connector. */
  asked: number;
  /** Holds that were given back. */
  released: number;
  failed: number;
}

/** A slow station must not keep the others waiting: so many at once, and no new ask after this time. */
const AT_ONCE = 4;
const BUDGET_MS = 45_000;

/**
 * Brings every reservation to where its time and SteVe say it is: the job of every minute. Each step is
 * a conditional write, so it may run on any replica, twice, or after a break. SteVe away, slow or
 * without the operation leaves the reservations standing in our calendar.
 */
export async function resolveReservations(
  ctx: Ctx,
  input: { steve: SteveClient | null },
): Promise<ResolveResult> {
  const result: ResolveResult = { changed: 0, asked: 0, released: 0, failed: 0 };
  await advanceAll(ctx, result);
  const { steve } = input;
  if (!steve) return result;
  const beganMs = ctx.clock.nowMs();
  const isInTime = () => ctx.clock.nowMs() - beganMs < BUDGET_MS;
  const remembering = listingOnce(steve);
  await each(ctx, await dueReleases(ctx), result, async (id) => {
    if (isInTime() && await releaseHold(ctx, { steve: remembering, id })) result.released++;
  });
  await each(ctx, await dueHolds(ctx), result, async (id) => {
    if (isInTime() && await seekHold(ctx, { steve, remembering, id })) result.asked++;
  });
  // A station that refused is known only now.
  if (result.asked > 0) await advanceAll(ctx, result);
  return result;
}

async function advanceAll(ctx: Ctx, result: ResolveResult): Promise<void> {
  let after = 0;
  while (true) {
    const due = await dueReservations(ctx, after);
    if (due.length === 0) return;
    for (const one of due) {
      try {
        if (await advance(ctx, one)) result.changed++;
      } catch (error) {
        result.failed++;
        ctx.log.error("A reservation could not be resolved.", { reservation: one.row.id, error });
      }
    }
    after = due.at(-1)!.row.id;
  }
}

/** One step of one reservation; false when nothing changed or somebody else was faster. */
async function advance(ctx: Ctx, due: DueReservation): Promise<boolean> {
  const { row } = due;
  const now = ctx.clock.now();
  const isRefused = isLiveStatus(row.status) &&
    decideHold(row, await asksOf(ctx, row), now) === "refused";
  const { status, reason } = decideReservation(row, { ...due, now, isRefused });
  if (status === row.status) return false;
  return await inTransaction(ctx, async (tx) => {
    const [changed] = await tx.db.update(reservations).set({ status, updatedAt: now })
      .where(and(eq(reservations.id, row.id), inArray(reservations.status, [row.status])))
      .returning({ id: reservations.id });
    if (!changed) return false;
    if (reason) await tellRejected(tx, due, reason);
    if (status !== "confirmed") {
      await tx.events.publish(tx.db, "charger.status", { chargeBoxIds: [row.chargeBoxId] });
    }
    return true;
  });
}

/** Notices are stored in English and said in the reader's language where they are shown. */
const REASONS: Record<RejectReason, string> = {
  charger_refused: msg("The charger did not accept it. Choose another time or charger."),
  charger_gone: msg("The charger is no longer part of the network. Choose another one."),
  card_inactive: msg("The card it was made for is no longer active."),
};

async function tellRejected(tx: Ctx, { row, userId }: DueReservation, reason: RejectReason) {
  await recordAudit(tx, {
    event: "reservation.rejected",
    subject: `reservation:${row.id}`,
    metadata: { chargeBoxId: row.chargeBoxId, reason },
  });
  if (!userId) return;
  await raiseNotification(tx, {
    audience: "customer",
    userId,
    severity: "warning",
    source: "reservations",
    title: msg("Your reservation could not be kept"),
    body: REASONS[reason],
    link: `/reservations/${row.id}`,
    dedupeKey: `reservation:${row.id}:rejected`,
  });
}

/** One list of SteVe's reservations serves a whole run, its absence too. */
function listingOnce(steve: SteveClient): SteveClient {
  let list: ReturnType<SteveClient["listReservations"]> | undefined;
  return { ...steve, listReservations: () => list ??= steve.listReservations() };
}

/** True when a station was asked. */
async function seekHold(
  ctx: Ctx,
  { steve, remembering, id }: { steve: SteveClient; remembering: SteveClient; id: number },
): Promise<boolean> {
  const [row] = await ctx.db.select().from(reservations).where(eq(reservations.id, id));
  if (!row) return false;
  const step = decideHold(row, await asksOf(ctx, row), ctx.clock.now());
  if (step === "settle") await settleHold(ctx, { steve: remembering, row });
  return step === "ask" && await askHold(ctx, { steve, id }) !== null;
}

/** Does the work for all, a few at a time; one that fails leaves the others alone. */
async function each(
  ctx: Ctx,
  ids: number[],
  result: ResolveResult,
  work: (id: number) => Promise<void>,
): Promise<void> {
  const queue = ids.values();
  const worker = async () => {
    for (const id of queue) {
      try {
        await work(id);
      } catch (error) {
        result.failed++;
        const isOutside = error instanceof HttpFailure || error instanceof SteveMisconfigured;
        const facts = { reservation: id, error };
        if (isOutside) ctx.log.warning("SteVe could not be asked about a reservation.", facts);
        else ctx.log.error("A reservation could not be settled with SteVe.", facts);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
