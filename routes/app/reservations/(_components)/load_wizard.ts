import {
  type Availability,
  type ChargingPrice,
  chargingPrice,
  checkAvailability,
  type CustomerScope,
  customerScope,
  favouritesOf,
  findChargers,
  type FoundCharger,
  FREE_WINDOW,
  getFoundCharger,
  PAGE_LIMITS,
  type ReservableCard,
  reservableCards,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { localText } from "@/lib/platform/zoned_time.ts";
import type { Page } from "@/lib/web/mod.ts";
import { loadPart } from "../../(_components)/load_part.ts";
import {
  type AskedWindow,
  idOf,
  isTimeOpen,
  nearOf,
  readWindow,
  type WizardQuery,
} from "./wizard_query.ts";

/** Which charger: those that can be reserved, with what a driver picks by. */
export interface ChargerStepData {
  step: "charger";
  chargers: Page<FoundCharger>;
  /** Charge box ids. */
  favourites: string[];
  price: ChargingPrice | null;
  /** The address names a charger that cannot be reserved. */
  isUnknown: boolean;
}

/** What is left to choose once charger and card are. */
export interface TimeStepData {
  step: "time";
  scope: CustomerScope;
  charger: FoundCharger;
  price: ChargingPrice | null;
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
  | ChargerStepData
  | { step: "card"; charger: FoundCharger; cards: ReservableCard[] }
  | TimeStepData;

const SHOWN_CHARGERS = 50;

interface Asked {
  userId: string;
  query: WizardQuery;
  /** The reader's. */
  timeZone: string;
}

/** Where the wizard stands: what blocks it, or the first thing not chosen yet; one choice chooses itself. */
export async function loadWizard(ctx: Ctx, input: Asked): Promise<Wizard> {
  const { query, userId } = input;
  const scope = await customerScope(ctx, userId);
  if (!scope.isActive) return { step: "blocked", reason: "inactive" };
  const [cards, asked, first] = await Promise.all([
    reservableCards(ctx, { scope }),
    chosenCharger(ctx, query.charger),
    findChargers(ctx, { mode: "ocpp", limit: 2 }),
  ]);
  if (cards.length === 0) return { step: "blocked", reason: "no_cards" };
  if (first.items.length === 0) return { step: "blocked", reason: "no_chargers" };
  const isOnlyOne = first.items.length === 1;
  const charger = asked ?? (isOnlyOne ? first.items[0] : null);
  if (!charger) return await loadChargers(ctx, input);
  const card = cards.find((one) => one.mappingId === idOf(query.card)) ??
    (cards.length === 1 ? cards[0] : null);
  if (!card) return { step: "card", charger, cards };
  const canChange = { charger: !isOnlyOne, card: cards.length > 1 };
  return { step: "time", scope, card, canChange, ...await loadTime(ctx, input, scope, charger) };
}

async function loadChargers(ctx: Ctx, { userId, query }: Asked): Promise<ChargerStepData> {
  const [chargers, favourites, price] = await Promise.all([
    findChargers(ctx, {
      mode: "ocpp",
      search: query.q || undefined,
      near: nearOf(query),
      favouritesFirstOf: userId,
      cursor: query.cursor || undefined,
      limit: SHOWN_CHARGERS,
    }),
    loadPart(ctx, "favourites", favouritesOf(ctx, { userId })),
    loadPart(ctx, "price", chargingPrice(ctx, { userId })),
  ]);
  return {
    step: "charger",
    chargers,
    favourites: favourites ?? [],
    price,
    isUnknown: query.charger !== "",
  };
}

async function loadTime(
  ctx: Ctx,
  { userId, query, timeZone }: Asked,
  scope: CustomerScope,
  charger: FoundCharger,
) {
  const known = charger.connectors.map((one) => one.connectorId);
  const connectorIds = known.length > 0 ? known : [1];
  const free = charger.connectors.find((one) => one.status === "online")?.connectorId;
  const asked = idOf(query.connector);
  const connectorId = asked !== null && connectorIds.includes(asked)
    ? asked
    : free ?? connectorIds[0];
  const window = readWindow(query, timeZone, ctx.clock.now());
  const [price, availability] = await Promise.all([
    loadPart(ctx, "price", chargingPrice(ctx, { userId })),
    window && checkAvailability(ctx, {
      scope,
      chargeBoxId: charger.chargeBoxId,
      connectorId,
      startAt: window.startAt,
      endAt: window.endAt,
      limits: PAGE_LIMITS,
    }),
  ]);
  const next = isTimeOpen(query) ? availability?.suggestions[0] : undefined;
  const shown = window && next
    // Nobody asked for the time that is taken: the first free one is offered in its place.
    ? {
      window: { ...window, ...next, start: localText(next.startAt, timeZone), clocks: null },
      availability: FREE_WINDOW,
    }
    : { window, availability };
  return { charger, price, connectorIds, connectorId, ...shown };
}

async function chosenCharger(ctx: Ctx, address: string): Promise<FoundCharger | null> {
  if (address === "") return null;
  try {
    const charger = await getFoundCharger(ctx, { address });
    return charger.managementMode === "ocpp" ? charger : null;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
}
