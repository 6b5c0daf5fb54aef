import { useContext } from "preact/hooks";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { ReaderContext } from "./format_context.ts";

/** The reader's translator, for what is rendered on the server. Islands take their words as a prop, or
 * the browser would have to load every language. */
export function useT(): Translate {
  return translator(useContext(ReaderContext).language ?? "en");
}
