import type { Language } from "./languages.ts";

/** Translations by English text; of a counted text, `[one, other]` by its English plural. */
export type Texts = Record<string, string | [one: string, other: string]>;

/** Values put in for `{name}`; numbers must be formatted before, for their language is not known here. */
export type Values = Record<string, string | number>;

/**
 * Says English text in the reader's language. A text without a translation is said in English; a test
 * keeps every language complete.
 *
 * @example
 * const t = translator("de");
 * t("Hello {name}", { name: "Ada" });
 * t("Open##invoice"); // "Open" in English; what follows tells translators which of its meanings
 * t.plural(3, "{n} session", "{n} sessions");
 */
export interface Translate {
  (text: string, values?: Values): string;
  readonly language: Language;
  /** Picks the form that the language uses for `count`, which is `{n}` unless `values` says otherwise. */
  plural(count: number, one: string, other: string, values?: Values): string;
  /** The texts an island shows: it gets them as a prop and looks them up by the English ones. */
  words<const T extends readonly string[]>(texts: T): Words<T>;
}

/** Translations by their English text. */
export type Words<T extends readonly string[]> = Record<T[number], string>;

/** Marks a text as one to translate where it is written down before a reader is known. */
export const msg = <const T extends string>(text: T): T => text;

/** Tells apart texts that are the same in English and not elsewhere. */
const MEANING = /##.*$/;

/** A translator over these texts; without any it speaks English. Light enough for the browser. */
export function sayIn(language: Language, texts: Texts = {}): Translate {
  const plurals = new Intl.PluralRules(language);
  const say = (text: string, values?: Values) => {
    const found = texts[text];
    return fill(typeof found === "string" ? found : text.replace(MEANING, ""), values);
  };
  return Object.assign(say, {
    language,
    plural: (count: number, one: string, other: string, values?: Values) => {
      const isOne = plurals.select(count) === "one";
      const found = texts[other];
      const forms = Array.isArray(found) ? found : [one, other];
      return fill(forms[isOne ? 0 : 1], { n: count, ...values });
    },
    words: <const T extends readonly string[]>(list: T) =>
      Object.fromEntries(list.map((text) => [text, say(text)])) as Words<T>,
  });
}

function fill(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) : text;
}
