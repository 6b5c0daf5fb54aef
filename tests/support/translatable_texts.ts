import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["routes", "islands", "components", "lib"];

/** A literal, or several joined by a plus sign. */
const LITERAL = /"(?:[^"\\\n]|\\.)*"(?:\s*\+\s*"(?:[^"\\\n]|\\.)*")*/.source;
const PLAIN = new RegExp(
  String.raw`(?:\b(?:t|msg|say)|\btranslator\((?:[^()]|\([^()]*\))*\))\(\s*(${LITERAL})`,
  "g",
);
const COUNTED = new RegExp(String.raw`\.plural\([^"]*?(${LITERAL}),\s*(${LITERAL})`, "g");

/** What drivers' pages say in English: plain texts, and counted ones by their plural. */
export interface TranslatableTexts {
  plain: Map<string, string[]>;
  counted: Map<string, { one: string; files: string[] }>;
}

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(join(ROOT, folder))) {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) {
      if (!/^lib\/(sandbox|fresh)$/.test(path) && !path.includes("i18n/texts")) {
        yield* sources(path);
      }
    } else if (/\.tsx?$/.test(name) && !/_test\.tsx?$/.test(name)) yield path;
  }
}

/** The text that joined literals make. */
const textOf = (literals: string): string =>
  [...literals.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map(([one]) => JSON.parse(one) as string).join("");

/** Reads every text out of the sources by the way it is written: `t("…")`, `msg("…")`, `t.plural(n, "…", "…")`. */
export function translatableTexts(): TranslatableTexts {
  const texts: TranslatableTexts = { plain: new Map(), counted: new Map() };
  for (const file of FOLDERS.flatMap((folder) => [...sources(folder)])) {
    if (file.startsWith("lib/platform/i18n/")) continue;
    const code = readFileSync(join(ROOT, file), "utf8");
    for (const [, literals] of code.matchAll(PLAIN)) {
      const text = textOf(literals);
      texts.plain.set(text, [...texts.plain.get(text) ?? [], file]);
    }
    for (const [, one, other] of code.matchAll(COUNTED)) {
      const known = texts.counted.get(textOf(other));
      texts.counted.set(textOf(other), {
        one: textOf(one),
        files: [...known?.files ?? [], file],
      });
    }
  }
  return texts;
}
