import {
  type ChargerView,
  connectorsHeldFor,
  customerScope,
  type DriverConnector,
  driverConnectors,
  type DriverPlan,
  driverPlan,
  getCharger,
  type OpenStart,
  openStarts,
  type OwnCard,
  ownCards,
  ownSessionsAt,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** What the start panel shows. */
export interface StartOffer {
  charger: ChargerView;
  /** Its connectors as this driver finds them. */
  connectors: DriverConnector[];
  /** The driver's start that the station keeps for a car; null: none. */
  waiting: OpenStart | null;
  /** Active cards, newest link first. */
  cards: OwnCard[];
  /** The card that a start takes when none is chosen; one that is not charging already. */
  firstCardId: number | null;
  plan: DriverPlan | null;
  /** False: the account is in view-only mode. */
  isActive: boolean;
  /** An operator looks through the driver's eyes. */
  isReadOnly: boolean;
}

/** As `remoteStart` chooses: a card that charges nowhere, the oldest of them. */
function firstOf(cards: readonly OwnCard[]): number | null {
  const idle = cards.filter((card) => !card.isCharging);
  const from = idle.length > 0 ? idle : cards;
  return from.length > 0 ? Math.min(...from.map((card) => card.id)) : null;
}

/**
 * Everything the start panel of one charger needs, from the database alone.
 * @throws AppError `not_found` for an unknown charger
 */
export async function loadStart(
  ctx: Ctx,
  input: { userId: string; chargeBoxId: string },
): Promise<StartOffer> {
  const { userId } = input;
  const [charger, held, starts, sessions, cards, plan, scope] = await Promise.all([
    getCharger(ctx, { chargeBoxId: input.chargeBoxId }),
    connectorsHeldFor(ctx, input),
    openStarts(ctx, input),
    ownSessionsAt(ctx, input),
    ownCards(ctx, { userId }),
    driverPlan(ctx, { userId }).catch((error) => {
      ctx.log.error("The plan of a driver could not be read.", { error });
      return null;
    }),
    customerScope(ctx, userId),
  ]);
  const active = cards.filter((card) => card.isActive);
  const nowMs = ctx.clock.nowMs();
  const use = { held: new Set(held.keys()), starts, sessions };
  return {
    charger,
    connectors: driverConnectors(charger, use, nowMs),
    waiting: starts.find((start) => nowMs < start.keptUntil.getTime()) ?? null,
    cards: active,
    firstCardId: firstOf(active),
    plan,
    isActive: scope.isActive,
    isReadOnly: ctx.actor.kind === "user" && ctx.actor.impersonatedBy !== undefined,
  };
}
