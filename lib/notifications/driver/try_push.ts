import { count, eq } from "drizzle-orm";
import { driverMessages, pushSubscriptions } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { conflict, limit } from "@/lib/platform/errors.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";

/** A slot of the rule "once a minute": the subject of the row settles it. */
const EVERY_MS = 60_000;

/**
 * Sends a message to every browser of the driver, to see that push works; at most one a minute.
 * @returns how many browsers it goes to
 * @throws AppError `conflict` when no browser takes messages, `limit` within the minute
 */
export function tryPush(
  ctx: Ctx,
  { userId, language }: { userId: string; language: Language },
): Promise<{ browsers: number }> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const [{ browsers }] = await db.select({ browsers: count() }).from(pushSubscriptions)
      .where(eq(pushSubscriptions.userId, userId));
    if (browsers === 0) {
      throw conflict(msg("No browser of yours takes push messages yet. Turn them on first."), {
        code: "no_browser",
      });
    }
    const t = translator(language);
    const now = clock.now();
    const [row] = await db.insert(driverMessages).values({
      userId,
      event: "test",
      subject: `minute:${Math.floor(now.getTime() / EVERY_MS)}`,
      payload: {
        title: t("It works"),
        body: t("Messages from Polaris Express arrive in this browser."),
        link: "/account/notifications",
        language,
      },
      pushStatus: "pending",
      nextAttemptAt: now,
      createdAt: now,
    }).onConflictDoNothing().returning({ id: driverMessages.id });
    if (!row) {
      throw limit(msg("A test is under way already. Wait a minute before the next one."), {
        retryAfterSec: 60,
      });
    }
    return { browsers };
  });
}
