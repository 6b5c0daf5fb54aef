import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the page says between the press of Start and the session. */
export const START_WORDS = [
  msg("The charger was asked"),
  msg("The charger agreed"),
  msg("Plug in"),
  msg("Charging"),
  msg("The charger has not answered yet. Plug in if you have not."),
  msg("Plug in now. Charging begins by itself."),
  msg("Charging has begun."),
  msg("Charger could not start the session. Please try again."),
  msg("This card is charging already. Stop that charge, or choose another card."),
  msg("This card is blocked. Choose another card, or ask your operator."),
  msg("This card has expired. Choose another card, or ask your operator."),
  msg("No charge began. Plug the cable in at both ends, then try again."),
  msg("The charger is offline. Try again later, or use another one."),
  msg("The connection is cut. The charger goes on without this page."),
  msg("Try again"),
  msg("Back to the charger"),
  msg("Cancel by simply not plugging in: the charger waits a minute or so."),
  msg("Steps of the start"),
  msg("done"),
  msg("under way"),
  msg("to come"),
] as const;
export type StartWords = Words<typeof START_WORDS>;

/** What the page says between the press of Stop and the end. */
export const STOP_WORDS = [
  msg("Stopping…"),
  msg("The charger has not answered yet."),
  msg("The charger is stopping."),
] as const;
export type StopWords = Words<typeof STOP_WORDS>;
