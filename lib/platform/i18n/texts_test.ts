import assert from "node:assert/strict";
import { translatableTexts } from "@/tests/support/translatable_texts.ts";
import { LANGUAGES } from "./languages.ts";
import { TEXTS } from "./texts/mod.ts";

const { plain, counted } = translatableTexts();
const OTHERS = LANGUAGES.filter((language) => language !== "en");
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

for (const language of OTHERS) {
  const texts = TEXTS[language];

  Deno.test(`${language}: every text of the pages is translated`, () => {
    const missing = [
      ...[...plain.keys()].filter((text) => typeof texts[text] !== "string"),
      ...[...counted.keys()].filter((text) => !Array.isArray(texts[text])),
    ];
    assert.deepEqual(missing, []);
  });

  Deno.test(`${language}: no translation is left over from a text that is gone`, () => {
    assert.deepEqual(
      Object.keys(texts).filter((text) => !plain.has(text) && !counted.has(text)),
      [],
    );
  });

  Deno.test(`${language}: a translation has the places of its text, and is not empty`, () => {
    const wrong = Object.entries(texts).filter(([text, said]) =>
      [said].flat().some((form, at) =>
        form.trim() === "" ||
        // The singular may say its number in words.
        (Array.isArray(said) && at === 0
          ? !holes(form).every((name) => holes(text).includes(name))
          : holes(form).join() !== holes(text).join())
      )
    );
    assert.deepEqual(wrong.map(([text]) => text), []);
  });
}
