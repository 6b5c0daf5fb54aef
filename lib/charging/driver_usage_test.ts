import assert from "node:assert/strict";
import { driverUsage } from "./driver_usage.ts";
import type { TariffSnapshot } from "./tariff.ts";
import { withWorld } from "./test_world.ts";
import { usageYear, usageYears } from "./usage_year.ts";

const timeZone = "Europe/Berlin";

Deno.test("days are those of the reader's clocks, also where these change", () =>
  withWorld(async ({ ctx, card, session, clock }) => {
    clock.set(Date.parse("2026-03-31T22:30:00Z")); // April in Berlin
    const mappingId = await card("ada", "A");
    const other = await card("bob", "B");
    for (
      const at of [
        "2026-02-28T23:00:00Z", // the first moment of March
        "2026-03-28T23:30:00Z", // of the 29th, half past midnight
        "2026-03-29T01:30:00Z", // after the clocks went forward
        "2026-03-31T22:00:00Z", // the first moment of April
      ]
    ) await session({ mappingId, startedAt: new Date(at), energyWh: 1_000 });
    await session({
      mappingId: other,
      startedAt: new Date("2026-03-10T10:00:00Z"),
      energyWh: 9_000,
    });
    const march = await driverUsage(ctx, { userId: "ada", period: "previous", timeZone });
    assert.deepEqual([march.bars.length, march.sessions, march.energyWh], [31, 3, 3_000]);
    assert.deepEqual(
      march.bars.filter((bar) => bar.sessions > 0).map((bar) => [bar.day, bar.sessions]),
      [["2026-03-01", 1], ["2026-03-29", 2]],
    );
    const april = await driverUsage(ctx, { userId: "ada", period: "current", timeZone });
    assert.deepEqual([april.bars.length, april.bars[0]], [30, {
      day: "2026-04-01",
      energyWh: 1_000,
      sessions: 1,
    }]);
    const year = await driverUsage(ctx, { userId: "ada", period: "year", timeZone });
    assert.deepEqual(
      [year.bars.length, year.bars.at(-2), year.sessions],
      [12, { day: "2026-03-01", energyWh: 3_000, sessions: 3 }, 4],
    );
  }));

Deno.test("costs of one currency have a sum; unpriced sessions add nothing, two currencies have none", () =>
  withWorld(async ({ ctx, card, session, clock }) => {
    const mappingId = await card("ada", "A");
    const startedAt = clock.now();
    const costs = async () => {
      const used = await driverUsage(ctx, { userId: "ada", period: "current", timeZone });
      return [used.costCents, used.currency];
    };
    await session({ mappingId, startedAt, energyWh: 500 });
    assert.deepEqual(await costs(), [null, null]);
    await session({ mappingId, startedAt, costCents: 120, currency: "EUR" });
    await session({ mappingId, startedAt, costCents: 80, currency: "EUR" });
    assert.deepEqual(await costs(), [200, "EUR"]);
    await session({ mappingId, startedAt, costCents: 100, currency: "CHF" });
    assert.deepEqual(await costs(), [null, null]);
  }));

const PER_KWH_42: TariffSnapshot = {
  planCode: "standard",
  planName: "Standard",
  currency: "EUR",
  model: "standard",
  properties: { amount: "0.42" },
};

Deno.test("a session under way counts with its energy and with what it costs so far", () =>
  withWorld(async ({ ctx, card, session, clock }) => {
    const mappingId = await card("ada", "A");
    const startedAt = clock.now();
    await session({
      mappingId,
      startedAt,
      stoppedAt: startedAt,
      isFinalized: true,
      energyWh: 10_000,
      costCents: 420,
      currency: "EUR",
    });
    await session({ mappingId, startedAt, energyWh: 5_000, tariff: PER_KWH_42 });
    const used = await driverUsage(ctx, { userId: "ada", period: "current", timeZone });
    assert.deepEqual(
      [used.energyWh, used.sessions, used.costCents, used.currency],
      [15_000, 2, 630, "EUR"],
    );
    const year = startedAt.getUTCFullYear();
    const { total, cards } = await usageYear(ctx, { userId: "ada", year, timeZone });
    assert.deepEqual([total.energyWh, total.sessions, total.costCents], [15_000, 2, 630]);
    assert.deepEqual([cards.length, cards[0].costCents], [1, 630]);
    assert.equal((await usageYears(ctx, { userId: "ada", timeZone })).total.costCents, 630);
  }));

Deno.test("a tap that was refused is no session; a charge without energy is", () =>
  withWorld(async ({ ctx, card, session, clock }) => {
    const mappingId = await card("ada", "A");
    const startedAt = clock.now();
    const after = (ms: number) => new Date(startedAt.getTime() + ms);
    await session({ mappingId, startedAt, stoppedAt: after(0), energyWh: 0 });
    await session({ mappingId, startedAt, stoppedAt: after(59_999), energyWh: 0 });
    await session({ mappingId, startedAt, stoppedAt: after(60_000), energyWh: 0 });
    await session({ mappingId, startedAt, stoppedAt: after(1_000), energyWh: 10 });
    const used = await driverUsage(ctx, { userId: "ada", period: "current", timeZone });
    assert.deepEqual([used.sessions, used.energyWh], [2, 10]);
  }));
