import assert from "node:assert/strict";
import fc from "fast-check";
import { textOfCode, textsOfDetails } from "./error_texts.ts";
import { parsePage } from "./pages.ts";
import * as schemas from "./schemas.ts";
import { wireTimestamp } from "./send_events.ts";
import { applyWebhook, UnreadablePayload } from "./webhook_handlers.ts";

const invoice = {
  lago_id: "i",
  status: "draft",
  currency: "EUR",
  total_amount_cents: 100,
  fees_amount_cents: 90,
  taxes_amount_cents: 10,
  payment_overdue: false,
  customer: { external_id: "c" },
  fees: [{ units: "1.50", amount_cents: 90, precise_unit_amount: "0.6" }],
};

Deno.test("any JSON is read or refused, never thrown at", () => {
  const all = Object.values(schemas);
  assert.ok(all.length > 8);
  for (const schema of all) {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (raw) => {
        const { rows, refused } = parsePage<unknown>(raw, schema as never);
        assert.equal(rows.length + refused.length, raw.length);
      }),
      { numRuns: 50 },
    );
  }
});

Deno.test("a mutated invoice is refused, or its money is whole cents", () => {
  fc.assert(fc.property(
    fc.constantFrom(...Object.keys(invoice)),
    fc.jsonValue(),
    (field, value) => {
      const parsed = schemas.invoiceSchema.safeParse({ ...invoice, [field]: value });
      if (!parsed.success) return;
      const { feesAmountCents, taxesAmountCents, totalAmountCents } = parsed.data;
      for (const cents of [feesAmountCents, taxesAmountCents, totalAmountCents]) {
        assert.ok(Number.isSafeInteger(cents));
      }
    },
  ));
});

Deno.test("unknown states are kept as they are, decimals stay text", () => {
  const parsed = schemas.invoiceSchema.parse({ ...invoice, status: "reopened", new_field: 1 });
  assert.equal(parsed.status, "reopened");
  assert.deepEqual([parsed.fees[0].units, parsed.fees[0].preciseUnitAmount], ["1.50", "0.6"]);
  assert.equal(parsed.raw.new_field, 1);
});

Deno.test("money that is no whole number of cents is refused", () => {
  for (const cents of [1.5, "1.5", 2 ** 60, null, "abc"]) {
    const parsed = schemas.invoiceSchema.safeParse({ ...invoice, total_amount_cents: cents });
    assert.equal(parsed.success, false, String(cents));
  }
});

Deno.test("timestamps keep their milliseconds", () => {
  assert.equal(wireTimestamp(1_700_000_000_007), "1700000000.007");
  assert.equal(wireTimestamp(1_700_000_000_000), "1700000000.000");
  fc.assert(fc.property(fc.nat(2 ** 42), (ms) => {
    const [seconds, rest] = wireTimestamp(ms).split(".");
    assert.equal(Number(seconds) * 1_000 + Number(rest), ms);
  }));
});

Deno.test("codes become words, also those that are not known", () => {
  assert.equal(textOfCode("value_already_exist"), "exists already");
  assert.equal(textOfCode("brand_new_code"), "brand new code");
  assert.deepEqual(textsOfDetails({ email: ["invalid_email_format"] }), {
    email: ["is not an e-mail address"],
  });
  fc.assert(fc.property(fc.jsonValue(), (value) => void textsOfDetails(value)));
});

Deno.test("a webhook's payload is applied, ignored or called unreadable", async () => {
  const types = fc.constantFrom(
    "event_error",
    "events_errors",
    "constructor",
    "__proto__",
    "thing",
  );
  await fc.assert(fc.asyncProperty(types, fc.jsonValue(), async (objectType, object) => {
    const payload = { webhook_type: "x", object_type: objectType, [objectType]: object };
    await applyWebhook({} as never, payload, { onUsageRefused: () => Promise.resolve() }) // These handlers use no context.
      .catch((error) => assert.ok(error instanceof UnreadablePayload));
  }));
});
