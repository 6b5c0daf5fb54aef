import assert from "node:assert/strict";
import fc from "fast-check";
import { type CardOfTag, decideSession, type SteveTransaction } from "./decide_session.ts";
import type { SessionRow } from "./session_flags.ts";
import { at, NOW, transaction } from "./test_world.ts";

const now = new Date(NOW);
const card: CardOfTag = {
  mappingId: 4,
  lagoCustomerExternalId: "C",
  lagoSubscriptionExternalId: "S",
  isActive: true,
};

/** The row a decision would leave behind. */
function apply(
  existing: SessionRow | null,
  told: SteveTransaction,
  owner: CardOfTag | null = card,
  over: Partial<SessionRow> = {},
): SessionRow {
  const decision = decideSession(existing, told, owner, "steve", now);
  assert.notEqual(decision.kind, "refused");
  const base = decision.kind === "write"
    ? { id: 1, createdAt: now, updatedAt: now, ...decision.draft }
    : existing!;
  return { ...base, ...over };
}

Deno.test("a new transaction becomes a session tied to its card", () => {
  const row = apply(null, transaction());
  assert.equal(row.mappingId, 4);
  assert.equal(row.lagoSubscriptionExternalId, "S");
  assert.equal(row.energyWh, 0);
  assert.deepEqual(row.flags, []);
});

Deno.test("the same word twice changes nothing", () => {
  const row = apply(null, transaction());
  assert.deepEqual(decideSession(row, transaction(), card, "steve", now), { kind: "unchanged" });
});

Deno.test("the stop settles the energy", () => {
  const row = apply(
    apply(null, transaction()),
    transaction({
      stoppedAt: at(0),
      meterStopWh: 9_500.4,
      stopReason: "Local",
      stopActor: "station",
    }),
  );
  assert.equal(row.energyWh, 8_500);
  assert.equal(row.meterStopWh, 9_500);
  assert.equal(row.stopReason, "Local");
  assert.deepEqual(row.flags, []);
});

Deno.test("a stop below what readings showed lowers the energy and says so", () => {
  const running = apply(null, transaction(), card, {
    energyWh: 9_000,
    lastMeterWh: 10_000,
    lastMeterAt: at(-1),
  });
  const row = apply(running, transaction({ stoppedAt: at(0), meterStopWh: 8_000 }));
  assert.equal(row.energyWh, 7_000);
  assert.deepEqual(row.flags, ["meter_rollback"]);
});

Deno.test("a stop below the start is a reset: the best reading stands", () => {
  const running = apply(null, transaction(), card, {
    energyWh: 9_000,
    lastMeterWh: 10_000,
    lastMeterAt: at(-1),
  });
  const row = apply(running, transaction({ stoppedAt: at(0), meterStopWh: 50 }));
  assert.equal(row.energyWh, 9_000);
  assert.deepEqual(row.flags, ["meter_reset"]);
});

Deno.test("a manual stop replaced by the station's is taken over", () => {
  const guessed = apply(
    null,
    transaction({ stoppedAt: at(-9), meterStopWh: 1_000, stopActor: "manual" }),
  );
  assert.deepEqual(guessed.flags, ["zero_energy", "manual_stop"]);
  const row = apply(
    guessed,
    transaction({ stoppedAt: at(-5), meterStopWh: 6_000, stopActor: "station" }),
  );
  assert.equal(row.energyWh, 5_000);
  assert.deepEqual(row.stoppedAt, at(-5));
  assert.deepEqual(row.flags, []);
});

Deno.test("a stop once told stays when SteVe forgets it", () => {
  const stopped = apply(null, transaction({ stoppedAt: at(0), meterStopWh: 2_000 }));
  assert.deepEqual(decideSession(stopped, transaction(), card, "steve", now), {
    kind: "unchanged",
  });
});

