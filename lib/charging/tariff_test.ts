import assert from "node:assert/strict";
import fc from "fast-check";
import { priceEnergy, type TariffSnapshot } from "./tariff.ts";
import { tariffFromPlan } from "./tariff_from_plan.ts";

const tariff = (
  model: TariffSnapshot["model"],
  properties: Record<string, unknown>,
): TariffSnapshot => ({
  planCode: "p",
  planName: "Plan",
  currency: "EUR",
  model,
  properties,
});
const ranges = [
  { from_value: 0, to_value: 10, per_unit_amount: "0.30", flat_amount: "1" },
  { from_value: 11, to_value: 50, per_unit_amount: "0.25", flat_amount: "0" },
  { from_value: 51, to_value: null, per_unit_amount: "0.20", flat_amount: "2" },
];
const cents = (t: TariffSnapshot, wh: number, before = 0) => priceEnergy(t, wh, before).amountCents;

Deno.test("a standard tariff is energy times amount, halves of a cent up", () => {
  const t = tariff("standard", { amount: "0.42" });
  assert.equal(cents(t, 10_000), 420);
  assert.equal(cents(tariff("standard", { amount: "0.005" }), 1_000), 1);
  assert.equal(cents(tariff("standard", { amount: "0.145" }), 1_000), 15);
  assert.equal(cents(tariff("standard", { amount: 0.1 }), 3_000), 30);
  assert.deepEqual(priceEnergy(t, 1_500).lines, [
    { label: "Energy", kwh: "1.5", unitAmount: "0.42", amount: "0.63" },
  ]);
  assert.equal(priceEnergy(tariff("standard", { amount: "0" }), 5_000).coverage, "included");
  assert.equal(priceEnergy(t, 0).coverage, "included");
});

Deno.test("a graduated tariff prices each step by itself", () => {
  const t = tariff("graduated", { graduated_ranges: ranges });
  assert.equal(cents(t, 10_000), 100 + 300);
  assert.equal(cents(t, 20_000), 100 + 300 + 250);
  assert.equal(cents(t, 60_000), 100 + 300 + 1_000 + 200 + 200);
  assert.equal(cents(t, 10_000, 10_000), 250);
  assert.deepEqual(priceEnergy(t, 5_000, 8_000).lines.map((line) => [line.label, line.kwh]), [
    ["0–10 kWh", "2"],
    ["10–50 kWh", "3"],
  ]);
});

Deno.test("a package tariff counts begun packages after the free units", () => {
  const t = tariff("package", { amount: "5", package_size: 10, free_units: 20 });
  assert.deepEqual(priceEnergy(t, 20_000).coverage, "included");
  assert.equal(cents(t, 20_001), 500);
  assert.equal(cents(t, 30_000), 500);
  assert.equal(cents(t, 30_001), 1_000);
  assert.equal(cents(t, 5_000, 21_000), 0, "within a package already paid");
});

Deno.test("a volume tariff takes the step of the whole period", () => {
  const t = tariff("volume", { volume_ranges: ranges });
  assert.equal(cents(t, 10_000), 400);
  assert.equal(cents(t, 20_000), 500);
  assert.equal(cents(t, 10_000, 10_000), 100);
  assert.equal(cents(t, 0), 0);
});

Deno.test("a percentage tariff is a share of the units", () => {
  assert.equal(cents(tariff("percentage", { rate: "40" }), 10_000), 400);
});

Deno.test("a tariff that cannot be read has no price", () => {
  for (
    const t of [
      tariff("standard", {}),
      tariff("standard", { amount: "free" }),
      tariff("graduated", { graduated_ranges: [] }),
      tariff("package", { amount: "1", package_size: 0 }),
      tariff("dynamic" as "standard", { amount: "1" }),
    ]
  ) assert.deepEqual(priceEnergy(t, 1_000), { amountCents: null, coverage: "unknown", lines: [] });
});

const amount = fc.integer({ min: 0, max: 200_000 }).map((n) => (n / 100_000).toFixed(5));
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), amount), {
  minLength: 1,
  maxLength: 5,
})
  .map((list) => {
    let from = 0;
    return list.map(([width, per_unit_amount], i) => {
      const step = {
        from_value: from,
        to_value: i === list.length - 1 ? null : from + width,
        per_unit_amount,
        flat_amount: "0",
      };
      from += width;
      return step;
    });
  });
const anyTariff = fc.oneof(
  amount.map((value) => tariff("standard", { amount: value })),
  steps.map((list) => tariff("graduated", { graduated_ranges: list })),
  fc.tuple(amount, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 })).map(
    ([value, package_size, free_units]) =>
      tariff("package", { amount: value, package_size, free_units }),
  ),
  amount.map((rate) => tariff("percentage", { rate })),
);
const wh = fc.integer({ min: 0, max: 400_000 });
const exact = (t: TariffSnapshot, energy: number, before: number) =>
  priceEnergy(t, energy, before).lines.reduce((sum, line) => sum + Number(line.amount), 0);
const near = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

Deno.test("more energy never costs less", () => {
  fc.assert(fc.property(anyTariff, wh, wh, wh, (t, before, a, b) => {
    assert.ok(cents(t, Math.min(a, b), before)! <= cents(t, Math.max(a, b), before)!);
    assert.ok(cents(t, a, before)! >= 0);
  }));
});

Deno.test("a price is the sum of its parts: price(a + b) = price(a) + price(b after a)", () => {
  const withVolume = fc.oneof(
    anyTariff,
    steps.map((list) => tariff("volume", { volume_ranges: list })),
  );
  fc.assert(fc.property(withVolume, wh, wh, wh, (t, before, a, b) => {
    const whole = exact(t, a + b, before);
    assert.ok(near(whole, exact(t, a, before) + exact(t, b, before + a)));
    const parts = cents(t, a, before)! + cents(t, b, before + a)!;
    assert.ok(
      Math.abs(parts - cents(t, a + b, before)!) <= 1,
      "each rounding moves half a cent at most",
    );
  }));
});

Deno.test("a graduated tariff has no jump at its steps", () => {
  fc.assert(fc.property(steps, (list) => {
    const t = tariff("graduated", { graduated_ranges: list });
    for (const { to_value } of list) {
      if (to_value === null) continue;
      const jump = exact(t, to_value * 1_000 + 1, 0) - exact(t, to_value * 1_000, 0);
      assert.ok(jump >= -1e-9 && jump <= 2 / 1_000 + 1e-9);
    }
  }));
});

Deno.test("a plan's charge for the metric becomes the tariff", () => {
  const plan = {
    code: "home",
    name: "Home",
    amount_currency: "CHF",
    charges: [
      { billable_metric_code: "other", charge_model: "standard", properties: { amount: "9" } },
      { broken: true },
      {
        billable_metric_code: "kwh",
        charge_model: "graduated",
        properties: { graduated_ranges: ranges },
      },
    ],
  };
  assert.deepEqual(tariffFromPlan(plan, "kwh"), {
    planCode: "home",
    planName: "Home",
    currency: "CHF",
    model: "graduated",
    properties: { graduated_ranges: ranges },
  });
  assert.equal(tariffFromPlan(plan, "absent"), null);
  assert.equal(tariffFromPlan({ ...plan, charges: null }, "kwh"), null);
  assert.equal(tariffFromPlan(null, "kwh"), null);
  const dynamic = { billable_metric_code: "kwh", charge_model: "dynamic", properties: {} };
  assert.equal(tariffFromPlan({ ...plan, charges: [dynamic] }, "kwh"), null);
});
