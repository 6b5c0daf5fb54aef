import assert from "node:assert/strict";
import { lagoBillableMetrics } from "@/db/schema/mod.ts";
import type { InvoiceLine } from "@/lib/lago/mod.ts";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { type MetricWords, unitOfMetric, withUnits } from "./fee_unit.ts";

const metric = (over: Partial<MetricWords>): MetricWords => ({
  code: "usage",
  name: "Usage",
  fieldName: null,
  ...over,
});

Deno.test("a metric's unit is read from its field, its code, its name, in this order", () => {
  for (
    const [over, unit] of [
      [{ fieldName: "kwh" }, "kwh"],
      [{ code: "ev_charging_kwh", fieldName: "value" }, "kwh"],
      [{ name: "Parked minutes" }, "minute"],
      [{ fieldName: "hours", code: "energy_kwh" }, "hour"],
      [{ fieldName: "idle_min" }, "minute"],
      // Words, not parts of words.
      [{ fieldName: "admin_fee", name: "Branch sessions" }, null],
      [{}, null],
    ] as const
  ) assert.equal(unitOfMetric(metric(over)), unit, JSON.stringify(over));
});

Deno.test("lines get the unit of their metric; our own energy metric counts kWh by any name", async () => {
  const database = await createTestDatabase();
  const ctx = testContext(database, { config: { LAGO_METRIC_CODE: "power_used" } });
  await database.db.insert(lagoBillableMetrics).values([
    {
      code: "idle",
      lagoId: "m1",
      name: "Idle",
      aggregationType: "sum_agg",
      fieldName: "minutes",
      raw: {},
    },
    { code: "visits", lagoId: "m2", name: "Visits", aggregationType: "count_agg", raw: {} },
  ]);
  const line = (kind: string, code: string | null): InvoiceLine => ({
    name: "Fee",
    kind,
    code,
    units: "1",
    unitAmount: "1",
    amountCents: 100,
    from: null,
    to: null,
    description: null,
    events: null,
  });
  const lines = await withUnits(ctx, [
    line("charge", "power_used"),
    line("charge", "idle"),
    line("charge", "visits"),
    line("charge", "gone"),
    line("charge", null),
    line("subscription", "idle"),
  ]);
  assert.deepEqual(lines.map(({ unit }) => unit), ["kwh", "minute", null, null, null, null]);
  await database.drop();
});
