import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import type { Translate } from "@/lib/platform/i18n/say.ts";
import type { FormatSettings } from "./format.ts";

/** What the components need to know of the reader. `now` is fixed for one rendering, so that all
 * relative times on a page agree. */
export type Reader = FormatSettings & { now?: Date; language?: Language; t?: Translate };

/** Wrap a page in `<ReaderContext.Provider value={{ locale, timeZone, now }}>`. Islands do not see
 * it: they take the same settings as props. */
export const ReaderContext = createContext<Reader>({ locale: "en-GB", timeZone: "UTC" });

/** The reader's settings, with a `now` that is always there. */
export function useReader(): Required<Omit<Reader, "t">> {
  const { t: _, ...reader } = useContext(ReaderContext);
  return { ...reader, now: reader.now ?? new Date(), language: reader.language ?? "en" };
}
