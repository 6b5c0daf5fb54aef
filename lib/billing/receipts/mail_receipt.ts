import { and, eq } from "drizzle-orm";
import { driverMessages } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { limit, precondition } from "@/lib/platform/errors.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { Mailer } from "@/lib/platform/mail.ts";
import type { RateLimiter } from "@/lib/platform/rate_limit.ts";
import { loadReceipt } from "./load_receipt.ts";
import type { DocumentReader } from "./reader.ts";
import { receiptMail } from "./receipt_mail.tsx";
import { receiptText } from "./receipt_lines.ts";

const CATEGORY = "receipt";
/** Spec 3.4: mails of one category to one address. */
const BUDGET = { points: 5, perSec: 600 };

/**
 * Mails a session's receipt to the driver's own address. Asked for again within the same hour of the
 * clock it stays at one mail.
 * @returns the address, and whether this call queued the mail
 * @throws AppError as `loadReceipt` does; `precondition` without an address, `limit` after five in ten minutes
 */
export async function mailReceipt(
  ctx: Ctx,
  deps: { mail: Pick<Mailer, "queue">; limiter: Pick<RateLimiter, "consume"> },
  input: { userId: string; transactionId: number; reader: DocumentReader },
): Promise<{ to: string; isNew: boolean }> {
  const receipt = await loadReceipt(ctx, input);
  const to = receipt.driverEmail;
  if (!to) throw precondition(msg("There is no e-mail address in your account."));
  const subject = `session:${receipt.session.id}:${ctx.clock.now().toISOString().slice(0, 13)}`;
  const mine = { userId: input.userId, event: "receipt", subject };
  const [known] = await ctx.db.select({ id: driverMessages.id }).from(driverMessages).where(and(
    eq(driverMessages.userId, mine.userId),
    eq(driverMessages.event, mine.event),
    eq(driverMessages.subject, mine.subject),
  ));
  if (known) return { to, isNew: false };
  // Before the transaction: the limiter has a connection of its own, which a full pool would not give.
  await takePoint(deps.limiter, to);
  const url = `${ctx.config.appUrl}/sessions/${receipt.session.steveTransactionId}`;
  return await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.insert(driverMessages)
      .values({ ...mine, createdAt: ctx.clock.now() })
      .onConflictDoNothing().returning({ id: driverMessages.id });
    if (!row) return { to, isNew: false };
    const mail = receiptMail(receiptText(receipt, input.reader), input.reader, url);
    await deps.mail.queue(tx.db, { to, category: CATEGORY, audience: "customer", ...mail });
    await recordAudit(tx, {
      event: "receipt.mailed",
      subject: `session:${receipt.session.id}`,
    });
    return { to, isNew: true };
  });
}

async function takePoint(limiter: Pick<RateLimiter, "consume">, to: string): Promise<void> {
  const key = `mail:${sha256Hex(`${to}:${CATEGORY}`)}`;
  const { allowed, resetMs } = await limiter.consume(key, BUDGET);
  if (allowed) return;
  const retryAfterSec = Math.max(1, Math.ceil(resetMs / 1_000));
  throw limit(msg("Too many receipts were mailed just now. Try again in a few minutes."), {
    code: "rate_limited",
    retryAfterSec,
  });
}
