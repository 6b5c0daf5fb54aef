import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What a list of chargers says. */
export const CHARGER_WORDS = [
  msg("Free"),
  msg("In use"),
  msg("Reserved"),
  msg("Offline"),
  msg("Favourite"),
  msg("No charger is free right now. The list changes by itself."),
  msg("No chargers are known yet."),
] as const;
export type ChargerWords = Words<typeof CHARGER_WORDS>;
