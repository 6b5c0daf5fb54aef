import { useContext } from "preact/hooks";
import { sayIn, type Translate } from "@/lib/platform/i18n/say.ts";
import { ReaderContext } from "./format_context.ts";

const english = sayIn("en");

/** The reader's translator on the server. In the browser it is English: islands get their words as a
 * prop, or every language would have to be loaded. */
export function useT(): Translate {
  return useContext(ReaderContext).t ?? english;
}
