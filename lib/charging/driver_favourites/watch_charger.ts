import { and, asc, eq, gt, sql } from "drizzle-orm";
import { chargerWatches } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { conflict } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { ChargerMark } from "./favourite_charger.ts";
import { knownCharger } from "./known_charger.ts";

/** A wait ends by itself after this many ms: who waited half a day charges elsewhere by then. */
export const WATCH_MS = 12 * 3_600_000;
export const MAX_WATCHES = 10;

export interface Watch {
  chargeBoxId: string;
  expiresAt: Date;
}

/**
 * Tells the driver once when the charger is free again, within twelve hours. A repeat keeps the wait
 * as it is, so that it is told once; one that ran out begins anew.
 * @throws AppError `not_found` for no such charger, `conflict` for too many waits
 */
export async function watchCharger(ctx: Ctx, input: ChargerMark): Promise<Watch> {
  const { userId } = input;
  const now = ctx.clock.now();
  const chargeBoxId = await knownCharger(ctx, input.chargerId);
  const mine = await watchesOf(ctx, { userId });
  const standing = mine.find((watch) => watch.chargeBoxId === chargeBoxId);
  if (standing) return standing;
  if (mine.length >= MAX_WATCHES) {
    throw conflict(msg("You wait for too many chargers already. End one of the waits first."), {
      code: "too_many_watches",
    });
  }
  const expiresAt = new Date(now.getTime() + WATCH_MS);
  await ctx.db.insert(chargerWatches).values({ userId, chargeBoxId, expiresAt, createdAt: now })
    .onConflictDoUpdate({
      target: [chargerWatches.userId, chargerWatches.chargeBoxId],
      set: { expiresAt, createdAt: now },
      setWhere: sql`${chargerWatches.expiresAt} <= ${now.toISOString()}::timestamptz`,
    });
  return { chargeBoxId, expiresAt };
}

/** Ends the driver's wait for a charger; none changes nothing. */
export async function unwatchCharger(ctx: Ctx, input: ChargerMark): Promise<void> {
  const chargeBoxId = await knownCharger(ctx, input.chargerId);
  await ctx.db.delete(chargerWatches).where(
    and(eq(chargerWatches.userId, input.userId), eq(chargerWatches.chargeBoxId, chargeBoxId)),
  );
}

/** The driver's waits that have not run out, the oldest first. */
export function watchesOf(ctx: Ctx, { userId }: { userId: string }): Promise<Watch[]> {
  return ctx.db.select({
    chargeBoxId: chargerWatches.chargeBoxId,
    expiresAt: chargerWatches.expiresAt,
  }).from(chargerWatches)
    .where(and(eq(chargerWatches.userId, userId), gt(chargerWatches.expiresAt, ctx.clock.now())))
    .orderBy(asc(chargerWatches.createdAt));
}
