import assert from "node:assert/strict";
import { acceptedLanguage, chosenLanguage, localeOf } from "./languages.ts";
import { sayIn } from "./say.ts";

Deno.test("the first language of the browser that we speak counts, by its weight", () => {
  assert.equal(acceptedLanguage("it-IT,fr;q=0.5,de-AT;q=0.9"), "de");
  assert.equal(acceptedLanguage("ja, *;q=0.1"), "en");
  assert.equal(acceptedLanguage("de;q=0, es"), "es");
  assert.equal(acceptedLanguage(null), "en");
});

Deno.test("a choice in the browser is one of ours or nothing", () => {
  assert.equal(chosenLanguage("theme=dark; lang=fr; x=1"), "fr");
  assert.equal(chosenLanguage("lang=it"), null);
  assert.equal(chosenLanguage("slang=fr"), null);
  assert.equal(chosenLanguage(null), null);
});

Deno.test("numbers follow the region where it speaks the page's language", () => {
  assert.equal(localeOf("de", "en-GB,de-CH;q=0.9"), "de-CH");
  assert.equal(localeOf("de", "en-US"), "de-DE");
  assert.equal(localeOf("en", "en-US,en;q=0.9"), "en-US");
  assert.equal(localeOf("en", "en-'\"<script>"), "en-GB");
});

Deno.test("a text is said with its values, and in English when nobody translated it", () => {
  const t = sayIn("de", { "Hello {name}": "Hallo {name}" });
  assert.equal(t("Hello {name}", { name: "{name}" }), "Hallo {name}");
  assert.equal(t("Bye {name}", { name: "Ada" }), "Bye Ada");
  assert.equal(t("{a} and {b}", { a: 1 }), "1 and {b}");
});

Deno.test("a text may name its meaning for translators; readers of English do not see it", () => {
  const texts = { "Open##invoice": "Offen" };
  assert.equal(sayIn("de", texts)("Open##invoice"), "Offen");
  assert.equal(sayIn("en")("Open##invoice"), "Open");
  assert.deepEqual(sayIn("en").words(["Open##invoice"] as const), { "Open##invoice": "Open" });
});

Deno.test("a counted text takes the form of its language", () => {
  const fr = sayIn("fr", { "{n} sessions": ["{n} session", "{n} sessions"] });
  assert.equal(fr.plural(0, "{n} session", "{n} sessions"), "0 session");
  assert.equal(fr.plural(2, "{n} session", "{n} sessions"), "2 sessions");
  assert.equal(sayIn("en").plural(0, "{n} session", "{n} sessions"), "0 sessions");
});
