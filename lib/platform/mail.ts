import { and, eq, lte, sql } from "drizzle-orm";
import type { Db } from "@/db/client.ts";
import { emailOutbox } from "@/db/schema/platform.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { messageOf } from "./errors.ts";
import { type Logger, logger } from "./log.ts";
import { type MailTransport, openMailTransport } from "./mail_transport.ts";
import { type OutgoingMail, queueMail } from "./queue_mail.ts";

export type { OutgoingMail };

type OutboxRow = typeof emailOutbox.$inferSelect;

/** Tries before a mail is given up: at growing pauses, about two hours in all. */
export const MAX_ATTEMPTS = 9;
const FIRST_PAUSE_MS = 30_000;

/** Pause before try number `attempt + 1`, in milliseconds: 30 s, 1 min, 2 min … capped at 30 min. */
export const pauseAfter = (attempt: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), 1_800_000);

/**
 * Mail by way of `email_outbox`: `queue` writes a row in the caller's transaction, `drain` sends rows
 * that are due. A row is claimed by pushing its due time ahead before the transport is asked, so a
 * crash repeats a mail at worst and never loses one.
 */
export class Mailer {
  readonly #transport: MailTransport | null;
  readonly #log: Logger;
  #timer: ReturnType<typeof setInterval> | undefined;
  #running: Promise<number> | null = null;
  #stopping = false;

  constructor(
    private readonly deps: {
      config: Config;
      db: Db;
      clock: Clock;
      log?: Logger;
      /** Null keeps mail; unset opens the one of the configuration. */
      transport?: MailTransport | null;
    },
  ) {
    this.#log = deps.log ?? logger("mail");
    this.#transport = deps.transport === undefined
      ? openMailTransport(deps.config)
      : deps.transport;
  }

  /** Whether mail leaves this process; without a transport it is kept for /dev/mail. */
  get sends(): boolean {
    return this.#transport !== null;
  }

  /** Writes the mail into the outbox through `db` (pool or transaction); returns its id. */
  queue(db: Db, mail: OutgoingMail): Promise<number> {
    return queueMail({ ...this.deps, db, sends: this.sends }, mail);
  }

  /** Sends up to `limit` due mails, one after another; returns how many left. */
  async drain(limit = 50): Promise<number> {
    if (!this.#transport) return 0;
    let sent = 0;
    for (let n = 0; n < limit && !this.#stopping; n++) {
      const row = await this.#claim();
      if (!row) break;
      if (await this.#send(row, this.#transport)) sent++;
    }
    return sent;
  }

  /** Drains every `everyMs` until `stop`; drains of one process never overlap. */
  start(everyMs = 2_000): void {
    this.#timer ??= setInterval(() => {
      this.#running ??= this.drain()
        .catch((error) => {
          this.#log.error("The mail outbox could not be read.", { error });
          return 0;
        })
        .finally(() => this.#running = null);
    }, everyMs);
  }

  /** Stops the loop and waits for the mail in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
    this.#transport?.close();
  }

  async #claim(): Promise<OutboxRow | null> {
    const { db, clock } = this.deps;
    const now = clock.now();
    const due = db.select({ id: emailOutbox.id }).from(emailOutbox)
      .where(and(eq(emailOutbox.status, "pending"), lte(emailOutbox.nextAttemptAt, now)))
      .orderBy(emailOutbox.nextAttemptAt, emailOutbox.id).limit(1).for("update", {
        skipLocked: true,
      });
    const [row] = await db.update(emailOutbox).set({
      attempts: sql`${emailOutbox.attempts} + 1`,
      nextAttemptAt: sql`${now.toISOString()}::timestamptz + make_interval(secs => least(${
        FIRST_PAUSE_MS / 1000
      } * power(2, ${emailOutbox.attempts}), 1800))`,
    }).where(and(eq(emailOutbox.id, sql`(${due})`), eq(emailOutbox.status, "pending"))).returning();
    return row ?? null;
  }

  async #send(row: OutboxRow, transport: MailTransport): Promise<boolean> {
    const { db, clock } = this.deps;
    try {
      await transport.send({
        id: row.id,
        to: row.toAddress,
        from: row.fromAddress || this.deps.config.EMAIL_FROM,
        category: row.category,
        subject: row.subject,
        html: row.html,
        text: row.text,
      }, clock.nowMs());
      // The body leaves the outbox with the mail: a sign-in link is kept hashed everywhere else.
      await db.update(emailOutbox)
        .set({ status: "sent", sentAt: clock.now(), lastError: null, html: "", text: "" })
        .where(eq(emailOutbox.id, row.id));
      return true;
    } catch (error) {
      const givenUp = row.attempts >= MAX_ATTEMPTS;
      this.#log.warning("A mail could not be sent.", {
        mailId: row.id,
        category: row.category,
        attempts: row.attempts,
        givenUp,
        reason: messageOf(error),
      });
      await db.update(emailOutbox)
        .set({
          status: givenUp ? "failed" : "pending",
          lastError: messageOf(error).slice(0, 500),
          ...(givenUp ? { html: "", text: "" } : {}),
        })
        .where(eq(emailOutbox.id, row.id));
      return false;
    }
  }
}
