import {
  chargerDay,
  chargingPrice,
  costsSoFar,
  customerScope,
  favouritesOf,
  type FoundCharger,
  listSessions,
  watchesOf,
} from "@/lib/charging/mod.ts";
import { waysToTell } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { loadPart } from "../../(_components)/load_part.ts";
import { loadStart } from "../../(_components)/load_start.ts";

const RECENT = 5;

/** What a driver's page of one charger shows beside the charger; a part that fails is null. */
export async function loadCharger(
  ctx: Ctx,
  { charger, userId, timeZone }: { charger: FoundCharger; userId: string; timeZone: string },
) {
  const { chargeBoxId } = charger;
  const [scope, offer, price, times, recent, favourites, watches, ways] = await Promise.all([
    customerScope(ctx, userId),
    loadPart(ctx, "start", loadStart(ctx, { userId, chargeBoxId })),
    loadPart(ctx, "price", chargingPrice(ctx, { userId })),
    loadPart(ctx, "reservations", chargerDay(ctx, { chargeBoxId, timeZone })),
    loadPart(ctx, "sessions", sessionsHere(ctx, { userId, chargeBoxId })),
    loadPart(ctx, "favourites", favouritesOf(ctx, { userId })),
    loadPart(ctx, "watches", watchesOf(ctx, { userId })),
    loadPart(ctx, "ways to tell", waysToTell(ctx, { userId, event: "charger_free" })),
  ]);
  return {
    charger,
    isActive: scope.isActive,
    offer,
    price,
    times,
    recent,
    isFavourite: favourites?.includes(chargeBoxId) ?? false,
    watch: watches?.find((one) => one.chargeBoxId === chargeBoxId) ?? null,
    ways,
  };
}

async function sessionsHere(ctx: Ctx, input: { userId: string; chargeBoxId: string }) {
  const { sessions } = await listSessions(ctx, { ...input, sort: "startedAt", limit: RECENT });
  return { sessions, soFar: await costsSoFar(ctx, sessions) };
}
