import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { chargingSessions, deletionRequests, userMappings } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { cancelFutureOfCustomer } from "@/lib/charging/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { erasePerson } from "./erase_person.ts";

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
      const isQuiet = await stopCards(ctx, request.userId, outside.isSteveSet);
      if (!isQuiet && !isOverdue) continue;
      await erase(ctx, request, outside.lago);
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

/** Switches the person's cards off; true when SteVe was told and no session of theirs is open or unbilled. */
async function stopCards(ctx: Ctx, userId: string, isSteveSet: boolean): Promise<boolean> {
  await ctx.db.update(userMappings).set({ isActive: false, updatedAt: ctx.clock.now() })
    .where(and(eq(userMappings.userId, userId), eq(userMappings.isActive, true)));
  await cancelFutureOfCustomer(ctx, { userId });
  const [cards] = await ctx.db.select({
    unpushed: sql<number>`count(*) filter (where ${userMappings.stevePushedActive} is true)::int`,
  }).from(userMappings).where(eq(userMappings.userId, userId));
  const [usage] = await ctx.db.select({ open: sql<number>`count(*)::int` }).from(chargingSessions)
    .innerJoin(userMappings, eq(userMappings.id, chargingSessions.mappingId))
    .where(and(eq(userMappings.userId, userId), eq(chargingSessions.isFinalized, false)));
  return usage.open === 0 && (cards.unpushed === 0 || !isSteveSet);
}

async function erase(
  ctx: Ctx,
  request: typeof deletionRequests.$inferSelect,
  lago: LagoClient | null,
): Promise<void> {
  const { userId } = request;
  const customers = await ctx.db.selectDistinct({ id: userMappings.lagoCustomerExternalId })
    .from(userMappings).where(eq(userMappings.userId, userId));
  for (const { id } of customers) {
    // Before our own erasure: a failure leaves the request open and the next run repeats both.
    if (id && lago) {
      await lago.upsertCustomer({ externalId: id, name: "Erased customer", email: null });
    }
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
    await recordAudit(tx, { event: "customer.deletion.completed", subject: `user:${userId}` });
  });
}
