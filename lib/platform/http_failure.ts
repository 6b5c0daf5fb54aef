export type HttpFailureKind =
  | "timeout"
  | "network"
  | "status"
  | "breaker_open"
  | "overloaded"
  | "too_large"
  | "bad_body";

export interface HttpFailureFacts {
  kind: HttpFailureKind;
  /** True: the other side surely did nothing. False: it may have done the work. */
  outcomeKnown: boolean;
  status?: number;
  /** Parsed JSON of an error answer, or its text. */
  body?: unknown;
  /** What the other side asked to wait, in seconds. */
  retryAfterSec?: number;
  cause?: unknown;
}

/** A call that brought no usable answer. The message names the system and never holds a URL or a key. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly outcomeKnown: boolean;
  readonly status?: number;
  readonly body?: unknown;
  readonly retryAfterSec?: number;

  constructor(message: string, facts: HttpFailureFacts) {
    super(message, { cause: facts.cause });
    this.name = "HttpFailure";
    this.kind = facts.kind;
    this.outcomeKnown = facts.outcomeKnown;
    this.status = facts.status;
    this.body = facts.body;
    this.retryAfterSec = facts.retryAfterSec;
  }
}

/** True when a repeat of an idempotent call may go better. */
export function isTransient(failure: HttpFailure): boolean {
  if (failure.kind === "timeout" || failure.kind === "network") return true;
  return failure.kind === "status" && [429, 500, 502, 503, 504].includes(failure.status!);
}

/** True when the failure says that the other side is ill; a refusal shows that it lives. */
export function isSign(failure: HttpFailure): boolean {
  if (failure.kind === "status") return failure.status! >= 500;
  return failure.kind === "timeout" || failure.kind === "network" || failure.kind === "bad_body";
}

/** A refusal (4xx) means that nothing was done; a 5xx or 408 may come after the work. */
export function statusFailure(
  name: string,
  status: number,
  body: unknown,
  retryAfterSec?: number,
): HttpFailure {
  const outcomeKnown = status < 500 && status !== 408;
  return new HttpFailure(`${name} answered ${status}.`, {
    kind: "status",
    status,
    body,
    retryAfterSec,
    outcomeKnown,
  });
}

/** Reads `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (seconds to wait, as Lago sends it). */
export function retryAfterSec(headers: Headers, nowMs: number): number | undefined {
  const given = headers.get("retry-after") ?? headers.get("x-ratelimit-reset");
  if (given === null || given.trim() === "") return undefined;
  const seconds = Number(given);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const atMs = Date.parse(given);
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - nowMs) / 1_000);
}
