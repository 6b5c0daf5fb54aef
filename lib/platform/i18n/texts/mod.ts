import type { Language } from "../languages.ts";
import type { Texts } from "../say.ts";
import de from "./de/mod.ts";
import es from "./es/mod.ts";
import fr from "./fr/mod.ts";

export const TEXTS: Record<Language, Texts> = { en: {}, de, fr, es };
