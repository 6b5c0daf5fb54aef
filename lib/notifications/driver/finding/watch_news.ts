import { and, asc, eq, gt, sql } from "drizzle-orm";
import { chargerWatches, users } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { type TellDriver, tellDriver } from "../tell_driver.ts";
import { BATCH, isDriver } from "./not_told.ts";

/** Which of these chargers can be plugged into now, with their names. */
export type FreeChargers = (
  ctx: Ctx,
  chargeBoxIds: readonly string[],
) => Promise<{ chargeBoxId: string; name: string }[]>;

interface WatchNews {
  watch: { userId: string; chargeBoxId: string; createdAt: Date };
  news: TellDriver<"charger_free">;
}

/** Waits whose charger is free now. */
export async function endedWaits(ctx: Ctx, freeChargers: FreeChargers): Promise<WatchNews[]> {
  const w = chargerWatches;
  const waits = await ctx.db.select({
    userId: w.userId,
    chargeBoxId: w.chargeBoxId,
    createdAt: w.createdAt,
  }).from(w).innerJoin(users, eq(users.id, w.userId))
    .where(and(isDriver, gt(w.expiresAt, ctx.clock.now())))
    .orderBy(asc(w.createdAt)).limit(BATCH);
  if (waits.length === 0) return [];
  const boxes = [...new Set(waits.map((wait) => wait.chargeBoxId))];
  const free = new Map(
    (await freeChargers(ctx, boxes)).map(({ chargeBoxId, name }) => [chargeBoxId, name]),
  );
  return waits.filter(({ chargeBoxId }) => free.has(chargeBoxId)).map((watch) => ({
    watch,
    news: {
      userId: watch.userId,
      event: "charger_free",
      // A later wait for the same charger is another one.
      subject: `watch:${watch.chargeBoxId}:${watch.createdAt.getTime()}`,
      data: { chargeBoxId: watch.chargeBoxId, chargerName: free.get(watch.chargeBoxId)! },
    },
  }));
}

/** Ends the wait and tells the driver, both or neither; false when the wait was given up meanwhile. */
export function endWait(ctx: Ctx, { watch, news }: WatchNews): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.db.delete(chargerWatches).where(and(
      eq(chargerWatches.userId, watch.userId),
      eq(chargerWatches.chargeBoxId, watch.chargeBoxId),
      // The column is finer than a Date.
      sql`date_trunc('milliseconds', ${chargerWatches.createdAt}) = ${watch.createdAt.toISOString()}::timestamptz`,
    )).returning({ chargeBoxId: chargerWatches.chargeBoxId });
    return ended.length > 0 && await tellDriver(tx, news);
  });
}
