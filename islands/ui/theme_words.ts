import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the theme switch says. */
export const THEME_WORDS = [
  msg("Theme"),
  msg("Light theme"),
  msg("Dark theme"),
  msg("Theme of the device"),
] as const;
export type ThemeWords = Words<typeof THEME_WORDS>;
