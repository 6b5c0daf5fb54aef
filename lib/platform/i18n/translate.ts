import type { Language } from "./languages.ts";
import { sayIn, type Translate } from "./say.ts";
import { TEXTS } from "./texts/mod.ts";

export { msg, type Translate, type Values, type Words } from "./say.ts";

const made = new Map<Language, Translate>();

/** The translator of one language; made once. Islands must not reach this file: it holds every text. */
export function translator(language: Language): Translate {
  const known = made.get(language);
  if (known) return known;
  const t = sayIn(language, TEXTS[language]);
  made.set(language, t);
  return t;
}
