import assert from "node:assert/strict";
import fc from "fast-check";
import { scrubFacts, scrubText } from "./scrub_text.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

Deno.test("tokens, addresses and numbers leave a text, in the order of the contract", () => {
  const cases: [string, string][] = [
    [`got ${JWT}!`, "got <jwt>!"],
    [`x.y.${JWT}.${JWT}`, "x.y.<jwt>.<jwt>"],
    [`id_${JWT}`, "id_<jwt>"],
    [`${"a".repeat(80)}@example.org`, "<email>"],
    ["eyJ.eyJ.eyJ eyJab.c.d eyJab.cd", "eyJ.eyJ.eyJ eyJab.c.d eyJab.cd"],
    [`Authorization: Bearer ${JWT}`, "Authorization: Bearer <jwt>"],
    ["bearer dev_abcdefgh-1", "Bearer <token>"],
    ["Bearer short", "Bearer short"],
    ["mail ada.berg+x@example.co.uk now", "mail <email> now"],
    ["call +4915112345678, not +123456", "call <phone>, not +123456"],
    ["+1234567890123456", "+1234567890123456"],
    ["nothing here", "nothing here"],
  ];
  for (const [given, wanted] of cases) assert.equal(scrubText(given), wanted);
});

Deno.test("attributes of secrets and cards are redacted at any depth, in any case", () => {
  assert.deepEqual(
    scrubFacts({
      Authorization: "x",
      "x-auth-token": 1,
      cookie: ["a"],
      "Set-Cookie": {},
      card_uid: "04A1B2C3",
      category: "nfc",
      nested: { CARD_id: "04A1", list: ["ada@example.org", { cookie: "c" }, 7, null] },
    }),
    {
      Authorization: "<redacted>",
      "x-auth-token": "<redacted>",
      cookie: "<redacted>",
      "Set-Cookie": "<redacted>",
      card_uid: "<redacted>",
      category: "nfc",
      nested: { CARD_id: "<redacted>", list: ["<email>", { cookie: "<redacted>" }, 7, null] },
    },
  );
});

Deno.test("whatever surrounds it, an address, a number or a token does not stay", () => {
  const secret = fc.constantFrom(
    JWT,
    "ada@example.org",
    "+4915112345678",
    "Bearer abcdefgh12345678",
  );
  // What a secret touches may make it another word; a space keeps it one.
  fc.assert(fc.property(fc.string(), secret, fc.string(), (before, word, after) => {
    const clean = scrubText(`${before} ${word} ${after}`);
    assert.ok(!clean.includes(word.replace("Bearer ", "")));
    assert.equal(scrubText(clean), clean);
  }));
});

Deno.test("a long hostile line costs no more than its length", () => {
  const started = performance.now();
  // One attribute may be as long as the whole request.
  for (
    const part of ["a", "eyJ", "eyJa.", "eyJab.cd.", "a@", "Bearer ", "bearer   a", "+1", "a.b@a."]
  ) {
    scrubText(part.repeat(1_000_000 / part.length));
  }
  assert.ok(performance.now() - started < 3_000, `${performance.now() - started} ms`);
});
