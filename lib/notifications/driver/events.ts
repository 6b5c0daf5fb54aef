/** What a driver can be told. */
export const DRIVER_EVENTS = [
  "charging_started",
  "charging_finished",
  "charging_idle",
  "charger_free",
  "reservation_soon",
  "card_lost",
] as const;
export type DriverEvent = (typeof DRIVER_EVENTS)[number];

/** Ways beside the page itself, where every notice stands. */
export const CHANNELS = ["email", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

interface SessionNews {
  /** SteVe's number of the session, which is the one in addresses. */
  transactionId: number;
  chargerName: string;
  connectorId: number;
}

/** The facts each event is told with. */
export interface NewsData {
  charging_started: SessionNews;
  charging_finished: SessionNews & {
    energyWh: number;
    durationMs: number;
    /** Null while the session has no price. */
    costCents: number | null;
    currency: string | null;
  };
  charging_idle: SessionNews & { energyWh: number };
  charger_free: { chargeBoxId: string; chargerName: string };
  reservation_soon: {
    reservationId: number;
    chargerName: string;
    connectorId: number;
    startAt: Date;
    /** Of the site: a reservation is read on the spot. */
    timeZone: string;
  };
  card_lost: {
    mappingId: number;
    /** The name its owner knows it by; never the card's id. */
    cardName: string;
  };
}

/** What is switched on when a driver first lets a browser take messages, having chosen nothing. */
export const FIRST_PUSH_EVENTS: readonly DriverEvent[] = [
  "charging_finished",
  "charging_idle",
  "charger_free",
  "reservation_soon",
  "card_lost",
];

/** How long a push message is worth delivering, in seconds: late news is worse than none. */
export const PUSH_LIFE_SEC: Record<DriverEvent | "test", number> = {
  charging_started: 3_600,
  charging_finished: 6 * 3_600,
  charging_idle: 3_600,
  charger_free: 900,
  reservation_soon: 900,
  card_lost: 24 * 3_600,
  test: 300,
};

/** What does not wait until a phone wakes up by itself. */
export const URGENT_EVENTS: readonly string[] = [
  "charging_idle",
  "charger_free",
  "reservation_soon",
  "card_lost",
  "test",
];
