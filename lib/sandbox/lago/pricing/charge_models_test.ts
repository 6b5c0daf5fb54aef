import assert from "node:assert/strict";
import fc from "fast-check";
import { priceOf } from "./charge_models.ts";
import { Exact } from "./exact.ts";

function price(model: string, units: string | number, properties: Record<string, unknown>, n = 1) {
  return priceOf(model, { units: new Exact(units), eventsCount: n }, properties).toFixed();
}

const graduated = {
  graduated_ranges: [
    { from_value: 0, to_value: 10, per_unit_amount: "0.5", flat_amount: "2" },
    { from_value: 11, to_value: 20, per_unit_amount: "0.25", flat_amount: "1" },
    { from_value: 21, to_value: null, per_unit_amount: "0.1", flat_amount: "0" },
  ],
};
const volume = {
  volume_ranges: [
    { from_value: 0, to_value: 10, per_unit_amount: "0.5", flat_amount: "0" },
    { from_value: 11, to_value: null, per_unit_amount: "0.3", flat_amount: "1" },
  ],
};

Deno.test("standard multiplies exactly", () => {
  assert.equal(price("standard", "0.1", { amount: "0.2" }), "0.02");
  assert.equal(
    price("standard", "12345678901234567890.123", { amount: "0.001" }),
    "12345678901234567.890123",
  );
});

Deno.test("graduated prices each range for itself, and its flat amount once reached", () => {
  assert.equal(price("graduated", 0, graduated), "0");
  assert.equal(price("graduated", 10, graduated), "7");
  assert.equal(price("graduated", "10.5", graduated), "8.125");
  assert.equal(price("graduated", 25, graduated), "11");
});

Deno.test("volume prices all units by the range they end in", () => {
  assert.equal(price("volume", 0, volume), "0");
  assert.equal(price("volume", 10, volume), "5");
  assert.equal(price("volume", 11, volume), "4.3");
});

Deno.test("package counts begun packages after the free units", () => {
  const properties = { amount: "3", package_size: 10, free_units: 5 };
  assert.equal(price("package", 5, properties), "0");
  assert.equal(price("package", "5.01", properties), "3");
  assert.equal(price("package", 15, properties), "3");
  assert.equal(price("package", 16, properties), "6");
});

Deno.test("percentage takes its share and a fixed amount per paid event", () => {
  const properties = { rate: "1.5", fixed_amount: "0.1", free_units_per_events: 1 };
  assert.equal(price("percentage", 200, properties, 3), "3.2");
  assert.equal(
    price("percentage", 200, { rate: "10", free_units_per_total_aggregation: "50" }),
    "15",
  );
});

const milli = fc.integer({ min: 0, max: 10_000_000 }).map((n) => new Exact(n).div(1000));
const amount = fc.integer({ min: 0, max: 100_000 }).map((n) => new Exact(n).div(10_000).toFixed());
const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 0, maxLength: 5 })
  .map((values) => values.sort((a, b) => a - b));

/** Ranges over random bounds with random prices; flat amounts only when asked for. */
function tiers(withFlat: boolean) {
  return bounds.chain((ends) =>
    fc.tuple(
      fc.array(amount, { minLength: ends.length + 1, maxLength: ends.length + 1 }),
      fc.array(withFlat ? amount : fc.constant("0"), {
        minLength: ends.length + 1,
        maxLength: ends.length + 1,
      }),
    ).map(([prices, flats]) =>
      prices.map((per_unit_amount, index) => ({
        from_value: index === 0 ? 0 : ends[index - 1] + 1,
        to_value: ends[index] ?? null,
        per_unit_amount,
        flat_amount: flats[index],
      }))
    )
  );
}

function exactly(model: string, units: Exact, properties: Record<string, unknown>): Exact {
  return priceOf(model, { units, eventsCount: 1 }, properties);
}

Deno.test("graduated never falls with more units", () => {
  fc.assert(fc.property(tiers(true), milli, milli, (graduated_ranges, a, b) => {
    const less = exactly("graduated", Exact.min(a, b), { graduated_ranges });
    return less.lte(exactly("graduated", Exact.max(a, b), { graduated_ranges }));
  }));
});

Deno.test("graduated without flat amounts has no jump: a step costs at most the highest price", () => {
  fc.assert(fc.property(tiers(false), milli, milli, (graduated_ranges, units, step) => {
    const highest = Exact.max(...graduated_ranges.map((tier) => tier.per_unit_amount));
    const rise = exactly("graduated", units.plus(step), { graduated_ranges })
      .minus(exactly("graduated", units, { graduated_ranges }));
    return rise.lte(highest.times(step));
  }));
});

Deno.test("graduated is the sum of its ranges, each priced alone", () => {
  fc.assert(fc.property(tiers(true), milli, (graduated_ranges, units) => {
    let sum = new Exact(0);
    for (const tier of graduated_ranges) {
      const start = Math.max(0, tier.from_value - 1);
      if (units.lte(start)) break;
      const inside = Exact.min(units, tier.to_value ?? units).minus(start);
      sum = sum.plus(tier.flat_amount).plus(inside.times(tier.per_unit_amount));
    }
    return sum.eq(exactly("graduated", units, { graduated_ranges }));
  }));
});

Deno.test("graduated with one price everywhere equals standard", () => {
  fc.assert(fc.property(tiers(false), amount, milli, (ranges, per_unit_amount, units) => {
    const graduated_ranges = ranges.map((tier) => ({ ...tier, per_unit_amount }));
    return exactly("graduated", units, { graduated_ranges })
      .eq(exactly("standard", units, { amount: per_unit_amount }));
  }));
});

Deno.test("volume is monotone inside a range and linear in its units", () => {
  fc.assert(fc.property(tiers(true), milli, milli, (volume_ranges, a, b) => {
    const tierOf = (units: Exact) =>
      volume_ranges.find(({ to_value }) => to_value === null || units.lte(to_value));
    fc.pre(!a.isZero() && !b.isZero() && tierOf(a) === tierOf(b));
    const rise = exactly("volume", b, { volume_ranges }).minus(
      exactly("volume", a, { volume_ranges }),
    );
    return rise.eq(b.minus(a).times(tierOf(a)?.per_unit_amount ?? 0));
  }));
});

Deno.test("package never falls and never exceeds one more package than the exact share", () => {
  const shape = fc.record({
    amount,
    package_size: fc.integer({ min: 1, max: 500 }),
    free_units: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(fc.property(shape, milli, milli, (properties, a, b) => {
    const [less, more] = [Exact.min(a, b), Exact.max(a, b)];
    const share = Exact.max(0, more.minus(properties.free_units)).div(properties.package_size);
    const cost = exactly("package", more, properties);
    return exactly("package", less, properties).lte(cost) &&
      cost.gte(share.times(properties.amount)) &&
      cost.lte(share.plus(1).times(properties.amount));
  }));
});
