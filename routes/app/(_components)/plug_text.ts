import { PLUG_KEYS, type PlugKey, plugLabel, plugOf, PLUGS } from "@/lib/charging/mod.ts";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";

/** The plugs whose names are not the same in every language. */
const TRANSLATED: Partial<Record<PlugKey, string>> = {
  type1: msg("Type 1"),
  type2: msg("Type 2"),
};

/** How the reader writes the plug that `type` names; a name we do not know stays as it is. */
export function plugText(type: string | null, t: Translate): string | null {
  const key = plugOf(type);
  const text = key && TRANSLATED[key];
  return text ? t(text) : plugLabel(type);
}

/** Every plug as a choice, by its key. */
export function plugOptions(t: Translate): { value: PlugKey; label: string }[] {
  return PLUG_KEYS.map((key) => ({ value: key, label: t(TRANSLATED[key] ?? PLUGS[key].label) }));
}
