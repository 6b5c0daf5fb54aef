import { randomUUID } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { authSessions, impersonationAudit, users, verifications } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import { conflict, forbidden, notFound } from "@/lib/platform/errors.ts";
import { entryIdentifier, entryPrefix } from "./entry.ts";

const ROUTE = "/api/customer/impersonation/start";
/** Seconds in which the address must be opened. */
const ENTRY_TTL_SEC = 60;

/**
 * Begins to look through a customer's eyes: returns the address on the customer host that opens the
 * view, good once and for 60 s. Throws forbidden for everybody but administrators (and audits it),
 * not_found for no such customer, conflict while a view of this administrator is open.
 */
export async function startImpersonation(
  ctx: Ctx,
  { userId }: { userId: string },
): Promise<{ url: string }> {
  const { actor } = ctx;
  if (actor.kind !== "user" || actor.role !== "admin" || actor.impersonatedBy) {
    await recordAudit(ctx, {
      event: "privilege_violation",
      subject: `user:${userId}`,
      route: ROUTE,
      metadata: { wanted: "impersonation.start" },
    });
    throw forbidden("Only an administrator can view as a customer.");
  }
  const adminUserId = actor.userId;
  return await inTransaction(ctx, async (tx) => {
    // Held to the end: of two starts at once the second sees what the first did.
    await tx.db.select({ id: users.id }).from(users).where(eq(users.id, adminUserId)).for("update");
    const [customer] = await tx.db.select({ role: users.role, disabledAt: users.disabledAt })
      .from(users).where(eq(users.id, userId));
    if (customer?.role !== "customer") throw notFound("Customer not found");
    if (customer.disabledAt) {
      throw conflict("This account is disabled. Enable it before you view it.", {
        code: "account_disabled",
      });
    }
    await refuseWhileViewing(tx, adminUserId);
    await tx.db.delete(verifications).where(
      sql`starts_with(${verifications.identifier}, ${entryPrefix(adminUserId)})`,
    );
    const token = randomToken(32);
    const now = tx.clock.now();
    await tx.db.insert(verifications).values({
      id: randomUUID(),
      identifier: entryIdentifier(adminUserId, token),
      value: JSON.stringify({ customerUserId: userId }),
      expiresAt: new Date(now.getTime() + ENTRY_TTL_SEC * 1_000),
      createdAt: now,
      updatedAt: now,
    });
    await tx.db.insert(impersonationAudit).values({
      adminUserId,
      customerUserId: userId,
      route: ROUTE,
      method: "POST",
      createdAt: now,
    });
    await recordAudit(tx, {
      event: "impersonation.start",
      subject: `user:${userId}`,
      route: ROUTE,
    });
    const query = new URLSearchParams({ by: adminUserId, token });
    return { url: `${tx.config.appUrl}/impersonation/enter?${query}` };
  });
}

/** Throws conflict while a session by impersonation of this administrator lives. */
export async function refuseWhileViewing(tx: Ctx, adminUserId: string): Promise<void> {
  const open = await tx.db.select({ id: authSessions.id }).from(authSessions).where(and(
    eq(authSessions.impersonatedBy, adminUserId),
    gt(authSessions.expiresAt, tx.clock.now()),
  )).limit(1);
  if (open.length > 0) {
    throw conflict("Already impersonating; end the current session first.", {
      code: "already_impersonating",
    });
  }
}
