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

/** What a session's page says of its stop, beside what the session's card says. */
export const STOP_WORDS = [
  msg("The charger has not answered yet."),
  msg("The charger is stopping."),
  msg("Charging has stopped."),
  msg("The final figures follow within a minute."),
  msg("Still charging"),
  msg("Charger could not stop the session. Please try again."),
  msg("The charger has not stopped. Try again, or stop at the charger."),
  msg("The charger is offline. Try again later, or use another one."),
] as const;
export type StopWords = Words<typeof STOP_WORDS>;

/** What the card of a start that waits for its car says. */
export const WAITING_WORDS = [
  msg("Starting at {charger}"),
  msg("Starting at {charger}, connector {n}"),
  msg("The charger waits until {time}."),
  msg("The charger has not answered yet. Plug in if you have not."),
  msg("Plug in now. Charging begins by itself."),
  msg("Charging has begun."),
  msg("Charger could not start the session. Please try again."),
  msg("This card is charging already. Stop that charge, or choose another card."),
  msg("This card is blocked. Choose another card, or ask your operator."),
  msg("This card has expired. Choose another card, or ask your operator."),
  msg("No charge began. Plug the cable in at both ends, then try again."),
  msg("The charger is offline. Try again later, or use another one."),
  msg("Follow this start"),
  msg("Follow this session"),
  msg("Back to the charger"),
] as const;
export type WaitingWords = Words<typeof WAITING_WORDS>;
