import assert from "node:assert/strict";
import type { DriverPlan } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { priceRows } from "./price_rows.ts";

type Tariff = NonNullable<DriverPlan["tariff"]>;

const rows = (model: Tariff["model"], properties: Record<string, unknown>) =>
  priceRows(
    { planCode: "p", planName: "Plan", currency: "EUR", model, properties },
    "en",
    translator("en"),
  ).map(({ key, value }) => `${key}: ${value}`);

Deno.test("each charge model is said in kWh and money", () => {
  assert.deepEqual(rows("standard", { amount: "0.4215" }), ["Energy: €0.4215 per kWh"]);
  const steps = [
    { from_value: 0, to_value: 100, per_unit_amount: "0.44", flat_amount: "0" },
    { from_value: 101, to_value: null, per_unit_amount: "0.33", flat_amount: "2" },
  ];
  const said = [
    "Up to 100 kWh per billing period: €0.44 per kWh",
    "Above 100 kWh: €0.33 per kWh + €2.00",
  ];
  assert.deepEqual(rows("graduated", { graduated_ranges: steps }), said);
  assert.deepEqual(rows("volume", { volume_ranges: steps }).slice(0, 2), said);
  assert.deepEqual(rows("package", { amount: "5", package_size: 10, free_units: 20 }), [
    "Included: 20\u00a0kWh",
    "Energy: €5.00 per 10 kWh",
  ]);
});

Deno.test("what cannot be said in kWh is the operator's to tell", () => {
  const ask = ["Energy: Ask your operator"];
  assert.deepEqual(rows("percentage", { rate: "2" }), ask);
  assert.deepEqual(rows("standard", {}), ask);
  assert.deepEqual(rows("package", { amount: "5", package_size: 0 }), ask);
  assert.equal(priceRows(null, "en", translator("en"))[0].value, "Ask your operator");
});
