import { and, eq, gt, isNull } from "drizzle-orm";
import { deletionRequests, users } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { conflict, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

/** Days in which a deletion can be withdrawn (spec 7.3, account page). */
export const DELETION_WINDOW_DAYS = 30;

export interface DeletionRequest {
  requestedAt: Date;
  /** When the account is erased. */
  dueAt: Date;
}

const open = (userId: string) =>
  and(
    eq(deletionRequests.userId, userId),
    isNull(deletionRequests.withdrawnAt),
    isNull(deletionRequests.completedAt),
  );

/** The deletion that waits for its day, or null. */
export async function openDeletionRequest(
  ctx: Ctx,
  input: { userId: string },
): Promise<DeletionRequest | null> {
  const [row] = await ctx.db.select({
    requestedAt: deletionRequests.requestedAt,
    dueAt: deletionRequests.dueAt,
  }).from(deletionRequests).where(open(input.userId));
  return row ?? null;
}

/** Asks for the account to be erased in 30 days. Asking again changes nothing and answers with the first day. */
export async function requestDeletion(
  ctx: Ctx,
  input: { userId: string },
): Promise<DeletionRequest> {
  const { userId } = input;
  const requestedAt = ctx.clock.now();
  const dueAt = new Date(requestedAt.getTime() + DELETION_WINDOW_DAYS * 86_400_000);
  return await inTransaction(ctx, async (tx) => {
    const [user] = await tx.db.select({ publicId: users.publicId }).from(users)
      .where(eq(users.id, userId));
    if (!user) throw notFound("There is no such account.");
    const [made] = await tx.db.insert(deletionRequests).values({ userId, requestedAt, dueAt })
      .onConflictDoNothing().returning({ id: deletionRequests.id });
    if (!made) return (await openDeletionRequest(tx, input))!;
    await recordAudit(tx, {
      event: "customer.deletion.requested",
      subject: `user:${userId}`,
      metadata: { dueAt: dueAt.toISOString() },
    });
    await raiseNotification(tx, {
      audience: "admin",
      severity: "info",
      source: "account",
      title: "A driver asked for their account to be deleted",
      body: `Customer ${user.publicId} is erased on ${dueAt.toISOString().slice(0, 10)}.`,
      link: `/users/${userId}`,
      dedupeKey: `deletion:${userId}`,
    });
    return { requestedAt, dueAt };
  });
}

/**
 * Takes a deletion back while its day has not come; without one nothing happens.
 * @throws AppError `conflict` (`deletion_under_way`) once the day has come: the cards are off by then
 */
export async function withdrawDeletion(ctx: Ctx, input: { userId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const taken = await tx.db.update(deletionRequests).set({ withdrawnAt: now })
      .where(and(open(input.userId), gt(deletionRequests.dueAt, now)))
      .returning({ id: deletionRequests.id });
    if (taken.length === 0) {
      if (!await openDeletionRequest(tx, input)) return;
      throw conflict(msg("Its day has come: the account is being erased."), {
        code: "deletion_under_way",
      });
    }
    await recordAudit(tx, {
      event: "customer.deletion.withdrawn",
      subject: `user:${input.userId}`,
    });
  });
}
