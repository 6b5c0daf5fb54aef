import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Alert } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems } from "../http/listing.ts";
import { invalid, notFound } from "../http/errors.ts";
import { ALERT_TYPES } from "../billing/usage_alerts.ts";
import { readDecimal } from "../pricing/exact.ts";

const alertSchema = z.object({
  alert_type: z.enum(ALERT_TYPES),
  code: z.string().min(1),
  name: z.string().nullish(),
  billable_metric_code: z.string().nullish(),
  thresholds: z.array(z.object({
    code: z.string().nullish(),
    value: z.union([z.string(), z.number()])
      .refine((value) => readDecimal(value) !== undefined).transform(String),
    recurring: z.boolean().default(false),
  })).min(1),
});

function createAlert(lago: Lago, subscription: string, input: z.infer<typeof alertSchema>): Alert {
  lago.byKey("subscription", subscription);
  const others = lago.docs.byParent("alert", subscription);
  if (others.some(({ code }) => code === input.code)) {
    throw invalid({ code: ["value_already_exist"] });
  }
  if (input.billable_metric_code) {
    lago.byKey("metric", input.billable_metric_code, "billable_metric");
  }
  return lago.docs.add("alert", {
    lago_id: lago.id(),
    subscription_external_id: subscription,
    alert_type: input.alert_type,
    code: input.code,
    name: input.name ?? null,
    billable_metric_code: input.billable_metric_code ?? null,
    thresholds: input.thresholds.map(({ code, ...rest }) => ({ code: code ?? null, ...rest })),
    previous_value: "0",
    period_from: null,
    last_processed_at: null,
    created_at: lago.stamp(),
  }, { parent: subscription });
}

/** `/subscriptions/{external_id}/alerts`: thresholds in cents, or in units. */
export function alertRoutes(lago: Lago): Route[] {
  const find = (subscription: string, code: string) => {
    const alert = lago.docs.byParent("alert", subscription).find((one) => one.code === code);
    if (!alert) throw notFound("alert");
    return alert;
  };
  return [
    ["POST", "/subscriptions/{id}/alerts", ({ path, body }) => ({
      alert: createAlert(lago, path.id, unwrap(body, "alert", alertSchema)),
    })],
    ["GET", "/subscriptions/{id}/alerts", ({ path, query }) => {
      lago.byKey("subscription", path.id);
      return listItems(lago, "alerts", query, lago.docs.byParent("alert", path.id));
    }],
    ["GET", "/subscriptions/{id}/alerts/{code}", ({ path }) => ({
      alert: find(path.id, path.code),
    })],
    ["DELETE", "/subscriptions/{id}/alerts/{code}", ({ path }) => {
      const alert = find(path.id, path.code);
      lago.docs.remove("alert", alert.lago_id);
      return { alert };
    }],
  ];
}
