import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the download of an invoice says. */
export const PDF_WORDS = [
  msg("Download PDF"),
  msg("The PDF is being made…"),
  msg("The PDF was downloaded."),
  msg("The PDF could not be had. Try again in a minute."),
] as const;
export type PdfWords = Words<typeof PDF_WORDS>;
