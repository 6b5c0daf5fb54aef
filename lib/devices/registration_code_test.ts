import assert from "node:assert/strict";
import { challengeOf, codeChallenge, codeIdentifier, codeRowId } from "./registration_code.ts";

Deno.test("the challenge of RFC 7636, appendix B", () => {
  const challenge = challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  assert.equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  assert.equal(codeChallenge.parse(challenge), challenge);
});

Deno.test("a code is stored by its hash alone, under whoever minted it", () => {
  const hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(codeRowId("abc"), `expresscan-register:${hash}`);
  assert.equal(codeIdentifier("olive", "abc"), `expresscan-register:olive:${hash}`);
});
