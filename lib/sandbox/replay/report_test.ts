import assert from "node:assert/strict";
import { Decimal } from "decimal.js";
import type { ReplayReport } from "./reconcile.ts";
import { addsUp, kwh, renderReport } from "./report.ts";

const report = (over: Partial<ReplayReport> = {}): ReplayReport => ({
  file: {
    rows: [],
    refused: [],
    total: 2,
    energyWh: new Decimal(3_000),
    rounded: 0,
    withoutStatus: 0,
    zeroEnergy: 0,
  },
  collisions: { sameStart: 0, overlapping: 0 },
  steve: { transactions: 2, energyWh: 3_000 },
  ledger: {
    sessions: 2,
    sessionsFinalized: 2,
    sessionsBilled: 2,
    eventsSent: 2,
    eventsDue: 0,
    eventsParked: 0,
    deliveredWh: 3_000,
    sentWh: 3_000,
    dueWh: 0,
    parkedWh: 0,
    heldWh: {},
  },
  workerRefused: {},
  lago: {
    events: 2,
    energyWh: new Decimal(3_000),
    subscriptions: 1,
    invoices: 1,
    amountCents: 42,
  },
  roundingWh: new Decimal(0),
  refusedWh: new Decimal(0),
  differenceWh: new Decimal(0),
  subscriptionsOff: [],
  brokenInvariants: 0,
  ...over,
});

Deno.test("kWh are printed to the Wh with thousands apart", () => {
  assert.deepEqual([kwh(0), kwh(7), kwh(626_009_573), kwh(-1_500)], [
    "0.000",
    "0.007",
    "626,009.573",
    "-1.500",
  ]);
});

Deno.test("only an account without any gap adds up, and each gap is named", () => {
  assert.ok(addsUp(report()));
  const { ledger } = report();
  const gaps: [Partial<ReplayReport>, RegExp][] = [
    [{ differenceWh: new Decimal(1) }, /Difference +1 Wh/],
    [{ subscriptionsOff: ["sub_X"] }, /1 subscriptions differ from their rows: sub_X/],
    [{ brokenInvariants: 2 }, /2 sessions break a billing invariant/],
    [{ workerRefused: { invalid: 3 } }, /3 transactions were refused by the worker: invalid/],
    [{ ledger: { ...ledger, eventsDue: 1, dueWh: 500 } }, /1 events \(0\.500 kWh\) wait/],
    [{ ledger: { ...ledger, eventsParked: 1, parkedWh: 9 } }, /1 events .* refused by Lago/],
    [
      { ledger: { ...ledger, heldWh: { unmapped_card: 10 } } },
      /0\.010 kWh are held: unmapped_card/,
    ],
    [{ steve: { transactions: 1, energyWh: 2_000 } }, /expected 2, found 1/],
  ];
  for (const [over, named] of gaps) {
    const broken = report(over);
    assert.equal(addsUp(broken), false);
    const text = renderReport(broken).join("\n");
    assert.match(text, named);
    assert.match(text, /do NOT add up/);
  }
});

Deno.test("a long list of refused rows is counted in full and listed in part", () => {
  const refused = Array.from({ length: 50 }, (_, index) => ({
    line: index + 2,
    transactionId: String(index),
    refusal: "no_energy" as const,
    energyWh: new Decimal(0),
  }));
  const base = report();
  const text = renderReport(report({ file: { ...base.file, total: 52, refused } })).join("\n");
  assert.match(text, /50 {2}it has no energy/);
  assert.match(text, /and 30 more/);
  assert.equal(text.match(/line \d+, transaction/g)?.length, 20);
});
