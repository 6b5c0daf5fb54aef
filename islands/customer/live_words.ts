import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the live parts of a page say. */
export const LIVE_WORDS = [
  msg("Something changed while you were away."),
  msg("The live connection is cut."),
  msg("Figures are as of {time}."),
  msg("Reload"),
] as const;
export type LiveWords = Words<typeof LIVE_WORDS>;

/** What the card of a session under way says. */
export const SESSION_WORDS = [
  msg("Charging at {charger}"),
  msg("Charging"),
  msg("Stopping…"),
  msg("Finished"),
  msg("{charger}, connector {n}, since {time}"),
  msg("Power"),
  msg("Duration"),
  msg("Cost so far"),
  msg("Cost"),
  msg("No price is known yet"),
  msg("Battery"),
  msg("Charging has finished with {energy}."),
  msg("Follow this session"),
  msg("See what it came to"),
] as const;
export type SessionWords = Words<typeof SESSION_WORDS>;
