import { deliverUsage, type SendUsage } from "@/lib/billing/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { RunCounters, SegmentReporter } from "../run_recorder.ts";

/** Lago's metric would not add our kWh up; sending would lose them in Lago. */
export class UnsafeMetric extends Error {}

/** The field that Lago sums, after making sure that it sums (spec 6.1 `ensureLagoMetricSafety`). */
export async function metricField(ctx: Ctx, lago: LagoClient): Promise<string> {
  const metric = await lago.getBillableMetric(ctx.config.LAGO_METRIC_CODE);
  if (!metric) {
    throw new UnsafeMetric(
      `Lago has no billable metric ${ctx.config.LAGO_METRIC_CODE}: create it as sum_agg, or set LAGO_METRIC_CODE.`,
    );
  }
  if (metric.aggregationType !== "sum_agg" || !metric.fieldName) {
    throw new UnsafeMetric(
      `Billable metric ${metric.code} is ${metric.aggregationType}; kWh need sum_agg over a field.`,
    );
  }
  return metric.fieldName;
}

/** Sends what is due to Lago. The failure that ended it early becomes the segment's error. */
export async function deliver(
  ctx: Ctx,
  input: { lago: LagoClient; counters: RunCounters; report: SegmentReporter; signal: AbortSignal },
): Promise<void> {
  const field = await metricField(ctx, input.lago);
  const send: SendUsage = (events) =>
    input.lago.sendEvents(events.map((event) => ({
      transactionId: event.transactionId,
      externalSubscriptionId: event.externalSubscriptionId,
      code: ctx.config.LAGO_METRIC_CODE,
      timestampMs: event.timestampMs,
      properties: { [field]: event.kwh, steve_transaction_id: String(event.steveTransactionId) },
    })));
  const before = input.counters.eventsSent;
  const result = await deliverUsage(ctx, {
    send,
    signal: input.signal,
    onProgress: (delivered) => {
      input.counters.eventsSent = before + delivered;
      return input.report.progress(delivered);
    },
  });
  input.counters.eventsSent = before + result.delivered;
  if (result.duplicates > 0) {
    await input.report.note("info", `${result.duplicates} event(s) had been delivered before.`);
  }
  if (result.failure) throw result.failure;
}
