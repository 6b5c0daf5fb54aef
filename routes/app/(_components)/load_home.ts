import { openDeletionRequest } from "@/lib/account/mod.ts";
import {
  carbonOf,
  customerScope,
  driverPlan,
  driverUsage,
  favouritesOf,
  findChargers,
  listSessions,
  liveSessions,
  nextReservation,
  openStarts,
  type UsagePeriod,
} from "@/lib/charging/mod.ts";
import { sessionTick } from "@/lib/live/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { loadPart } from "./load_part.ts";

export type HomeData = Awaited<ReturnType<typeof loadHome>>;

/** Ended ones: those under way stand above them, with fresher figures. */
const RECENT = 5;
const CHARGERS = 50;

/** Everything of the driver's home page, in parallel; a part that fails is null and leaves the rest standing. */
export async function loadHome(
  ctx: Ctx,
  input: { userId: string; period: UsagePeriod; timeZone: string },
) {
  const { userId } = input;
  const scope = await customerScope(ctx, userId);
  const [
    starts,
    live,
    recent,
    usage,
    plan,
    chargers,
    favourites,
    deletion,
    reservation,
  ] = await Promise.all([
    loadPart(ctx, "starts", openStarts(ctx, { userId })),
    loadPart(ctx, "live", liveSessions(ctx, { userId })),
    loadPart(
      ctx,
      "recent",
      listSessions(ctx, { userId, status: "completed", sort: "startedAt", limit: RECENT }),
    ),
    loadPart(ctx, "usage", driverUsage(ctx, input)),
    loadPart(ctx, "plan", driverPlan(ctx, { userId })),
    loadPart(ctx, "chargers", findChargers(ctx, { favouritesFirstOf: userId, limit: CHARGERS })),
    loadPart(ctx, "favourites", favouritesOf(ctx, { userId })),
    loadPart(ctx, "deletion", openDeletionRequest(ctx, { userId })),
    nextReservation(ctx, { scope }).catch((error) => {
      ctx.log.error("A part of the home page could not be loaded.", {
        part: "reservation",
        error,
      });
      return "failed" as const;
    }),
  ]);
  return {
    starts: starts ?? [],
    live: live?.map(sessionTick) ?? null,
    recent: recent?.sessions ?? null,
    usage,
    carbon: usage && carbonOf(usage.energyWh, ctx.config.CO2_GRID_G_PER_KWH),
    plan,
    deletion,
    reservation,
    isViewOnly: !scope.isActive,
    chargers: chargers?.items ?? null,
    hasMoreChargers: Boolean(chargers?.next),
    favourites: favourites ?? [],
  };
}
