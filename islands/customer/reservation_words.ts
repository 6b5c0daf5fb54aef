import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the look into the calendar says, and the buttons under it. */
export const RESERVATION_WORDS = [
  msg("Looking into the calendar…"),
  msg("Free at this time."),
  msg("You have this time already."),
  msg("Open your reservation"),
  msg("Taken by your own reservation, {window}."),
  msg("Taken, {window}."),
  msg("Free instead:"),
  msg("Connector {n} at this time"),
  msg("Choose a date and a time."),
  msg("The calendar could not be read. You can still reserve; overlaps are refused."),
  msg("The clocks change then and skip this time. It is taken as {time}."),
  msg("The clocks change then and this time comes twice. The earlier one is taken."),
  msg("Kept for {card}: {window}."),
  msg("Reserving costs nothing. Charging then: {price}."),
  msg("Reserving costs nothing, you pay for the energy alone."),
  msg("If you do not come, it lapses at {time}. You can cancel until it begins."),
  msg("Reserve"),
  msg("Check this time"),
] as const;
export type ReservationWords = Words<typeof RESERVATION_WORDS>;
