import type { Db } from "@/db/client.ts";
import { emailOutbox } from "@/db/schema/platform.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";

export interface OutgoingMail {
  to: string;
  /** What kind of mail it is, e.g. `magic_link`; also the bucket of per-recipient limits. */
  category: string;
  /** Drivers and operators see different senders. */
  audience: "customer" | "admin";
  subject: string;
  html: string;
  text: string;
}

/**
 * Writes a mail into the outbox through `db` (pool or transaction); the process's mailer sends it.
 * @param sends whether mail leaves this process; without a transport it is kept for /dev/mail
 * @returns its id
 */
export async function queueMail(
  { db, config, clock, sends }: { db: Db; config: Config; clock: Clock; sends: boolean },
  mail: OutgoingMail,
): Promise<number> {
  // Nobody can read kept mail in production: a link in it would only be a secret lying about.
  const isLost = !sends && config.isProduction;
  const [row] = await db.insert(emailOutbox).values({
    toAddress: mail.to,
    fromAddress: mail.audience === "admin" ? config.EMAIL_FROM_ADMIN : config.EMAIL_FROM,
    category: mail.category,
    subject: mail.subject,
    html: isLost ? "" : mail.html,
    text: isLost ? "" : mail.text,
    status: sends ? "pending" : isLost ? "failed" : "kept",
    lastError: isLost ? "No mail transport is configured." : null,
    nextAttemptAt: clock.now(),
  }).returning({ id: emailOutbox.id });
  return row.id;
}
