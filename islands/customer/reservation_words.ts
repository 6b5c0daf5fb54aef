import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the look into the calendar says. */
export const RESERVATION_WORDS = [
  msg("Looking into the calendar…"),
  msg("Free at this time."),
  msg("Taken by your own reservation, {window}."),
  msg("Taken, {window}."),
  msg("Free instead:"),
  msg("Choose a date and a time."),
  msg("The calendar could not be read. You can still reserve; overlaps are refused."),
  msg("The clocks change then and skip this time. It is taken as {time}."),
  msg("The clocks change then and this time comes twice. The earlier one is taken."),
] as const;
export type ReservationWords = Words<typeof RESERVATION_WORDS>;
