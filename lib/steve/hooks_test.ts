import assert from "node:assert/strict";
import fc from "fast-check";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { meterValuesBody, preAuthorizeBody, readHook, readingOfHook } from "./hooks.ts";

const KEY = "hook-secret";
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const good = { idTag: "TAG1", chargeBoxId: "CP1", connectorId: 1, isStartTx: true, ts: 1 };

function call(
  body: unknown,
  headers: Record<string, string> = { "x-signature": hmacSha256Hex(KEY, bytes(body)) },
  key: string | undefined = KEY,
) {
  const result = readHook(new Headers(headers), bytes(body), key, preAuthorizeBody);
  return result.ok ? "ok" : `${result.status} ${result.code}`;
}

Deno.test("a signed body is taken, in either case of hex", () => {
  assert.equal(call(good), "ok");
  assert.equal(call(good, { "x-signature": hmacSha256Hex(KEY, bytes(good)).toUpperCase() }), "ok");
});

Deno.test("the secret itself is taken where there is no signature", () => {
  assert.equal(call(good, { "x-polaris-secret": KEY }), "ok");
  assert.equal(call(good, { "x-polaris-secret": "other" }), "401 unauthorized");
});

Deno.test("a wrong signature is not saved by the right secret", () => {
  const headers = { "x-signature": "0".repeat(64), "x-polaris-secret": KEY };
  assert.equal(call(good, headers), "401 unauthorized");
});

Deno.test("checks come in the order of the contract", () => {
  assert.equal(call("", {}), "400 invalid_body");
  assert.equal(call("{", {}), "401 unauthorized");
  assert.equal(call("{", { "x-signature": "not hex" }), "401 unauthorized");
  assert.equal(call("{", { "x-signature": "0".repeat(64) }), "401 unauthorized");
  assert.equal(call("{"), "400 invalid_json");
  assert.equal(call({ ...good, idTag: undefined }), "400 invalid_body");
  assert.equal(call({ ...good, connectorId: "1" }), "400 invalid_body");
  assert.equal(call({ ...good, idTag: "a\u0000b" }), "400 invalid_body");
});

Deno.test("an unset key refuses everybody", () => {
  const result = readHook(
    new Headers({ "x-polaris-secret": "" }),
    bytes(good),
    undefined,
    preAuthorizeBody,
  );
  assert.equal(result.ok, false);
});

Deno.test("a body altered by one byte is refused", () => {
  const text = JSON.stringify(good);
  const signature = hmacSha256Hex(KEY, text);
  fc.assert(fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
    const altered = bytes(text);
    altered[at] ^= flip;
    const headers = new Headers({ "x-signature": signature });
    assert.equal(readHook(headers, altered, KEY, preAuthorizeBody).ok, false);
  }));
});

Deno.test("any JSON is taken or refused, never thrown at", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const body = bytes(JSON.stringify(value));
    const headers = new Headers({ "x-polaris-secret": KEY });
    const result = readHook(headers, body, KEY, meterValuesBody);
    if (result.ok) readingOfHook(result.body);
  }));
});

Deno.test("a hook's values become one reading", () => {
  const body = meterValuesBody.parse({
    chargeBoxId: "CP1",
    connectorId: 2,
    transactionPk: 7,
    timestamp: "2026-03-01T10:00:00Z",
    sampledValues: [
      { value: "12.5", unit: "kWh", context: "Transaction.End", phase: null },
      { value: "11", measurand: "Power.Active.Import", unit: "kW" },
    ],
  });
  assert.deepEqual(readingOfHook(body), {
    chargeBoxId: "CP1",
    connectorId: 2,
    transactionId: 7,
    measuredAt: new Date("2026-03-01T10:00:00Z"),
    energyWh: 12_500,
    powerW: 11_000,
    context: "Transaction.End",
    refused: [],
  });
});

Deno.test("a reading outside a transaction, or without values, still shows that the station lives", () => {
  const body = meterValuesBody.parse({
    chargeBoxId: "CP1",
    connectorId: 0,
    timestamp: "2026-03-01T10:00:00Z",
    sampledValues: [],
  });
  assert.equal(readingOfHook(body).transactionId, null);
});

Deno.test("more than 200 values in one call are refused", () => {
  const values = Array.from({ length: 201 }, () => ({ value: "1" }));
  const body = { chargeBoxId: "C", connectorId: 1, timestamp: "2026-03-01T10:00:00Z" };
  assert.equal(meterValuesBody.safeParse({ ...body, sampledValues: values }).success, false);
  assert.equal(
    meterValuesBody.safeParse({ ...body, sampledValues: values.slice(1) }).success,
    true,
  );
});
