import type { Language } from "@/lib/platform/i18n/languages.ts";

/** For whom a document is written. `timeZone` is an IANA name. */
export interface DocumentReader {
  language: Language;
  locale: string;
  timeZone: string;
}
