import {
  canStart,
  type ChargerView,
  connectorsHeldFor,
  customerScope,
  type DriverPlan,
  driverPlan,
  getCharger,
  type OwnCard,
  ownCards,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** What the start panel shows. */
export interface StartOffer {
  charger: ChargerView;
  /** Connectors on which this driver may start now. */
  open: number[];
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
  const [charger, held, cards, plan, scope] = await Promise.all([
    getCharger(ctx, { chargeBoxId: input.chargeBoxId }),
    connectorsHeldFor(ctx, input),
    ownCards(ctx, { userId }),
    driverPlan(ctx, { userId }).catch((error) => {
      ctx.log.error("The plan of a driver could not be read.", { error });
      return null;
    }),
    customerScope(ctx, userId),
  ]);
  const active = cards.filter((card) => card.isActive);
  const heldForDriver = new Set(held.keys());
  return {
    charger,
    open: charger.connectors.filter((one) => canStart(one, heldForDriver))
      .map((one) => one.connectorId),
    cards: active,
    firstCardId: firstOf(active),
    plan,
    isActive: scope.isActive,
    isReadOnly: ctx.actor.kind === "user" && ctx.actor.impersonatedBy !== undefined,
  };
}
