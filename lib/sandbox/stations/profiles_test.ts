import assert from "node:assert/strict";
import { type ChargingProfile, profileLimitW } from "./profiles.ts";

const START = Date.parse("2026-08-21T12:00:00.000Z");
const outlet = { voltage: 230, phases: 3, sessionStartMs: START };

const profile = (
  fields: Partial<ChargingProfile>,
  schedule: Partial<ChargingProfile["chargingSchedule"]> = {},
): ChargingProfile => ({
  connectorId: 1,
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: "TxDefaultProfile",
  ...fields,
  chargingSchedule: {
    chargingRateUnit: "W",
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 7000 }],
    ...schedule,
  },
});
const limit = (profiles: ChargingProfile[], seconds = 0) =>
  profileLimitW(profiles, START + seconds * 1000, outlet);

Deno.test("no profile is no limit", () => assert.equal(limit([]), Infinity));

Deno.test("amperes count per phase", () => {
  const period = (numberPhases?: number) => [{ startPeriod: 0, limit: 10, numberPhases }];
  const amps = (phases?: number) =>
    profile({}, { chargingRateUnit: "A", chargingSchedulePeriod: period(phases) });
  assert.equal(limit([amps()]), 6900);
  assert.equal(limit([amps(1)]), 2300);
});

Deno.test("periods follow each other from the start of the session", () => {
  const stepped = profile({}, {
    duration: 300,
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 7000 }, { startPeriod: 60, limit: 0 }],
  });
  assert.equal(limit([stepped], 59), 7000);
  assert.equal(limit([stepped], 60), 0);
  assert.equal(limit([stepped], 300), Infinity);
});

Deno.test("a session's profile wins, then the stack level; the station's maximum caps all", () => {
  const capped = (fields: Partial<ChargingProfile>, watts: number) =>
    profile(fields, { chargingSchedulePeriod: [{ startPeriod: 0, limit: watts }] });
  const low = capped({ stackLevel: 0 }, 3000);
  const high = capped({ stackLevel: 5 }, 9000);
  const session = capped({ chargingProfilePurpose: "TxProfile" }, 11_000);
  const cap = capped({ chargingProfilePurpose: "ChargePointMaxProfile" }, 10_000);
  assert.equal(limit([low, high]), 9000);
  assert.equal(limit([low, high, session]), 11_000);
  assert.equal(limit([low, high, session, cap]), 10_000);
});

Deno.test("a profile outside its validity or before its start does not count", () => {
  const later = new Date(START + 10_000).toISOString();
  assert.equal(limit([profile({ validFrom: later })]), Infinity);
  assert.equal(limit([profile({ validTo: later })], 10), Infinity);
  assert.equal(limit([profile({ validTo: later })], 9), 7000);
  assert.equal(limit([profile({}, { startSchedule: later })]), Infinity);
});
