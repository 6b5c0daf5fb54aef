import { and, eq, gt, sql } from "drizzle-orm";
import { impersonationAudit } from "@/db/schema/auth.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";

/** The same page is written down at most this often, in ms. */
const EVERY_MS = 60_000;

/** Writes down what an administrator sees through a customer's eyes; does nothing for anybody else. */
export async function recordImpersonatedView(
  ctx: Ctx,
  input: { route: string; method: string },
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.impersonatedBy) return;
  const view = {
    adminUserId: actor.impersonatedBy,
    customerUserId: actor.userId,
    route: input.route.slice(0, 200),
    method: input.method,
  };
  await inTransaction(ctx, async (tx) => {
    const key = `impersonation-view:${view.adminUserId}:${view.customerUserId}`;
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 13))`);
    const now = tx.clock.now();
    const [known] = await tx.db.select({ id: impersonationAudit.id }).from(impersonationAudit)
      .where(and(
        eq(impersonationAudit.adminUserId, view.adminUserId),
        eq(impersonationAudit.customerUserId, view.customerUserId),
        eq(impersonationAudit.route, view.route),
        eq(impersonationAudit.method, view.method),
        gt(impersonationAudit.createdAt, new Date(now.getTime() - EVERY_MS)),
      )).limit(1);
    if (!known) await tx.db.insert(impersonationAudit).values({ ...view, createdAt: now });
  });
}
