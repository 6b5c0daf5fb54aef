import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import {
  hashPrefix,
  newDeviceSecret,
  newDeviceToken,
  openDeviceSecret,
  readDeviceToken,
  sealDeviceSecret,
} from "./token_texts.ts";

const AUTH_SECRET = "test-secret-of-at-least-32-characters";
const read = (authorization?: string) =>
  readDeviceToken(new Headers(authorization === undefined ? {} : { authorization }));

Deno.test("a token is dev_ and 32 random bytes, and is read back by its hash", () => {
  const token = newDeviceToken();
  assert.match(token, /^dev_[A-Za-z0-9_-]{43}$/);
  assert.notEqual(token, newDeviceToken());
  for (const scheme of ["Bearer", "bearer", "BEARER"]) {
    assert.deepEqual(read(`${scheme} ${token}`), { hash: sha256Hex(token) });
  }
  assert.match(hashPrefix(sha256Hex(token)), /^[0-9a-f]{8}$/);
});

Deno.test("no bearer is none; a bearer of another kind or length is malformed", () => {
  assert.equal(read(), "none");
  assert.equal(read("Basic dXNlcjpwYXNz"), "none");
  assert.equal(read("Bearer"), "none");
  const token = newDeviceToken();
  for (
    const wrong of [token.slice(0, -1), `${token}A`, token.slice(4), `x${token}`, `${token} x`]
  ) {
    assert.equal(read(`Bearer ${wrong}`), "malformed", wrong);
  }
});

Deno.test("whatever the header holds, only a whole token is taken for one", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
    const found = read(`Bearer ${text}`);
    if (typeof found === "object") assert.match(text.trim(), /^dev_[A-Za-z0-9_-]{43}$/);
  }));
});

Deno.test("a sealed secret opens to its raw bytes, and only under its own key and unaltered", () => {
  const secret = newDeviceSecret();
  const sealed = sealDeviceSecret(AUTH_SECRET, secret);
  assert.ok(!sealed.includes(secret));
  assert.notEqual(sealed, sealDeviceSecret(AUTH_SECRET, secret), "every seal has its own nonce");
  const raw = openDeviceSecret(AUTH_SECRET, sealed);
  assert.equal(raw.length, 32);
  assert.equal(Buffer.from(raw).toString("base64url"), secret);
  assert.throws(() => openDeviceSecret(`${AUTH_SECRET}!`, sealed));
  const altered = sealed[30] === "A" ? "B" : "A";
  assert.throws(() =>
    openDeviceSecret(AUTH_SECRET, sealed.slice(0, 30) + altered + sealed.slice(31))
  );
});
