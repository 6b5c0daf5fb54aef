import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from "cockatiel";
import { type Clock, systemClock } from "./clock.ts";
import { invalid } from "./errors.ts";
import { errorBody, parseJson, readLimited } from "./http_body.ts";
import { HttpFailure, isSign, isTransient, retryAfterSec, statusFailure } from "./http_failure.ts";
import { Pacer, waitFor } from "./http_pacing.ts";

export { HttpFailure, type HttpFailureKind } from "./http_failure.ts";

declare const safe: unique symbol;
/** A path in which every variable part is encoded; made by the `path` tag only. */
export type SafePath = string & { readonly [safe]: true };

/**
 * Builds a path; values are encoded as one segment each.
 * @throws AppError `invalid` for an empty value, `.` or `..`, which would lead to another resource.
 * @example path`/customers/${"a/b"}` // "/customers/a%2Fb"
 */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): SafePath {
  const encoded = values.map((value) => {
    const text = String(value);
    if (text === "" || text === "." || text === ".." || !text.isWellFormed()) {
      throw invalid("This id cannot be part of an address.");
    }
    return encodeURIComponent(text);
  });
  return parts.map((part, index) => part + (encoded[index] ?? "")).join("") as SafePath;
}

export interface HttpClientOptions {
  /** Name of the other system, as people know it. */
  name: string;
  baseUrl: string;
  headers?: Record<string, string>;
  /** Limit of one attempt, body included. */
  timeoutMs?: number;
  maxConcurrent?: number;
  /** Calls that may wait for a free place. */
  maxQueued?: number;
  ratePerSec?: number;
  /** Opens after `failures` in a row, lets one call through after `openMs`. */
  breaker?: { failures?: number; openMs?: number };
  /** Repeats of calls that say `retry: "idempotent"`. */
  retries?: { attempts?: number; baseMs?: number; maxWaitMs?: number };
  maxBytes?: number;
  clock?: Clock;
  fetch?: typeof fetch;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  random?: () => number;
  onBreakerChange?: (state: BreakerState) => void;
}

export type BreakerState = "closed" | "open" | "half_open";
type QueryValue = string | number | boolean | undefined | null;

export interface HttpCall {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: SafePath;
  /** Absent values are left out, arrays are repeated. */
  query?: Record<string, QueryValue | readonly (string | number)[]>;
  /** Sent as JSON. */
  body?: unknown;
  /** Only `idempotent` calls are repeated: by construction a repeat has the same end. */
  retry?: "idempotent" | "never";
  timeoutMs?: number;
  signal?: AbortSignal;
  /** `bytes` leaves the body as it came. */
  as?: "json" | "bytes";
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON (null when empty), or a Uint8Array. */
  body: unknown;
}

export interface HttpClient {
  readonly name: string;
  /** @throws HttpFailure, or the signal's reason when the caller gave up */
  call(call: HttpCall): Promise<HttpAnswer>;
  breakerState(): BreakerState;
}

const STATES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half_open",
  [CircuitState.Isolated]: "open",
};

type Attempt = { answer: HttpAnswer } | { failure: HttpFailure };

