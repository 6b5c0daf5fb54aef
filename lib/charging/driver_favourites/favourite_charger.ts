import { and, desc, eq } from "drizzle-orm";
import { favouriteChargers } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { conflict } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { knownCharger } from "./known_charger.ts";

/** More than anyone finds their way in. */
export const MAX_FAVOURITES = 100;

export interface ChargerMark {
  userId: string;
  /** Charge box id or public id. */
  chargerId: string;
}

/**
 * Puts a charger among the driver's favourites; a repeat changes nothing.
 * @throws AppError `not_found` for no such charger, `conflict` when the list is full
 */
export async function addFavourite(ctx: Ctx, input: ChargerMark): Promise<{ chargeBoxId: string }> {
  const { userId } = input;
  const chargeBoxId = await knownCharger(ctx, input.chargerId);
  const mine = await favouritesOf(ctx, { userId });
  if (!mine.includes(chargeBoxId) && mine.length >= MAX_FAVOURITES) {
    throw conflict(msg("Your list of favourites is full. Take one out first."), {
      code: "too_many_favourites",
    });
  }
  await ctx.db.insert(favouriteChargers)
    .values({ userId, chargeBoxId, createdAt: ctx.clock.now() }).onConflictDoNothing();
  return { chargeBoxId };
}

/** Takes a charger out of the favourites; one that is not among them changes nothing. */
export async function removeFavourite(ctx: Ctx, input: ChargerMark): Promise<void> {
  const chargeBoxId = await knownCharger(ctx, input.chargerId);
  await ctx.db.delete(favouriteChargers).where(
    and(eq(favouriteChargers.userId, input.userId), eq(favouriteChargers.chargeBoxId, chargeBoxId)),
  );
}

/** The driver's favourite charge boxes, the latest first. */
export async function favouritesOf(ctx: Ctx, { userId }: { userId: string }): Promise<string[]> {
  const rows = await ctx.db.select({ chargeBoxId: favouriteChargers.chargeBoxId })
    .from(favouriteChargers).where(eq(favouriteChargers.userId, userId))
    .orderBy(desc(favouriteChargers.createdAt));
  return rows.map((row) => row.chargeBoxId);
}
