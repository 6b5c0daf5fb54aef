import assert from "node:assert/strict";
import { energySample, type Quirks } from "./quirks.ts";
import { CAR, energyOf, MINUTE, START, withStation } from "./test_network.ts";

function session(
  quirks: Quirks,
  check: (network: Parameters<Parameters<typeof withStation>[1]>[0]) => Promise<void>,
  minutes = 2,
) {
  return withStation({ quirks }, async (network) => {
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    await network.clock.advance(minutes * MINUTE);
    await network.station.unplug(1);
    await check(network);
    assert.deepEqual(network.station.rejected, []);
  });
}

Deno.test("energy is written in the unit, and with the comma, that a quirk asks for", () => {
  assert.deepEqual(energySample(12_345, {}), { value: "12345", unit: "Wh" });
  assert.deepEqual(energySample(12_345, { energyUnit: "kWh" }), { value: "12.345", unit: "kWh" });
  assert.deepEqual(energySample(12_345, { energyUnit: "kWhAsWh" }), {
    value: "12.345",
    unit: "Wh",
  });
  assert.deepEqual(energySample(12_345, { omitUnit: true }), { value: "12345" });
  assert.deepEqual(energySample(12.34, { commaDecimals: true }), { value: "12,3", unit: "Wh" });
});

Deno.test("comma decimals reach the API as they are", () =>
  session({ commaDecimals: true }, async ({ api }) => {
    assert.match((await energyOf(api, 1))[0], /^\d+,\d$/);
  }));

Deno.test("a duplicate start makes one transaction", () =>
  session({ duplicateStart: true }, async ({ sandbox }) => {
    assert.equal(sandbox.control.counts().total, 1);
    await Promise.resolve();
  }));

Deno.test("a second stop is refused", () =>
  session({ stopTwice: true }, async ({ sandbox }) => {
    assert.match(sandbox.control.failedStops()[0].fail_reason, /already/);
    await Promise.resolve();
  }));

Deno.test("without a stop the transaction stays active", () =>
  session({ noStop: true }, async ({ sandbox }) => {
    assert.deepEqual(sandbox.control.counts(), { total: 1, active: 1 });
    await Promise.resolve();
  }));

Deno.test("a register that falls in a session gets its stop refused", () =>
  session({ meterResetAfterMs: MINUTE }, async ({ sandbox, api }) => {
    const energy = (await energyOf(api, 1)).map(Number);
    assert.ok(energy[4] > energy[6] && energy[5] === 0);
    assert.match(sandbox.control.failedStops()[0].fail_reason, /greater/);
  }));

Deno.test("a clock two hours ahead shifts every time, and its stop is refused", () =>
  session({ clockOffsetMs: 7_200_000 }, async ({ sandbox, api }) => {
    assert.equal(sandbox.control.transaction(1)?.start_ms, START + 7_200_000);
    assert.match(sandbox.control.failedStops()[0].fail_reason, /future/);
    assert.equal((await energyOf(api, 1)).length, 12);
  }));

Deno.test("a clock that begins in 1970 dates the session there", () =>
  session({ clockStartsAt1970: true }, async ({ api }) => {
    const { transaction } = (await api("GET", "/transactions/1")).body;
    assert.match(transaction.startTimestamp, /^1970-01-01T00:00:00/);
    assert.match(transaction.stopTimestamp, /^1970-01-01T00:02:00/);
  }));

Deno.test("a late upload keeps everything back until long after the end", () =>
  session({ lateUploadMs: 60 * MINUTE }, async ({ sandbox, clock }) => {
    assert.equal(sandbox.control.counts().total, 0);
    await clock.advance(60 * MINUTE);
    const row = sandbox.control.transaction(1);
    assert.deepEqual([row?.start_ms, row?.stop_ms], [START, START + 2 * MINUTE]);
  }));

Deno.test("readings come twice, or in the wrong order", async () => {
  await session({ duplicateReadings: true }, async ({ api }) => {
    const energy = await energyOf(api, 1);
    assert.equal(energy.length, 24);
    assert.equal(energy[0], energy[1]);
  });
  await session({ outOfOrderReadings: true }, async ({ api }) => {
    const energy = (await energyOf(api, 1)).map(Number);
    assert.equal(energy.length, 12);
    assert.ok(energy[0] > energy[1] && energy[2] > energy[3] && energy[2] > energy[0]);
  });
});

Deno.test("signed readings and a reading inside the stop pass the schemas", () =>
  session({ signedReadings: true, readingInStop: true }, async ({ api }) => {
    const { values } = (await api("GET", "/transactions/1?energyValuesOnly=false")).body;
    const signed = values.filter((one: { format: string }) => one.format === "SignedData");
    assert.equal(signed.length, 13);
    assert.match(signed[0].value, /^OCMF\|\{.*\}\|\{.*\}$/);
    assert.equal(values.at(-1).readingContext, "Transaction.End");
    assert.equal((await energyOf(api, 1)).length, 13);
  }));

Deno.test("a wrong transaction id in reports leaves the transaction without them", () =>
  session({ reportedTransactionId: -1 }, async ({ sandbox }) => {
    assert.equal(sandbox.control.counts().active, 1);
    assert.match(sandbox.control.failedStops()[0].fail_reason, /unknown/);
    await Promise.resolve();
  }));

Deno.test("connector 0 is reported when asked for", () =>
  withStation({ quirks: { reportsConnectorZero: true } }, async ({ api }) => {
    const { body } = await api("GET", "/chargeBoxes");
    const ids = body[0].connectors.map((one: { connectorId: number }) => one.connectorId);
    assert.deepEqual(ids, [0, 1, 2]);
  }));
