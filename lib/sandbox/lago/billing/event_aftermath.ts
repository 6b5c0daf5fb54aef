import type { Lago } from "../lago.ts";
import type { Metric } from "../store/kinds.ts";
import type { StoredEvent } from "../store/events.ts";
import { usageError } from "../pricing/aggregation.ts";
import { billEventInAdvance } from "./event_fees.ts";
import { checkAlerts } from "./usage_alerts.ts";

type ErrorCode = "invalid_code" | "missing_aggregation_property" | "subscription_not_found";

/**
 * What Lago does after it has answered 200: tells of events it cannot bill, bills charges paid in
 * advance and looks at the alerts. Runs `delayMs` after the first event, or when flushed.
 */
export class EventAftermath {
  #waiting: StoredEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly lago: Lago, readonly delayMs: number) {}

  /** Takes note of stored events. */
  accepted(events: StoredEvent[]): void {
    this.#waiting.push(...events);
    this.#timer ??= setTimeout(() => this.flush(), this.delayMs);
  }

  /** Works off what waits. */
  flush(): void {
    this.cancel();
    const events = this.#waiting.splice(0);
    if (events.length === 0) return;
    const metrics = new Map(this.lago.docs.all("metric").map((metric) => [metric.code, metric]));
    const hasAdvance = this.lago.docs.all("plan")
      .some(({ charges }) => charges.some((charge) => charge.pay_in_advance));
    this.#tellErrors(events, metrics);
    if (hasAdvance) { for (const event of events) billEventInAdvance(this.lago, event); }
    if (this.lago.docs.count("alert") > 0) checkAlerts(this.lago);
  }

  /** Forgets the timer; what waits stays until the next flush. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tellErrors(events: StoredEvent[], metrics: Map<string, Metric>): void {
    const known = new Map<string, boolean>();
    const byCode: Record<string, string[]> = {};
    for (const event of events) {
      const code = this.#errorOf(event, metrics, known);
      if (!code) continue;
      (byCode[code] ??= []).push(event.transactionId);
      this.lago.emit("event.error", {
        status: 422,
        error: "Unprocessable entity",
        message: JSON.stringify({ [code]: [event.transactionId] }),
        error_details: { [code]: [event.transactionId] },
        event: { transaction_id: event.transactionId, code: event.code },
      }, "event_error");
    }
    if (Object.keys(byCode).length === 0) return;
    const lists = {
      invalid_code: [],
      missing_aggregation_property: [],
      missing_group_key: [],
      invalid_filter_values: [],
    };
    this.lago.emit("events.errors", { ...lists, ...byCode }, "events_errors");
  }

  #errorOf(
    event: StoredEvent,
    metrics: Map<string, Metric>,
    known: Map<string, boolean>,
  ): ErrorCode | undefined {
    const id = event.subscription;
    if (!known.has(id)) known.set(id, this.lago.docs.byKey("subscription", id) !== undefined);
    if (!known.get(id)) return "subscription_not_found";
    return usageError(metrics.get(event.code), event.properties);
  }
}
