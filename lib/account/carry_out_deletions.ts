import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { chargingSessions, deletionRequests, userMappings } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { cancelFutureOfCustomer } from "@/lib/charging/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { erasePerson } from "./erase_person.ts";
import { soleCustomersOf } from "./lago_customers.ts";

/** So long a deletion waits for SteVe to block the cards and for usage to be billed; then it is done anyway. */
const GRACE_MS = 7 * 86_400_000;
/** Requests taken in one go; the job runs again within the hour. */
const BATCH = 50;

/**
 * Erases the accounts whose day has come. First the cards stop; once SteVe knows and the last usage is
 * billed (at most a week later) the person goes. One account that fails does not hold up the others.
 * @returns accounts erased
 */
export async function carryOutDeletions(
  ctx: Ctx,
  outside: { lago: LagoClient | null; isSteveSet: boolean },
): Promise<number> {
  const due = await ctx.db.select().from(deletionRequests).where(and(
    isNull(deletionRequests.withdrawnAt),
    isNull(deletionRequests.completedAt),
    lte(deletionRequests.dueAt, ctx.clock.now()),
  )).orderBy(asc(deletionRequests.dueAt)).limit(BATCH);
  let erased = 0;
  for (const request of due) {
    try {
      const isOverdue = ctx.clock.nowMs() - request.dueAt.getTime() > GRACE_MS;
      const { isQuiet, openTags } = await stopCards(ctx, request.userId, outside.isSteveSet);
      if (!isQuiet && !isOverdue) continue;
      await erase(ctx, request, { lago: outside.lago, openTags });
      erased++;
    } catch (error) {
      ctx.log.error("An account could not be erased; the next run tries again.", {
        requestId: request.id,
        reason: messageOf(error),
      });
    }
  }
  return erased;
}

interface CardsStopped {
  /** SteVe was told and no session of theirs is open or unbilled. */
  isQuiet: boolean;
  /** SteVe's keys of the tags it was not told of yet. */
  openTags: number[];
}

/** Switches the person's cards off and says what is still to come. */
async function stopCards(ctx: Ctx, userId: string, isSteveSet: boolean): Promise<CardsStopped> {
  const m = userMappings;
  await ctx.db.update(m).set({ isActive: false, updatedAt: ctx.clock.now() })
    .where(and(eq(m.userId, userId), eq(m.isActive, true)));
  await cancelFutureOfCustomer(ctx, { userId });
  // Null is due as well: a card that was reported lost while SteVe was away.
  const open = await ctx.db.select({ tagPk: m.steveOcppTagPk, told: m.stevePushedActive }).from(m)
    .where(and(eq(m.userId, userId), sql`${m.stevePushedActive} is distinct from false`));
  const openTags = open.flatMap(({ tagPk }) => tagPk ?? []);
  const isTold = openTags.length === 0 && open.every(({ told }) => told === null);
  const [usage] = await ctx.db.select({ open: sql<number>`count(*)::int` }).from(chargingSessions)
    .innerJoin(m, eq(m.id, chargingSessions.mappingId))
    .where(and(eq(m.userId, userId), eq(chargingSessions.isFinalized, false)));
  return { isQuiet: usage.open === 0 && (isTold || !isSteveSet), openTags };
}

async function erase(
  ctx: Ctx,
  request: typeof deletionRequests.$inferSelect,
  { lago, openTags }: { lago: LagoClient | null; openTags: number[] },
): Promise<void> {
  const { userId } = request;
  const customers = await ctx.db.execute<{ id: string }>(soleCustomersOf(userId));
  for (const { id } of customers) {
    // Before our own erasure: a failure leaves the request open and the next run repeats both.
    await lago?.upsertCustomer({ externalId: id, name: "Erased customer", email: null });
  }
  await inTransaction(ctx, async (tx) => {
    const [claimed] = await tx.db.update(deletionRequests)
      .set({ completedAt: ctx.clock.now() })
      .where(and(
        eq(deletionRequests.id, request.id),
        isNull(deletionRequests.withdrawnAt),
        isNull(deletionRequests.completedAt),
      )).returning({ id: deletionRequests.id });
    if (!claimed) return;
    await erasePerson(tx, { userId });
    if (openTags.length > 0) await tellOfOpenTags(tx, request.id, openTags);
    await recordAudit(tx, { event: "customer.deletion.completed", subject: `user:${userId}` });
  });
}

/** Nothing of ours knows these cards any more, so no sync will ever block them. */
async function tellOfOpenTags(ctx: Ctx, requestId: number, openTags: number[]): Promise<void> {
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "error",
    source: "account",
    title: "Cards of an erased account still work",
    body: `SteVe did not answer for a week. Block these of its OCPP tags by hand: ${
      openTags.join(", ")
    }.`,
    dedupeKey: `deletion-open-tags:${requestId}`,
  });
}
