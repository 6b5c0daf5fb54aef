import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { generateKeyPairSync, sign } from "node:crypto";
import { ManualClock } from "@/lib/platform/clock.ts";
import { hmacSha256Base64 } from "@/lib/platform/crypto.ts";
import { createWebhookVerifier } from "./verify_webhook.ts";

const body = new TextEncoder().encode('{"webhook_type":"invoice.created","n":1}');
const text = new TextDecoder().decode(body);
const headers = (signature: string, algorithm: string) =>
  new Headers({ "x-lago-signature": signature, "x-lago-signature-algorithm": algorithm });

const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (keys: ReturnType<typeof pair>) =>
  keys.publicKey.export({ type: "spki", format: "pem" }).toString();

function token(keys: ReturnType<typeof pair>, data: unknown, alg = "RS256") {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg })}.${part({ data, iss: "https://lago.test" })}`;
  const signature = sign("sha256", Buffer.from(signed), keys.privateKey).toString("base64url");
  return `${signed}.${signature}`;
}

Deno.test("HMAC: the right signature of the raw body is taken, nothing else", async () => {
  const verify = createWebhookVerifier({ hmacKey: "k" });
  assert.equal(await verify(headers(hmacSha256Base64("k", body), "hmac"), body), true);
  assert.equal(await verify(headers(hmacSha256Base64("other", body), "hmac"), body), false);
  const altered = new TextEncoder().encode(text.replace("1}", "2}"));
  assert.equal(await verify(headers(hmacSha256Base64("k", body), "hmac"), altered), false);
  assert.equal(await verify(new Headers(), body), false);
});

Deno.test("HMAC without a key, or an unknown algorithm, is refused", async () => {
  const verify = createWebhookVerifier({});
  assert.equal(await verify(headers(hmacSha256Base64("", body), "hmac"), body), false);
  assert.equal(await verify(headers("x", "none"), body), false);
  assert.equal(await verify(headers("a.b.c", "jwt"), body), false);
});

Deno.test("JWT: key as PEM, as base64 of PEM, and as base64 of DER", async () => {
  const keys = pair();
  const der = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  for (const key of [pem(keys), Buffer.from(pem(keys)).toString("base64"), der]) {
    const verify = createWebhookVerifier({ publicKey: () => Promise.resolve(key) });
    assert.equal(await verify(headers(token(keys, text), "jwt"), body), true);
  }
});

Deno.test("JWT: other bodies, keys and algorithms are refused; other spacing is not", async () => {
  const keys = pair();
  const verify = createWebhookVerifier({ publicKey: () => Promise.resolve(pem(keys)) });
  const check = (jwt: string) => verify(headers(jwt, "jwt"), body);
  assert.equal(await check(token(keys, '{"n":2}')), false);
  assert.equal(await check(token(pair(), text)), false);
  assert.equal(await check(token(keys, text, "none")), false);
  assert.equal(await check(token(keys, text, "HS256")), false);
  assert.equal(await check(`${token(keys, text)}x`), false);
  for (const broken of ["", "a", "a.b", "a.b.c", "...", "\u00e9.\u00e9.\u00e9"]) {
    assert.equal(await check(broken), false);
  }
  assert.equal(await check(token(keys, '{ "n": 1, "webhook_type": "invoice.created" }')), true);
});

Deno.test("JWT: the key is kept, and fetched again after a failure, once a minute at most", async () => {
  const clock = new ManualClock();
  const old = pair();
  const fresh = pair();
  let current = pem(old);
  let fetches = 0;
  const verify = createWebhookVerifier({
    clock,
    publicKey: () => {
      fetches++;
      return Promise.resolve(current);
    },
  });
  const check = (keys: typeof old) => verify(headers(token(keys, text), "jwt"), body);
  assert.equal(await check(old), true);
  assert.equal(await check(old), true);
  assert.equal(fetches, 1);
  current = pem(fresh);
  assert.equal(await check(fresh), false);
  clock.advance(60_000);
  assert.equal(await check(fresh), true);
  for (let i = 0; i < 10; i++) await check(pair());
  assert.equal(fetches, 2);
});

Deno.test("JWT: Lago away leaves the known key in use", async () => {
  const clock = new ManualClock();
  const keys = pair();
  let isAway = false;
  const verify = createWebhookVerifier({
    clock,
    publicKey: () => isAway ? Promise.reject(new Error("away")) : Promise.resolve(pem(keys)),
  });
  const check = (signer: typeof keys) => verify(headers(token(signer, text), "jwt"), body);
  assert.equal(await check(keys), true);
  isAway = true;
  clock.advance(120_000);
  assert.equal(await check(pair()), false);
  assert.equal(await check(keys), true);
});
