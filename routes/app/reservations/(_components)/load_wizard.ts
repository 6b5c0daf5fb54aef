import {
  type Availability,
  type ChargerView,
  checkAvailability,
  type CustomerScope,
  customerScope,
  getCharger,
  listChargers,
  type ReservableCard,
  reservableCards,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { type AskedWindow, idOf, readWindow, type WizardQuery } from "./wizard_query.ts";

/** What is left to choose once charger and card are. */
export interface TimeStepData {
  step: "time";
  scope: CustomerScope;
  charger: ChargerView;
  connectorIds: number[];
  connectorId: number;
  card: ReservableCard;
  /** Null when the start that was typed is no time. */
  window: AskedWindow | null;
  availability: Availability | null;
  /** Steps that chose by themselves are not offered again. */
  canChange: { charger: boolean; card: boolean };
}

export type Wizard =
  | { step: "blocked"; reason: "no_chargers" | "inactive" | "no_cards" }
  | { step: "charger"; chargers: ChargerView[]; search: string }
  | { step: "card"; charger: ChargerView; cards: ReservableCard[] }
  | TimeStepData;

const SHOWN_CHARGERS = 50;

/** Where the wizard stands: what blocks it, or the first thing not chosen yet; one choice chooses itself. */
export async function loadWizard(
  ctx: Ctx,
  input: { userId: string; query: WizardQuery; timeZone: string },
): Promise<Wizard> {
  const { query } = input;
  const scope = await customerScope(ctx, input.userId);
  if (!scope.isActive) return { step: "blocked", reason: "inactive" };
  const [cards, found] = await Promise.all([
    reservableCards(ctx, { scope }),
    listChargers(ctx, { mode: "ocpp", search: query.q || undefined, limit: SHOWN_CHARGERS }),
  ]);
  if (cards.length === 0) return { step: "blocked", reason: "no_cards" };
  if (found.length === 0 && query.q === "") return { step: "blocked", reason: "no_chargers" };
  const isOnlyOne = found.length === 1 && query.q === "";
  const charger = await chosenCharger(ctx, query.charger) ?? (isOnlyOne ? found[0] : null);
  if (!charger) return { step: "charger", chargers: found, search: query.q };
  const card = cards.find((one) => one.mappingId === idOf(query.card)) ??
    (cards.length === 1 ? cards[0] : null);
  if (!card) return { step: "card", charger, cards };

  const known = charger.connectors.map((one) => one.connectorId);
  const connectorIds = known.length > 0 ? known : [1];
  const free = charger.connectors.find((one) => one.status === "online")?.connectorId;
  const asked = idOf(query.connector);
  const connectorId = asked !== null && connectorIds.includes(asked)
    ? asked
    : free ?? connectorIds[0];
  const window = readWindow(query, input.timeZone, ctx.clock.now());
  const availability = window &&
    await checkAvailability(ctx, {
      scope,
      chargeBoxId: charger.chargeBoxId,
      connectorId,
      startAt: window.startAt,
      endAt: window.endAt,
    });
  return {
    step: "time",
    scope,
    charger,
    connectorIds,
    connectorId,
    card,
    window,
    availability,
    canChange: { charger: !isOnlyOne, card: cards.length > 1 },
  };
}

async function chosenCharger(ctx: Ctx, chargeBoxId: string): Promise<ChargerView | null> {
  if (chargeBoxId === "") return null;
  try {
    const charger = await getCharger(ctx, { chargeBoxId });
    return charger.managementMode === "ocpp" ? charger : null;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
}
