import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { withWorld } from "./test_world.ts";
import { usageYear, usageYears } from "./usage_year.ts";

Deno.test("a year by month, card and cost centre, in the reader's zone, of one's own cards alone", () =>
  withWorld(async ({ ctx, card, session, database }) => {
    const work = await card("ada", "WORK", { displayName: "Card 1", costCentre: " Sales " });
    const home = await card("ada", "HOME", { displayName: "Card 2", driverLabel: "Home" });
    const spare = await card("ada", "SPARE", { costCentre: "Sales" });
    const other = await card("bob", "BOB");
    const charged = (mappingId: number, at: string, energyWh: number, costCents: number | null) =>
      session({
        mappingId,
        startedAt: new Date(at),
        stoppedAt: new Date(at),
        energyWh,
        costCents,
        currency: costCents === null ? null : "EUR",
      });
    await charged(work, "2025-03-10T10:00:00Z", 10_000, 400);
    await charged(work, "2025-03-20T10:00:00Z", 5_000, 200);
    await charged(home, "2025-07-01T10:00:00Z", 7_000, null);
    await charged(spare, "2025-12-31T23:30:00Z", 1_000, 40); // next year in Berlin
    await charged(other, "2025-03-10T10:00:00Z", 99_000, 9_900);
    const year = await usageYear(ctx, { userId: "ada", year: 2025, timeZone: "Europe/Berlin" });
    assert.deepEqual(year.years, [2026, 2025]);
    assert.equal(year.months.length, 12);
    assert.deepEqual(year.months[2], {
      month: "2025-03-01",
      energyWh: 15_000,
      sessions: 2,
      costCents: 600,
      currency: "EUR",
    });
    assert.deepEqual(year.months[11].energyWh, 0);
    assert.deepEqual(
      year.cards.map(({ mappingId, name, energyWh }) => [mappingId, name, energyWh]),
      [[work, "Card 1", 15_000], [home, "Home", 7_000]],
    );
    assert.deepEqual(
      year.costCentres.map(({ name, sessions, costCents }) => [name, sessions, costCents]),
      [["Sales", 2, 600], [null, 1, null]],
    );
    assert.equal(year.total.energyWh, 22_000);
    const utc = await usageYear(ctx, { userId: "ada", year: 2025, timeZone: "UTC" });
    assert.equal(utc.total.energyWh, 23_000);
    assert.equal(utc.months.reduce((sum, month) => sum + month.energyWh, 0), 23_000);

    const { years, total } = await usageYears(ctx, { userId: "ada", timeZone: "Europe/Berlin" });
    assert.deepEqual(years.map((one) => [one.year, one.energyWh]), [[2025, 22_000], [2026, 1_000]]);
    assert.equal(total.costCents, 640);

    // Two currencies have no sum.
    await database.db.update(userMappings).set({ isActive: false }).where(
      eq(userMappings.id, home),
    );
    await session({
      mappingId: home,
      startedAt: new Date("2025-08-01T10:00:00Z"),
      costCents: 100,
      currency: "CHF",
    });
    const mixed = await usageYear(ctx, { userId: "ada", year: 2025, timeZone: "UTC" });
    assert.deepEqual([mixed.total.costCents, mixed.total.currency], [null, null]);
    assert.equal(mixed.total.sessions, 5);
  }));

Deno.test("a driver without sessions has this year, twelve quiet months and nothing to split", () =>
  withWorld(async ({ ctx, card }) => {
    await card("ada", "A");
    const year = await usageYear(ctx, { userId: "ada", year: 2026, timeZone: "UTC" });
    assert.deepEqual(year.years, [2026]);
    assert.deepEqual([year.total.sessions, year.cards, year.costCentres], [0, [], []]);
    const nobody = await usageYears(ctx, { userId: "nobody", timeZone: "UTC" });
    assert.deepEqual(nobody.years, []);
  }));
