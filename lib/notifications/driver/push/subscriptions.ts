import { Buffer } from "node:buffer";
import { and, desc, eq, inArray } from "drizzle-orm";
import { notificationChoices, pushSubscriptions } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { setChoices } from "../choices.ts";
import { FIRST_PUSH_EVENTS } from "../events.ts";
import { isPushAddress } from "./push_address.ts";

/** Browsers per driver; the one that subscribed first makes room. */
export const MAX_BROWSERS = 10;

/** A browser's PushSubscription as `toJSON()` writes it. */
export interface SubscribeBrowser {
  userId: string;
  endpoint: string;
  /** base64url: an uncompressed P-256 point (65 bytes) and a secret (16 bytes). */
  keys: { p256dh: string; auth: string };
  userAgent?: string;
}

/**
 * Lets a browser take the driver's messages; a repeat renews its keys. A browser belongs to whoever
 * subscribed last. Somebody who never chose anything about push gets what most people want.
 * @throws AppError `invalid` for an endpoint of no known push service, or keys that are none
 */
export async function subscribeBrowser(ctx: Ctx, input: SubscribeBrowser): Promise<void> {
  const { userId, endpoint, keys } = input;
  if (!isPushAddress(endpoint, ctx.config.PUSH_ALLOWED_HOSTS)) {
    throw invalid(msg("This browser's push service is not known here. Ask your operator."), {
      code: "unknown_push_service",
    });
  }
  const point = Buffer.from(keys.p256dh, "base64url");
  if (point.length !== 65 || point[0] !== 4 || Buffer.from(keys.auth, "base64url").length !== 16) {
    throw invalid(msg("The browser's keys cannot be read. Turn push off and on again."));
  }
  const set = {
    userId,
    p256dh: keys.p256dh,
    auth: keys.auth,
    userAgent: input.userAgent?.slice(0, 300) ?? null,
    failures: 0,
  };
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(pushSubscriptions).values({ ...set, endpoint, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set });
    await makeRoom(tx, userId);
    await chooseFirstTime(tx, userId);
  });
}

/** Ends the messages to one browser of the driver; none changes nothing. */
export async function unsubscribeBrowser(
  ctx: Ctx,
  { userId, endpoint }: { userId: string; endpoint: string },
): Promise<void> {
  await ctx.db.delete(pushSubscriptions).where(
    and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.endpoint, endpoint)),
  );
}

/** Fingerprints (SHA-256, hex) of the endpoints of the driver's browsers: the endpoints are secrets. */
export async function browserPrints(ctx: Ctx, { userId }: { userId: string }): Promise<string[]> {
  const rows = await ctx.db.select({ endpoint: pushSubscriptions.endpoint })
    .from(pushSubscriptions).where(eq(pushSubscriptions.userId, userId));
  return rows.map((row) => sha256Hex(row.endpoint));
}

async function makeRoom({ db }: Ctx, userId: string): Promise<void> {
  const extra = await db.select({ id: pushSubscriptions.id }).from(pushSubscriptions)
    .where(eq(pushSubscriptions.userId, userId)).orderBy(desc(pushSubscriptions.id))
    .offset(MAX_BROWSERS);
  if (extra.length === 0) return;
  await db.delete(pushSubscriptions).where(
    inArray(pushSubscriptions.id, extra.map((row) => row.id)),
  );
}

async function chooseFirstTime(ctx: Ctx, userId: string): Promise<void> {
  const [chosen] = await ctx.db.select({ event: notificationChoices.event })
    .from(notificationChoices).where(
      and(eq(notificationChoices.userId, userId), eq(notificationChoices.channel, "push")),
    ).limit(1);
  if (chosen) return;
  const choices = FIRST_PUSH_EVENTS.map((event) => ({
    event,
    channel: "push" as const,
    isOn: true,
  }));
  await setChoices(ctx, { userId, choices });
}
