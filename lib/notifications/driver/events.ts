import { z } from "zod";

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

const sessionNews = z.object({
  /** SteVe's number of the session, which is the one in addresses. */
  transactionId: z.number(),
  chargerName: z.string(),
  connectorId: z.number(),
});

/** The facts each event is told with; they are kept and read again when the notice is. */
export const newsData = {
  charging_started: sessionNews,
  charging_finished: sessionNews.extend({
    energyWh: z.number(),
    durationMs: z.number(),
    /** Null while the session has no price. */
    costCents: z.number().nullable(),
    currency: z.string().nullable(),
  }),
  charging_idle: sessionNews.extend({ energyWh: z.number() }),
  charger_free: z.object({ chargeBoxId: z.string(), chargerName: z.string() }),
  reservation_soon: z.object({
    reservationId: z.number(),
    chargerName: z.string(),
    connectorId: z.number(),
    startAt: z.coerce.date(),
    /** Of the site: a reservation is read on the spot. */
    timeZone: z.string(),
  }),
  card_lost: z.object({
    mappingId: z.number(),
    /** The name its owner knows it by; never the card's id. */
    cardName: z.string(),
  }),
} satisfies Record<DriverEvent, z.ZodType>;
export type NewsData = { [E in DriverEvent]: z.infer<(typeof newsData)[E]> };

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
