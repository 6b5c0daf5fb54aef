import type { Ctx } from "@/lib/platform/context.ts";
import type { DriverEvent } from "./events.ts";
import { soonReservations } from "./finding/reservation_news.ts";
import { finishedSessions, idleSessions, startedSessions } from "./finding/session_news.ts";
import { endedWaits, endWait, type FreeChargers } from "./finding/watch_news.ts";
import { tellDriver } from "./tell_driver.ts";

/** What a pass found and told. */
export type NewsCount = Record<DriverEvent, number>;

/**
 * Tells drivers all they should know and do not: one query per kind, one transaction per message.
 * Repeats and passes side by side do no harm. A message that fails is logged and tried again by the
 * next pass; a kind that cannot be read does not hold up the others.
 */
export async function findNews(
  ctx: Ctx,
  { freeChargers }: { freeChargers: FreeChargers },
): Promise<NewsCount> {
  const told: NewsCount = {
    charging_started: 0,
    charging_finished: 0,
    charging_idle: 0,
    charger_free: 0,
    reservation_soon: 0,
    card_lost: 0,
  };
  const tellAll = async <T>(
    event: DriverEvent,
    find: () => Promise<T[]>,
    tell: (item: T) => Promise<boolean>,
  ) => {
    try {
      for (const item of await find()) {
        try {
          if (await tell(item)) told[event]++;
        } catch (error) {
          ctx.log.error("A driver could not be told.", { event, error });
        }
      }
    } catch (error) {
      ctx.log.error("News for drivers could not be read.", { event, error });
    }
  };
  // Finished comes first: a session that ended at once is not announced as begun afterwards.
  await tellAll("charging_finished", () => finishedSessions(ctx), (one) => tellDriver(ctx, one));
  await tellAll("charging_started", () => startedSessions(ctx), (one) => tellDriver(ctx, one));
  await tellAll("charging_idle", () => idleSessions(ctx), (one) => tellDriver(ctx, one));
  await tellAll("reservation_soon", () => soonReservations(ctx), (one) => tellDriver(ctx, one));
  await tellAll("charger_free", () => endedWaits(ctx, freeChargers), (one) => endWait(ctx, one));
  return told;
}
