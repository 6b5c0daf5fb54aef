import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Metric } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { invalid } from "../http/errors.ts";
import { listKind } from "../http/listing.ts";
import { AGGREGATIONS } from "../pricing/aggregation.ts";

const metricSchema = z.object({
  name: z.string().min(1),
  code: z.string().min(1),
  aggregation_type: z.enum(AGGREGATIONS),
  field_name: z.string().nullish(),
  description: z.string().nullish(),
  recurring: z.boolean().default(false),
  rounding_function: z.enum(["round", "ceil", "floor"]).nullish(),
  rounding_precision: z.int().nullish(),
  filters: z.array(z.object({ key: z.string(), values: z.array(z.string()) })).default([]),
});

/** A metric as it is sent to be created. */
export type MetricInput = z.input<typeof metricSchema>;

/** Creates a metric; its code must be new. */
export function createMetric(lago: Lago, raw: MetricInput): Metric {
  const input = metricSchema.parse(raw);
  if (lago.docs.byKey("metric", input.code)) throw invalid({ code: ["value_already_exist"] });
  if (input.aggregation_type !== "count_agg" && !input.field_name) {
    throw invalid({ field_name: ["value_is_mandatory"] });
  }
  const metric: Metric = {
    ...input,
    lago_id: lago.id(),
    field_name: input.field_name ?? null,
    description: input.description ?? null,
    rounding_function: input.rounding_function ?? null,
    rounding_precision: input.rounding_precision ?? null,
    created_at: lago.stamp(),
  };
  lago.docs.add("metric", metric, { key: metric.code });
  lago.emit("billable_metric.created", metric);
  return metric;
}

/** `/billable_metrics`. */
export function metricRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/billable_metrics", ({ body }) => ({
      billable_metric: createMetric(lago, unwrap(body, "billable_metric", metricSchema)),
    })],
    [
      "GET",
      "/billable_metrics",
      ({ query }) => listKind(lago, "billable_metrics", query, "metric"),
    ],
    ["GET", "/billable_metrics/{code}", ({ path }) => ({
      billable_metric: lago.byKey("metric", path.code, "billable_metric"),
    })],
  ];
}
