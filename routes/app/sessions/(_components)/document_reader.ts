import { readerZone } from "@/components/reader_zone.ts";
import type { State } from "@/define.ts";
import type { DocumentReader } from "@/lib/billing/mod.ts";
import { localeOf } from "@/lib/platform/i18n/languages.ts";

/** For whom a file is written: the same words, numbers and zone as the page it is asked for on. */
export const documentReader = (req: Request, { language }: State): DocumentReader => ({
  language,
  locale: localeOf(language, req.headers.get("accept-language")),
  timeZone: readerZone(req.headers.get("cookie")),
});
