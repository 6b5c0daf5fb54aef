import { HttpError } from "fresh";
import { AppError, type ErrorKind } from "@/lib/platform/errors.ts";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import type { Logger } from "@/lib/platform/log.ts";
import { isDatabaseOutage } from "./database_outage.ts";
import { RequestError, ValidationError } from "./request_error.ts";
import { isUnstorableText, UNSTORABLE_TEXT } from "./unstorable_text.ts";
import { fieldErrors, firstSentence, listIssues } from "./validation_details.ts";

/** `api` and `v1` answer `{ error, code, … }`, `monitoring` answers `{ error: { code, message } }`. */
export type Dialect = "api" | "v1" | "monitoring";

/** The dialect that the contract gives a path. */
export function dialectOf(path: string): Dialect {
  if (/^\/(api\/v1|ping|status)(\/|$)/.test(path)) return "monitoring";
  return /^\/v1(\/|$)/.test(path) ? "v1" : "api";
}

interface Failure {
  status: number;
  code?: string;
  message: string;
  details?: unknown;
  headers?: Record<string, string>;
  /** The cause goes to the log with its stack; the answer says nothing of it. */
  isUnexpected?: boolean;
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition: 422,
  limit: 429,
  upstream: 502,
  unavailable: 503,
  internal: 500,
};

/** HTTP status of an expected failure, in every dialect but for `invalid` on /v1 (422). */
export const statusOfKind = (kind: ErrorKind): number => STATUS[kind];

const CODE: Record<number, string> = {
  400: "bad_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  410: "gone",
  413: "payload_too_large",
  415: "unsupported_media_type",
  422: "precondition_failed",
  429: "rate_limited",
  500: "internal_error",
  502: "upstream_error",
  503: "unavailable",
  504: "upstream_timeout",
};

const INTERNAL =
  "Something went wrong on our side. Name the request id when you report it to the operator.";

/**
 * Turns anything thrown into the error answer of a dialect. What was not foreseen is logged with its
 * stack and answered 500 (503 while the database is away) without a word of the cause.
 */
export function errorResponse(
  error: unknown,
  options: { dialect: Dialect; requestId: string; log: Logger },
): Response {
  const failure = failureOf(error, options.dialect);
  if (failure.isUnexpected) {
    options.log.error("A request failed.", {
      requestId: options.requestId,
      status: failure.status,
      error: error instanceof Error ? error : new Error(String(error)),
    });
  }
  return Response.json(bodyOf(failure, options), {
    status: failure.status,
    headers: {
      ...failure.headers,
      "cache-control": "no-store",
      "x-request-id": options.requestId,
    },
  });
}

function bodyOf(failure: Failure, options: { dialect: Dialect; requestId: string }): unknown {
  const code = failure.code ?? CODE[failure.status] ?? "error";
  if (options.dialect === "monitoring") {
    // Given codes keep their case; the general ones are upper case there, but for the rate limit.
    const cased = failure.code || failure.status === 429 ? code : code.toUpperCase();
    return { error: { code: cased, message: failure.message } };
  }
  const showsId = options.dialect === "v1" || failure.status >= 500;
  return {
    error: failure.message,
    code,
    ...(failure.details === undefined ? {} : { details: failure.details }),
    ...(showsId ? { requestId: options.requestId } : {}),
  };
}

function failureOf(error: unknown, dialect: Dialect): Failure {
  if (error instanceof ValidationError) return validationFailure(error, dialect);
  if (error instanceof RequestError) {
    return { status: error.status, code: error.code, message: error.message, ...error.options };
  }
  if (error instanceof AppError) return appFailure(error, dialect);
  if (error instanceof HttpError && error.status < 500) {
    return { status: error.status, message: error.message };
  }
  if (error instanceof HttpFailure) return outsideFailure(error);
  if (isDatabaseOutage(error)) {
    return {
      status: 503,
      code: dialect === "monitoring" ? "STORAGE_UNAVAILABLE" : "unavailable",
      message: "The database does not answer at the moment. Try again shortly.",
      headers: { "retry-after": "5" },
      isUnexpected: true,
    };
  }
  if (isUnstorableText(error)) return { status: 400, message: UNSTORABLE_TEXT };
  return { status: 500, message: INTERNAL, isUnexpected: true };
}

/** SteVe or Lago did not answer as they should; the client's sentence names which. */
function outsideFailure(error: HttpFailure): Failure {
  const isLate = error.kind === "timeout";
  const isAway = error.kind === "breaker_open" || error.kind === "overloaded";
  return {
    status: isLate ? 504 : isAway ? 503 : 502,
    message: error.message,
    headers: error.retryAfterSec === undefined
      ? undefined
      : { "retry-after": String(Math.ceil(error.retryAfterSec)) },
    isUnexpected: true,
  };
}

function appFailure(error: AppError, dialect: Dialect): Failure {
  const isInternal = error.kind === "internal";
  const isV1Invalid = dialect === "v1" && error.kind === "invalid";
  return {
    status: isV1Invalid ? 422 : STATUS[error.kind],
    code: error.code ?? (isV1Invalid ? "validation_error" : undefined),
    message: isInternal ? INTERNAL : error.message,
    details: isInternal ? undefined : error.details,
    headers: error.retryAfterSec === undefined
      ? undefined
      : { "retry-after": String(Math.ceil(error.retryAfterSec)) },
    isUnexpected: isInternal,
  };
}

function validationFailure(error: ValidationError, dialect: Dialect): Failure {
  const message = firstSentence(error.issues);
  if (dialect === "v1") {
    return { status: 422, code: "validation_error", message, details: listIssues(error.issues) };
  }
  if (dialect === "monitoring") return { status: 400, code: "VALIDATION_ERROR", message };
  return { status: 400, code: "validation_failed", message, details: fieldErrors(error.issues) };
}
