/** Languages the drivers' host speaks. English is the language of the code. */
export const LANGUAGES = ["en", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each by its own name, as a reader looks for it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
};

/** Cookie of the language chosen in this browser. */
export const LANGUAGE_COOKIE = "lang";

const DEFAULT_LOCALE: Record<Language, string> = {
  en: "en-GB",
  de: "de-DE",
  fr: "fr-FR",
  es: "es-ES",
};

export const isLanguage = (text: string | null | undefined): text is Language =>
  LANGUAGES.includes(text as Language);

/** What the reader chose in this browser, or null. */
export function chosenLanguage(cookie: string | null): Language | null {
  const told = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(cookie ?? "")?.[1];
  return isLanguage(told) ? told : null;
}

/** Language tags of an Accept-Language header, most wanted first. */
function tagsOf(acceptLanguage: string | null): string[] {
  return (acceptLanguage ?? "").slice(0, 200).split(",").map((part) => {
    const [tag, ...params] = part.trim().split(";");
    const quality = params.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
    return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
  }).filter(({ tag, quality }) => tag !== "" && quality > 0)
    .toSorted((a, b) => b.quality - a.quality).map(({ tag }) => tag);
}

/** The first language of the browser that we speak; English when there is none. */
export function acceptedLanguage(acceptLanguage: string | null): Language {
  return tagsOf(acceptLanguage).map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ??
    "en";
}

/** How numbers and dates are written: as in the browser's region where it speaks the page's language. */
export function localeOf(language: Language, acceptLanguage: string | null): string {
  const regional = tagsOf(acceptLanguage)
    .find((tag) => /^[a-z]{2}-[A-Z]{2}$/.test(tag) && tag.startsWith(`${language}-`));
  return regional && Intl.DateTimeFormat.supportedLocalesOf(regional).length > 0
    ? regional
    : DEFAULT_LOCALE[language];
}
