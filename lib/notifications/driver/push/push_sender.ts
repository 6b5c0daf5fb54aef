import { and, eq, lte, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { driverMessages, pushSubscriptions } from "@/db/schema/mod.ts";
import type { Config } from "@/lib/platform/config.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { PUSH_LIFE_SEC, URGENT_EVENTS } from "../events.ts";
import { type PushOutcome, type PushSigner, sendLetter } from "./push_transport.ts";
import type { PushTransportOptions } from "./push_transport.ts";
import { vapidKeys } from "./vapid_keys.ts";

/** Tries before a message is given up, at pauses of 1, 2, 4 and 8 minutes. */
export const MAX_TRIES = 5;
const FIRST_PAUSE_SEC = 60;
const MAX_PAUSE_SEC = 3_600;
/** Letters in a row that a browser's service refused before the browser is forgotten. */
const MAX_REFUSALS = 5;

type Message = typeof driverMessages.$inferSelect;
type Browser = typeof pushSubscriptions.$inferSelect;

const payloadShape = z.object({
  title: z.string(),
  body: z.string(),
  link: z.string(),
  language: z.string().default("en"),
  /** Browsers that have it: a repeat goes to the others only. */
  delivered: z.array(z.number()).default([]),
});

export interface PushSenderOptions extends Pick<PushTransportOptions, "send" | "resolve"> {
  context: () => Ctx;
}

/**
 * Sends what waits in `driver_messages`. A message is claimed by pushing its due time ahead before
 * anything leaves, and each browser that took it is noted at once: a crash repeats one letter at worst,
 * which the browser shows in the place of the first, and loses none.
 */
export class PushSender {
  #timer: ReturnType<typeof setInterval> | undefined;
  #running: Promise<unknown> | null = null;
  #isStopping = false;

  constructor(private readonly options: PushSenderOptions) {}

  /** Sends up to `limit` due messages, one after another; returns how many were dealt with. */
  async drain(limit = 50): Promise<number> {
    let done = 0;
    while (done < limit && !this.#isStopping) {
      const ctx = this.options.context();
      const message = await claim(ctx);
      if (!message) break;
      await this.#deliver(ctx, message);
      done++;
    }
    return done;
  }

  /** Drains every `everyMs` until `stop`; drains of one process never overlap. */
  start(everyMs = 2_000): void {
    this.#timer ??= setInterval(() => {
      this.#running ??= this.drain()
        .catch((error) => {
          this.options.context().log.error("Push messages could not be read.", { error });
        })
        .finally(() => this.#running = null);
    }, everyMs);
  }

  /** Stops the loop and waits for the message in hand. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  async #deliver(ctx: Ctx, message: Message): Promise<void> {
    const payload = payloadShape.safeParse(message.payload);
    const ttlSec = lifeLeftSec(ctx, message);
    if (!payload.success || ttlSec <= 0) return await close(ctx, message, "failed");
    const { delivered, ...words } = payload.data;
    const browsers = await browsersOf(ctx, message.userId, delivered);
    const text = JSON.stringify({ ...words, tag: topicOf(message) });
    const signer = { keys: await vapidKeys(ctx), subject: subjectOf(ctx.config) };
    const outcomes = await Promise.all(
      browsers.map((browser) => this.#send(ctx, { message, browser, text, ttlSec, signer })),
    );
    const waiting = outcomes.filter((outcome) => outcome.kind === "later");
    const hasArrived = delivered.length > 0 || outcomes.some(({ kind }) => kind === "sent");
    if (waiting.length === 0 || message.attempts >= MAX_TRIES) {
      return await close(ctx, message, hasArrived ? "sent" : "failed");
    }
    await postpone(ctx, message, Math.max(0, ...waiting.map((one) => one.retryAfterSec ?? 0)));
  }

  async #send(
    ctx: Ctx,
    { message, browser, text, ttlSec, signer }: {
      message: Message;
      browser: Browser;
      text: string;
      ttlSec: number;
      signer: PushSigner;
    },
  ): Promise<PushOutcome> {
    const outcome = await sendLetter(
      {
        send: this.options.send,
        resolve: this.options.resolve,
        allowedHosts: ctx.config.PUSH_ALLOWED_HOSTS,
        clock: ctx.clock,
      },
      signer,
      {
        endpoint: browser.endpoint,
        keys: { p256dh: browser.p256dh, auth: browser.auth },
        text,
        ttlSec,
        urgency: URGENT_EVENTS.includes(message.event) ? "high" : "normal",
        topic: topicOf(message),
      },
    ).catch((error): PushOutcome => {
      // Keys that encrypt nothing: such a browser cannot be reached.
      ctx.log.warning("A push message could not be encrypted.", { browserId: browser.id, error });
      return { kind: "gone" };
    });
    await note(ctx, message, browser, outcome);
    return outcome;
  }
}

async function claim({ db, clock }: Ctx): Promise<Message | null> {
  const m = driverMessages;
  const now = clock.now();
  const due = db.select({ id: m.id }).from(m)
    .where(and(eq(m.pushStatus, "pending"), lte(m.nextAttemptAt, now)))
    .orderBy(m.nextAttemptAt, m.id).limit(1).for("update", { skipLocked: true });
  const [row] = await db.update(m).set({
    attempts: sql`${m.attempts} + 1`,
    nextAttemptAt:
      sql`${now.toISOString()}::timestamptz + make_interval(secs => ${FIRST_PAUSE_SEC} * power(2, ${m.attempts}))`,
  }).where(and(eq(m.id, sql`(${due})`), eq(m.pushStatus, "pending"))).returning();
  return row ?? null;
}

function browsersOf({ db }: Ctx, userId: string, delivered: number[]): Promise<Browser[]> {
  const p = pushSubscriptions;
  return db.select().from(p).where(
    and(eq(p.userId, userId), delivered.length > 0 ? notInArray(p.id, delivered) : undefined),
  );
}

/** Writes down what became of one letter. */
async function note(ctx: Ctx, message: Message, browser: Browser, outcome: PushOutcome) {
  const p = pushSubscriptions;
  // The same browser may have been subscribed anew meanwhile, with other keys.
  const isSame = and(eq(p.id, browser.id), eq(p.auth, browser.auth));
  if (outcome.kind === "sent") {
    await ctx.db.update(driverMessages).set({
      payload:
        sql`jsonb_set(${driverMessages.payload}, '{delivered}', coalesce(${driverMessages.payload} -> 'delivered', '[]'::jsonb) || to_jsonb(${browser.id}::bigint))`,
    }).where(eq(driverMessages.id, message.id));
    await ctx.db.update(p).set({ lastSentAt: ctx.clock.now(), failures: 0 }).where(isSame);
    return;
  }
  if (outcome.kind === "gone") {
    await ctx.db.delete(p).where(isSame);
    return;
  }
  ctx.log.warning("A push message was not taken.", {
    messageId: message.id,
    browserId: browser.id,
    reason: outcome.reason,
  });
  if (outcome.kind === "later") return;
  if (browser.failures + 1 >= MAX_REFUSALS) await ctx.db.delete(p).where(isSame);
  else await ctx.db.update(p).set({ failures: sql`${p.failures} + 1` }).where(isSame);
}

async function close({ db }: Ctx, { id }: Message, pushStatus: "sent" | "failed"): Promise<void> {
  await db.update(driverMessages).set({ pushStatus }).where(eq(driverMessages.id, id));
}

/** Waits longer than the claim did where a push service asked for it. */
async function postpone({ db, clock }: Ctx, message: Message, askedSec: number): Promise<void> {
  if (askedSec === 0) return;
  const asked = new Date(clock.nowMs() + Math.min(askedSec, MAX_PAUSE_SEC) * 1_000);
  if (asked <= message.nextAttemptAt) return;
  await db.update(driverMessages).set({ nextAttemptAt: asked })
    .where(eq(driverMessages.id, message.id));
}

function lifeLeftSec({ clock }: Ctx, { event, createdAt }: Message): number {
  const life: Record<string, number> = PUSH_LIFE_SEC;
  return Math.floor((life[event] ?? 0) - (clock.nowMs() - createdAt.getTime()) / 1_000);
}

/** 32 characters of base64url, the same for repeats: they replace each other on the way and on screen. */
const topicOf = ({ id, event }: Message) => sha256Hex(`${event}:${id}`).slice(0, 32);

/** Where push services reach the operator. */
function subjectOf(config: Config): string {
  const sender = /<([^>]+)>/.exec(config.EMAIL_FROM)?.[1] ?? config.EMAIL_FROM;
  return `mailto:${config.OPERATOR_CONTACT_EMAIL ?? sender}`;
}
