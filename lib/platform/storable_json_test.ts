import assert from "node:assert/strict";
import fc from "fast-check";
import { storableJson } from "./storable_json.ts";

Deno.test("what jsonb refuses is replaced, in keys and at any depth", () => {
  assert.deepEqual(storableJson({ "a\u0000": ["\ud800x", { b: "\u0000" }] }), {
    "a\ufffd": ["\ufffdx", { b: "\ufffd" }],
  });
});

Deno.test("everything else stays as it is", () => {
  const plain = fc.jsonValue().filter((value) =>
    !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value))
  );
  fc.assert(fc.property(plain, (value) => {
    assert.deepEqual(JSON.stringify(storableJson(value)), JSON.stringify(value));
  }));
});
