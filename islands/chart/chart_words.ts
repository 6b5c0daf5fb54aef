import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the chart of a session says. */
export const CHART_WORDS = [
  msg("Time"),
  msg("Power"),
  msg("Energy"),
  msg("Battery"),
  msg("Show as table"),
] as const;
export type ChartWords = Words<typeof CHART_WORDS>;
