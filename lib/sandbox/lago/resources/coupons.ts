import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { AppliedCoupon, Coupon } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems, listKind } from "../http/listing.ts";
import { invalid, notFound } from "../http/errors.ts";

const percentage = z.union([z.string(), z.number()]).transform(String);
const couponSchema = z.looseObject({
  name: z.string().min(1),
  code: z.string().min(1),
  coupon_type: z.enum(["fixed_amount", "percentage"]),
  percentage_rate: percentage.nullish(),
  amount_cents: z.int().positive().nullish(),
  amount_currency: z.string().nullish(),
  frequency: z.enum(["once", "recurring", "forever"]),
  frequency_duration: z.int().positive().nullish(),
  reusable: z.boolean().default(true),
  expiration: z.enum(["no_expiration", "time_limit"]).default("no_expiration"),
});
const applySchema = z.object({
  external_customer_id: z.string().min(1),
  coupon_code: z.string().min(1),
  percentage_rate: percentage.nullish(),
  amount_cents: z.int().positive().nullish(),
  amount_currency: z.string().nullish(),
  frequency: z.enum(["once", "recurring", "forever"]).optional(),
  frequency_duration: z.int().positive().nullish(),
});

function createCoupon(lago: Lago, input: z.infer<typeof couponSchema>): Coupon {
  if (lago.docs.byKey("coupon", input.code)) throw invalid({ code: ["value_already_exist"] });
  const isPercentage = input.coupon_type === "percentage";
  const rate = Number(input.percentage_rate);
  if (isPercentage && !(rate > 0 && rate <= 100)) {
    throw invalid({ percentage_rate: ["value_is_mandatory"] });
  }
  if (!isPercentage && !input.amount_cents) throw invalid({ amount_cents: ["value_is_mandatory"] });
  if (input.frequency === "recurring" && !input.frequency_duration) {
    throw invalid({ frequency_duration: ["value_is_mandatory"] });
  }
  return lago.docs.add("coupon", {
    ...input,
    lago_id: lago.id(),
    percentage_rate: isPercentage ? input.percentage_rate ?? null : null,
    amount_cents: isPercentage ? null : input.amount_cents ?? null,
    amount_currency: isPercentage ? null : input.amount_currency ?? lago.settings.currency,
    frequency_duration: input.frequency_duration ?? null,
    created_at: lago.stamp(),
  }, { key: input.code });
}

/** Puts a coupon on a customer; one that is not reusable only once. */
function applyCoupon(lago: Lago, input: z.infer<typeof applySchema>): AppliedCoupon {
  const customer = lago.byKey("customer", input.external_customer_id);
  const coupon = lago.byKey("coupon", input.coupon_code);
  const others = lago.docs.byParent("applied_coupon", customer.external_id)
    .filter((other) => other.lago_coupon_id === coupon.lago_id);
  if (others.length > 0 && !coupon.reusable) {
    throw invalid({ coupon: ["coupon_is_not_reusable"] });
  }
  if (coupon.amount_currency && customer.currency && coupon.amount_currency !== customer.currency) {
    throw invalid({ currency: ["currencies_does_not_match"] });
  }
  const frequency = input.frequency ?? coupon.frequency;
  const duration = input.frequency_duration ?? coupon.frequency_duration;
  const isPercentage = coupon.coupon_type === "percentage";
  const amount = isPercentage ? null : input.amount_cents ?? coupon.amount_cents;
  return lago.docs.add("applied_coupon", {
    lago_id: lago.id(),
    lago_coupon_id: coupon.lago_id,
    coupon_code: coupon.code,
    coupon_name: coupon.name,
    lago_customer_id: customer.lago_id,
    external_customer_id: customer.external_id,
    status: "active",
    percentage_rate: isPercentage ? input.percentage_rate ?? coupon.percentage_rate : null,
    amount_cents: amount,
    amount_cents_remaining: frequency === "once" ? amount : null,
    amount_currency: coupon.amount_currency,
    frequency,
    frequency_duration: duration,
    frequency_duration_remaining: frequency === "recurring" ? duration : null,
    created_at: lago.stamp(),
    terminated_at: null,
  }, { parent: customer.external_id });
}

function endApplied(lago: Lago, customer: string, id: string): AppliedCoupon {
  lago.byKey("customer", customer);
  const applied = lago.docs.get("applied_coupon", id);
  if (applied?.external_customer_id !== customer) throw notFound("applied_coupon");
  const ended = { ...applied, status: "terminated", terminated_at: lago.stamp() };
  return lago.docs.update("applied_coupon", ended);
}

/** `/coupons` and `/applied_coupons`. */
export function couponRoutes(lago: Lago): Route[] {
  const listApplied = (query: URLSearchParams, customer: string | null) => {
    const status = query.get("status");
    const all = customer === null
      ? lago.docs.all("applied_coupon")
      : lago.docs.byParent("applied_coupon", customer);
    const items = all.filter((one) => status === null || one.status === status);
    return listItems(lago, "applied_coupons", query, items);
  };
  return [
    ["POST", "/coupons", ({ body }) => ({
      coupon: createCoupon(lago, unwrap(body, "coupon", couponSchema)),
    })],
    ["GET", "/coupons", ({ query }) => listKind(lago, "coupons", query, "coupon")],
    ["GET", "/coupons/{code}", ({ path }) => ({ coupon: lago.byKey("coupon", path.code) })],
    ["DELETE", "/coupons/{code}", ({ path }) => {
      const coupon = lago.byKey("coupon", path.code);
      for (const applied of lago.docs.all("applied_coupon")) {
        if (applied.lago_coupon_id !== coupon.lago_id || applied.status !== "active") continue;
        endApplied(lago, applied.external_customer_id, applied.lago_id);
      }
      lago.docs.remove("coupon", coupon.lago_id);
      return { coupon };
    }],
    ["POST", "/applied_coupons", ({ body }) => ({
      applied_coupon: applyCoupon(lago, unwrap(body, "applied_coupon", applySchema)),
    })],
    [
      "GET",
      "/applied_coupons",
      ({ query }) => listApplied(query, query.get("external_customer_id")),
    ],
    ["GET", "/customers/{id}/applied_coupons", ({ path, query }) => listApplied(query, path.id)],
    ["DELETE", "/customers/{id}/applied_coupons/{applied}", ({ path }) => ({
      applied_coupon: endApplied(lago, path.id, path.applied),
    })],
  ];
}
