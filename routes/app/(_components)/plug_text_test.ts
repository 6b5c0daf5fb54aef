import assert from "node:assert/strict";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { plugOptions, plugText } from "./plug_text.ts";

Deno.test("a plug is written as its reader's language writes it", () => {
  const [en, de, es] = (["en", "de", "es"] as const).map(translator);
  assert.deepEqual([en, de, es].map((t) => plugText("cType2", t)), ["Type 2", "Typ 2", "Tipo 2"]);
  assert.equal(plugText("CCS2", de), "CCS");
  assert.equal(plugText("Free", de), "Free", "a station's own word is no text of ours");
  assert.equal(plugText(null, de), null);
  assert.deepEqual(plugOptions(de).slice(0, 2), [
    { value: "type2", label: "Typ 2" },
    { value: "ccs", label: "CCS" },
  ]);
});