Deno.test("a provisional session takes SteVe's start and counts the readings it had", () => {
  const provisional = apply(null, transaction(), null, {
    idTag: null,
    meterStartWh: null,
    startedAt: at(-20),
    lastMeterWh: 5_000,
    lastMeterAt: at(-10),
  });
  const row = apply(provisional, transaction());
  assert.deepEqual(row.startedAt, at(-60));
  assert.equal(row.idTag, "TAG1");
  assert.equal(row.energyWh, 4_000);
  const spiked = apply({ ...provisional, lastMeterWh: 900_000_000 }, transaction());
  assert.equal(spiked.energyWh, 0);
  assert.deepEqual(spiked.flags, ["implausible_energy"]);
});

Deno.test("another station or start under the same id is refused", () => {
  const row = apply(null, transaction());
  for (const over of [{ chargeBoxId: "CP-9" }, { startedAt: at(-61) }]) {
    const decision = decideSession(row, transaction(over), card, "steve", now);
    assert.equal(decision.kind, "refused");
    assert.equal(decision.kind === "refused" && decision.reason, "identity_conflict");
  }
  const provisional = { ...row, idTag: null };
  const elsewhere = decideSession(
    provisional,
    transaction({ chargeBoxId: "CP-9" }),
    card,
    "steve",
    now,
  );
  assert.equal(elsewhere.kind, "refused");
});

Deno.test("unusable transactions are refused as invalid", () => {
  for (
    const over of [
      { transactionId: 1.5 },
      { transactionId: -1 },
      { chargeBoxId: "" },
      { idTag: "" },
      { startedAt: new Date(Number.NaN) },
      { stoppedAt: new Date(Number.NaN) },
      { meterStartWh: -1 },
      { meterStopWh: Number.NaN },
    ]
  ) {
    const decision = decideSession(null, transaction(over), card, "steve", now);
    assert.equal(decision.kind === "refused" && decision.reason, "invalid", JSON.stringify(over));
  }
});

Deno.test("the billing target is fixed once", () => {
  const row = apply(null, transaction());
  const moved = { ...card, lagoCustomerExternalId: "other", lagoSubscriptionExternalId: "other" };
  assert.deepEqual(decideSession(row, transaction(), moved, "steve", now), { kind: "unchanged" });
});

Deno.test("a card linked while the session runs is tied; after the bill is closed it is not", () => {
  const unmapped = apply(null, transaction(), null);
  assert.deepEqual(unmapped.flags, ["unmapped_card"]);
  const tied = apply(unmapped, transaction());
  assert.equal(tied.mappingId, 4);
  assert.deepEqual(tied.flags, []);
  const closed = apply({ ...unmapped, isFinalized: true }, transaction());
  assert.equal(closed.mappingId, null);
});

Deno.test("a card that was inactive leaves its mark for good", () => {
  const row = apply(null, transaction(), { ...card, isActive: false });
  assert.deepEqual(row.flags, ["inactive_card"]);
  assert.deepEqual(apply(row, transaction({ stoppedAt: at(0), meterStopWh: 2_000 })).flags, [
    "inactive_card",
  ]);
});

Deno.test("whatever SteVe tells in turn, energy never falls without a flag and decisions settle", () => {
  const told = fc.record({
    stoppedAt: fc.option(fc.integer({ min: -59, max: 0 }).map(at)),
    meterStopWh: fc.option(fc.integer({ min: 0, max: 20_000 })),
    stopActor: fc.constantFrom("station" as const, "manual" as const, null),
  });
  fc.assert(fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), (words) => {
    let row: SessionRow | null = null;
    for (const word of words) {
      const before: SessionRow | null = row;
      row = apply(before, transaction(word));
      if (before && row.energyWh < before.energyWh) assert.ok(row.flags.includes("meter_rollback"));
      assert.ok(row.energyWh >= 0);
      assert.equal(decideSession(row, transaction(word), card, "steve", now).kind, "unchanged");
    }
  }));
});
