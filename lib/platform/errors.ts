/** The closed list of expected failures; lib/web maps each to one HTTP status per dialect. */
export type ErrorKind =
  | "invalid"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "gone"
  | "precondition"
  | "limit"
  | "upstream"
  | "unavailable"
  | "internal";

export interface AppErrorOptions {
  /** Machine code of the contract, e.g. `rate_limited`. */
  code?: string;
  /** Field errors or other facts a client may use. */
  details?: unknown;
  /** Seconds after which a repeat may succeed. */
  retryAfterSec?: number;
  /** What really happened, for the log only. */
  cause?: unknown;
}

/** A failure that was foreseen. `message` is shown to people and says what to do next. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code?: string;
  readonly details?: unknown;
  readonly retryAfterSec?: number;

  constructor(kind: ErrorKind, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.code = options.code;
    this.details = options.details;
    this.retryAfterSec = options.retryAfterSec;
  }
}

const of = (kind: ErrorKind) => (message: string, options?: AppErrorOptions) =>
  new AppError(kind, message, options);

export const invalid = of("invalid");
export const unauthorized = of("unauthorized");
export const forbidden = of("forbidden");
export const notFound = of("not_found");
export const conflict = of("conflict");
export const gone = of("gone");
export const limit = of("limit");
export const precondition = of("precondition");
export const upstream = of("upstream");
export const unavailable = of("unavailable");

/** The message of anything thrown, for logs and stored error columns; values of a query are left out. */
export function messageOf(error: unknown): string {
  return withoutQueryValues(error instanceof Error ? error.message : String(error));
}

const QUERY_VALUES = "\nparams:";

/** Text of a failed query up to its values, which may be anybody's data; other text as it is. */
export function withoutQueryValues(text: string): string {
  const at = text.includes("Failed query:") ? text.indexOf(QUERY_VALUES) : -1;
  return at < 0 ? text : text.slice(0, at);
}

/** Dies when a state that must not exist exists: the request fails, the process lives. */
export function assertState(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`impossible state: ${message}`);
}
