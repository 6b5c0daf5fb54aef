import assert from "node:assert/strict";
import fc from "fast-check";
import { parseRows } from "./rows.ts";
import { chargeBoxSchema, reservationSchema, tagSchema, transactionSchema } from "./schemas.ts";

const transaction = {
  id: 7,
  chargeBoxId: "CP1",
  chargeBoxPk: 1,
  connectorId: 1,
  ocppIdTag: "TAG",
  ocppTagPk: 3,
  userId: null,
  startTimestamp: "2026-01-01T10:00:00.000Z",
  startValue: "1000",
  stopTimestamp: null,
  stopValue: null,
  stopReason: null,
  stopEventActor: null,
};
const parse = (row: unknown) => parseRows([row], transactionSchema, "id");

Deno.test("a transaction is read, with fields it does not know", () => {
  const { rows } = parse({ ...transaction, somethingNew: {} });
  assert.deepEqual(rows[0], {
    id: 7,
    chargeBoxId: "CP1",
    connectorId: 1,
    idTag: "TAG",
    ocppTagPk: 3,
    startedAt: new Date("2026-01-01T10:00:00Z"),
    meterStartWh: 1000,
    stoppedAt: null,
    meterStopWh: null,
    stopReason: null,
    stopActor: null,
  });
});

Deno.test("an unknown stop reason or actor does not refuse a transaction", () => {
  const stop = { stopTimestamp: "2026-01-01T11:00:00Z", stopValue: "2000.0" };
  const { rows } = parse({
    ...transaction,
    ...stop,
    stopReason: "AlienAbduction",
    stopEventActor: "cloud",
  });
  assert.deepEqual([rows[0].meterStopWh, rows[0].stopReason, rows[0].stopActor], [
    2000,
    "AlienAbduction",
    null,
  ]);
});

Deno.test("one bad row does not spoil a window, and says why", () => {
  const bad = [
    { ...transaction, id: 8, startValue: "-5" },
    { ...transaction, id: 9, startValue: null },
    { ...transaction, id: 10, stopTimestamp: "2026-01-01T11:00:00Z" },
    { ...transaction, id: 11, startTimestamp: "yesterday" },
    { ...transaction, id: "12" },
    null,
    { ...transaction, id: 13, chargeBoxId: "a\u0000b" },
  ];
  const { rows, refused } = parseRows([transaction, ...bad], transactionSchema, "id");
  assert.deepEqual(rows.map((row) => row.id), [7]);
  assert.deepEqual(refused.map((row) => row.id), [8, 9, 10, 11, null, null, 13]);
  for (const row of refused) assert.ok(row.reason.length > 0);
  assert.ok(!JSON.stringify(refused).includes("\\u0000"));
});

Deno.test("any JSON is refused or read, never thrown at", () => {
  for (const schema of [transactionSchema, tagSchema, chargeBoxSchema, reservationSchema]) {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (raw) => {
      const { rows, refused } = parseRows<unknown>(raw, schema as never, "id");
      assert.equal(rows.length + refused.length, raw.length);
    }));
  }
});

Deno.test("a mutated transaction is refused or its numbers are sound", () => {
  const mutated = fc.tuple(fc.constantFrom(...Object.keys(transaction)), fc.jsonValue());
  fc.assert(fc.property(mutated, ([field, value]) => {
    for (const row of parse({ ...transaction, [field]: value }).rows) {
      assert.ok(Number.isSafeInteger(row.meterStartWh) && row.meterStartWh >= 0);
      assert.equal(row.stoppedAt === null, row.meterStopWh === null);
    }
  }));
});

Deno.test("something that is no list is an unreadable answer", () => {
  for (const raw of [null, {}, "x", 1]) {
    assert.throws(() => parseRows(raw, transactionSchema, "id"), /else than a list/);
  }
});