/**
 * A client of one outside system. Order around an attempt: repeat, place in the queue, circuit
 * breaker, pace, timeout.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { name, fetch: send = fetch, wait = waitFor, random = Math.random } = options;
  const clock = options.clock ?? systemClock;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const { attempts = 3, baseMs = 250, maxWaitMs = 20_000 } = options.retries ?? {};
  const pacer = new Pacer(options.ratePerSec ?? Infinity, () => clock.nowMs(), wait);
  const places = bulkhead(options.maxConcurrent ?? 8, options.maxQueued ?? 2_000);
  const breaker = circuitBreaker(
    handleWhenResult((result) => {
      const attempt = result as Attempt; // The policy runs `once` only.
      return "failure" in attempt && isSign(attempt.failure);
    }),
    {
      breaker: new ConsecutiveBreaker(options.breaker?.failures ?? 5),
      halfOpenAfter: options.breaker?.openMs ?? 15_000,
    },
  );
  breaker.onStateChange((state) => options.onBreakerChange?.(STATES[state]));

  // fetch repeats a request by itself, a POST too, when a kept-alive connection is cut before the
  // answer. What must not run twice gets a connection of its own.
  const unpooled = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });

  async function once(call: HttpCall): Promise<Attempt> {
    await pacer.turn(call.signal);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), call.timeoutMs ?? options.timeoutMs ?? 10_000);
    const signal = call.signal ? AbortSignal.any([timeout.signal, call.signal]) : timeout.signal;
    try {
      const response = await send(baseUrl + call.path + queryString(call.query), {
        method: call.method ?? "GET",
        headers: {
          accept: "application/json",
          ...(call.body === undefined ? {} : { "content-type": "application/json" }),
          ...options.headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        redirect: "manual",
        signal,
        ...(call.retry === "idempotent" ? {} : { client: unpooled }),
      });
      const bytes = await readLimited(name, response, options.maxBytes ?? 16 * 2 ** 20);
      if (!response.ok) {
        const waitSec = retryAfterSec(response.headers, clock.nowMs());
        if (response.status === 429) pacer.pause(Math.min((waitSec ?? 1) * 1_000, maxWaitMs));
        // X-RateLimit-Reset comes with every answer of Lago and asks for a pause only in a 429 or 503.
        const asked = response.status === 429 || response.status === 503 ? waitSec : undefined;
        return { failure: statusFailure(name, response.status, errorBody(bytes), asked) };
      }
      const body = call.as === "bytes" ? bytes : parseJson(name, bytes, response.status);
      return { answer: { status: response.status, headers: response.headers, body } };
    } catch (error) {
      if (error instanceof HttpFailure) return { failure: error };
      if (call.signal?.aborted) throw call.signal.reason;
      return { failure: transportFailure(name, error, timeout.signal.aborted) };
    } finally {
      clearTimeout(timer);
    }
  }

  async function attempt(call: HttpCall): Promise<Attempt> {
    try {
      return await places.execute(
        () => breaker.execute(() => once(call), call.signal),
        call.signal,
      );
    } catch (error) {
      if (call.signal?.aborted) throw call.signal.reason;
      if (error instanceof BrokenCircuitError) {
        const message = `${name} failed repeatedly and is left alone for a moment.`;
        return { failure: new HttpFailure(message, { kind: "breaker_open", outcomeKnown: true }) };
      }
      if (error instanceof BulkheadRejectedError) {
        const message = `Too many calls to ${name} wait.`;
        return { failure: new HttpFailure(message, { kind: "overloaded", outcomeKnown: true }) };
      }
      throw error;
    }
  }

  return {
    name,
    breakerState: () => STATES[breaker.state],
    async call(call) {
      for (let round = 1;; round++) {
        const result = await attempt(call);
        if ("answer" in result) return result.answer;
        const { failure } = result;
        const askedMs = (failure.retryAfterSec ?? 0) * 1_000;
        const isLast = call.retry !== "idempotent" || round >= attempts || askedMs > maxWaitMs;
        if (isLast || !isTransient(failure)) throw failure;
        // Full jitter: replicas that failed together do not come back together.
        const backoffMs = Math.min(maxWaitMs, baseMs * 2 ** (round - 1)) * (0.5 + random() / 2);
        await wait(Math.max(askedMs, backoffMs), call.signal);
      }
    },
  };
}

function queryString(query: HttpCall["query"]): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(key, String(one));
    }
  }
  return search.size > 0 ? `?${search}` : "";
}

// The runtime tells a connection that was never made only by its words.
const NEVER_CONNECTED =
  /connection refused|tcp connect error|dns error|failed to lookup|ECONNREFUSED|ENOTFOUND/i;

function transportFailure(name: string, cause: unknown, isTimeout: boolean): HttpFailure {
  if (isTimeout) {
    return new HttpFailure(`${name} did not answer in time.`, {
      kind: "timeout",
      outcomeKnown: false,
      cause,
    });
  }
  const outcomeKnown = NEVER_CONNECTED.test(`${cause} ${(cause as Error)?.cause ?? ""}`);
  return new HttpFailure(`${name} could not be reached.`, { kind: "network", outcomeKnown, cause });
}
