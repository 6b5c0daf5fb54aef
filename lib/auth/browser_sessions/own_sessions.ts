import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { authSessions } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";

/** A browser somewhere in which this driver is signed in. */
export interface OwnSession {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  /** By a tap of a card; otherwise by mail or passkey. */
  isByCard: boolean;
  createdAt: Date;
  expiresAt: Date;
}

/** A person holds few; more than this is somebody playing. */
const MOST = 100;

const ownAndLiving = (ctx: Ctx, userId: string) =>
  and(
    eq(authSessions.userId, userId),
    eq(authSessions.surface, "customer"),
    isNull(authSessions.impersonatedBy),
    gt(authSessions.expiresAt, ctx.clock.now()),
  );

/** All browsers a driver is signed in with, newest first. */
export async function ownSessions(ctx: Ctx, input: { userId: string }): Promise<OwnSession[]> {
  const rows = await ctx.db.select({
    id: authSessions.id,
    userAgent: authSessions.userAgent,
    ipAddress: authSessions.ipAddress,
    signedInBy: authSessions.signedInBy,
    createdAt: authSessions.createdAt,
    expiresAt: authSessions.expiresAt,
  }).from(authSessions).where(ownAndLiving(ctx, input.userId))
    .orderBy(desc(authSessions.createdAt)).limit(MOST);
  return rows.map(({ signedInBy, ...row }) => ({ ...row, isByCard: signedInBy === "scan" }));
}

/** Signs a browser of this driver out, or with `except` all others. What is not theirs is left alone. */
export async function endOwnSessions(
  ctx: Ctx,
  input: { userId: string } & ({ sessionId: string } | { except: string }),
): Promise<number> {
  return await inTransaction(ctx, async (tx) => {
    const found = await tx.db.select({ id: authSessions.id }).from(authSessions)
      .where(ownAndLiving(tx, input.userId)).for("update");
    const ending = found.filter(({ id }) =>
      "sessionId" in input ? id === input.sessionId : id !== input.except
    );
    for (const { id } of ending) await tx.db.delete(authSessions).where(eq(authSessions.id, id));
    if (ending.length > 0) {
      await recordAudit(tx, {
        event: "auth.sign_out",
        subject: `user:${input.userId}`,
        metadata: { surface: "customer", sessions: ending.length },
      });
    }
    return ending.length;
  });
}
