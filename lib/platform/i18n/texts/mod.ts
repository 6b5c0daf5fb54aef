import type { Language } from "../languages.ts";
import de from "./de/mod.ts";
import es from "./es/mod.ts";
import fr from "./fr/mod.ts";

/** Translations by English text; of a counted text, `[one, other]` by its English plural. */
export type Texts = Record<string, string | [one: string, other: string]>;

export const TEXTS: Record<Language, Texts> = { en: {}, de, fr, es };
