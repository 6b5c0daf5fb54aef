import { and, eq, gt } from "drizzle-orm";
import { users, verifications } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Actor, type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { gone } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { mayHoldSession } from "../admission.ts";
import { mintSession } from "../mint_session.ts";
import { entryIdentifier, entryValue } from "./entry.ts";
import { refuseWhileViewing } from "./start_impersonation.ts";

/** Life of the view in seconds; it does not slide. */
const VIEW_TTL_SEC = 3_600;

/** Tells the customer, in the transaction that opens the view. */
export type TellCustomer = (tx: Ctx, customerUserId: string) => Promise<void>;

/**
 * Uses up the address of `startImpersonation` and opens the view: a session of the customer that is
 * marked as the administrator's. Throws gone for an address that is unknown, used, too old, or whose
 * administrator or customer changed; conflict while another view is open.
 */
export async function enterImpersonation(
  ctx: Ctx,
  input: { adminUserId: string; token: string; headers: Headers },
  tell: TellCustomer,
): Promise<{ setCookies: string[] }> {
  const { adminUserId, token, headers } = input;
  return await inTransaction(ctx, async (tx) => {
    const [admin] = await tx.db.select({ role: users.role, disabledAt: users.disabledAt })
      .from(users).where(eq(users.id, adminUserId)).for("update");
    const now = tx.clock.now();
    const [entry] = await tx.db.update(verifications).set({ status: "consumed", updatedAt: now })
      .where(and(
        eq(verifications.identifier, entryIdentifier(adminUserId, token)),
        eq(verifications.status, "armed"),
        gt(verifications.expiresAt, now),
      )).returning({ value: verifications.value });
    if (!entry || admin?.role !== "admin" || admin.disabledAt) throw tooLate();
    const { customerUserId } = entryValue.parse(JSON.parse(entry.value));
    const [customer] = await tx.db.select({ role: users.role, disabledAt: users.disabledAt })
      .from(users).where(eq(users.id, customerUserId));
    if (!mayHoldSession(customer, "customer")) throw tooLate();
    await refuseWhileViewing(tx, adminUserId);
    const { setCookies } = await mintSession(tx, {
      userId: customerUserId,
      ttlSec: VIEW_TTL_SEC,
      headers,
      impersonatedBy: adminUserId,
    });
    const actor: Actor = {
      kind: "user",
      userId: customerUserId,
      role: "customer",
      permissions: [],
      impersonatedBy: adminUserId,
    };
    await recordAudit({ ...tx, actor }, {
      event: "impersonation.entered",
      subject: `user:${customerUserId}`,
      route: "/impersonation/enter",
    });
    await tell({ ...tx, actor }, customerUserId);
    return { setCookies };
  });
}

const tooLate = () =>
  gone(
    msg("This address was used already, or its time is over. Start again on the operators' site."),
  );
