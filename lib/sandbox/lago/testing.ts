import assert from "node:assert/strict";
import { type LagoSandbox, type LagoSandboxOptions, startLagoSandbox } from "./mod.ts";

const API_KEY = "test-key";

/** An answer of the API; the test names the shape it expects. */
export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

/** A stand-in with a movable clock (Unix ms) and a client that holds the key. */
export interface TestLago {
  sandbox: LagoSandbox;
  clock: { nowMs: number };
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  /** Same, and the status must be 200. */
  ok<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Runs a test against its own stand-in, started on 2026-01-10 12:00 UTC. */
export async function withLago(
  options: Partial<LagoSandboxOptions>,
  test: (lago: TestLago) => Promise<void>,
): Promise<void> {
  const clock = { nowMs: Date.UTC(2026, 0, 10, 12) };
  const sandbox = await startLagoSandbox({
    apiKey: API_KEY,
    hmacKey: "hmac-token",
    now: () => clock.nowMs,
    webhookRetryMs: [5, 10],
    pdfDelayMs: 1,
    eventErrorDelayMs: 1,
    ...options,
  });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await fetch(`${sandbox.apiUrl}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${API_KEY}`, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    // Cast: a test asserts what it reads from the body.
    const parsed = await response.json() as T;
    return { status: response.status, body: parsed, headers: response.headers };
  };
  const ok = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  try {
    await test({ sandbox, clock, call, ok });
  } finally {
    await sandbox.stop();
  }
}

/** A metric, a plan at 0.40 per kWh without base fee, customer `cus` and subscription `sub`. */
export function seedCharging(
  { sandbox: { control } }: TestLago,
  plan: Partial<Parameters<typeof control.ensurePlan>[0]> = {},
  customer: Partial<Parameters<typeof control.ensureCustomer>[0]> = {},
) {
  const metric = control.ensureMetric({
    name: "Energy",
    code: "ev_charging_kwh",
    aggregation_type: "sum_agg",
    field_name: "value",
  });
  control.ensurePlan({
    name: "Charging",
    code: "charging",
    interval: "monthly",
    amount_cents: 0,
    amount_currency: "EUR",
    pay_in_advance: false,
    charges: [{
      billable_metric_id: metric.lago_id,
      charge_model: "standard",
      properties: { amount: "0.40" },
    }],
    ...plan,
  });
  control.ensureCustomer({ external_id: "cus", name: "Ada", ...customer });
  control.ensureSubscription({
    external_customer_id: "cus",
    plan_code: plan.code ?? "charging",
    external_id: "sub",
  });
  return metric;
}

/** An event of `sub` in the shape the API takes; `at` is ISO 8601. */
export function usageEvent(id: string, value: string, at = "2026-01-10T12:00:00Z") {
  return {
    transaction_id: id,
    external_subscription_id: "sub",
    code: "ev_charging_kwh",
    timestamp: Date.parse(at) / 1000,
    properties: { value },
  };
}
