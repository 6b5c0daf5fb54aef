import { and, eq, exists, isNull } from "drizzle-orm";
import { driverMessages, pushSubscriptions, users } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { hasMailTransport } from "@/lib/platform/mail_transport.ts";
import { queueMail } from "@/lib/platform/queue_mail.ts";
import { raiseNotification } from "../raise_notification.ts";
import { choices } from "./choices.ts";
import type { DriverEvent, NewsData } from "./events.ts";
import { driverMail } from "./mail/driver_mail.tsx";
import { type Words, wordsOf } from "./words.ts";

export interface TellDriver<E extends DriverEvent> {
  userId: string;
  event: E;
  /** What it is about, e.g. `session:42`: a driver is told once per event and subject. */
  subject: string;
  data: NewsData[E];
}

/**
 * Tells a driver of an event: a notice on the page always, mail and push as the driver chose. All of
 * it is written in one transaction (the caller's, where there is one), so a repeat finds the row and a
 * crash loses nothing.
 * @returns false when the driver was told before, or is no longer a driver
 * @example
 * await tellDriver(tx, { userId, event: "card_lost", subject: `card:${mappingId}`,
 *   data: { mappingId, cardName: "Ada's card" } });
 */
export function tellDriver<E extends DriverEvent>(
  ctx: Ctx,
  input: TellDriver<E>,
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { userId, event, subject } = input;
    const driver = await driverOf(tx, userId);
    if (!driver) return false;
    const language = driver.language ?? driver.seenLanguage ?? "en";
    const words = wordsOf(event, input.data, language);
    const chosen = (await choices(tx, { userId }))[event];
    const now = tx.clock.now();
    const [row] = await tx.db.insert(driverMessages).values({
      userId,
      event,
      subject,
      payload: { title: words.title, body: words.body, link: words.link, language },
      pushStatus: chosen.push && driver.hasBrowser ? "pending" : "none",
      nextAttemptAt: now,
      createdAt: now,
    }).onConflictDoNothing().returning({ id: driverMessages.id });
    if (!row) return false;
    await raiseNotification(tx, {
      audience: "customer",
      userId,
      source: "driver",
      ...wordsOf(event, input.data, "en"),
      told: { event, data: input.data },
    });
    if (chosen.email && driver.email) await mailNews(tx, driver.email, words, language);
    return true;
  });
}

async function driverOf({ db }: Ctx, userId: string) {
  const browsers = db.select({ id: pushSubscriptions.id }).from(pushSubscriptions)
    .where(eq(pushSubscriptions.userId, users.id));
  const [row] = await db.select({
    email: users.email,
    language: users.language,
    seenLanguage: users.seenLanguage,
    hasBrowser: exists(browsers).mapWith(Boolean),
  }).from(users).where(and(
    eq(users.id, userId),
    eq(users.role, "customer"),
    isNull(users.disabledAt),
    isNull(users.anonymisedAt),
  ));
  return row ?? null;
}

async function mailNews(
  { config, db, clock }: Ctx,
  to: string,
  words: Words,
  language: "en" | "de" | "fr" | "es",
): Promise<void> {
  const mail = driverMail({
    ...words,
    url: config.appUrl + words.link,
    choicesUrl: `${config.appUrl}/account/notifications`,
    contactEmail: config.OPERATOR_CONTACT_EMAIL,
    language,
  });
  await queueMail(
    { db, config, clock, sends: hasMailTransport(config) },
    { to, category: "driver_news", audience: "customer", ...mail },
  );
}
