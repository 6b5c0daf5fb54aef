import { HttpError, type MiddlewareFn } from "fresh";
import { AppError } from "@/lib/platform/errors.ts";
import { isDatabaseOutage } from "./database_outage.ts";
import { statusOfKind } from "./errors.ts";
import { RequestError, ValidationError } from "./request_error.ts";
import type { WebState } from "./types.ts";
import { isUnstorableText, UNSTORABLE_TEXT } from "./unstorable_text.ts";

/** The error page's form of anything thrown: expected failures keep status and words, an outage is 503. */
export function toPageError(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  const of = (status: number, message?: string) => new HttpError(status, message, { cause: error });
  if (error instanceof AppError && error.kind !== "internal") {
    return of(statusOfKind(error.kind), error.message);
  }
  if (error instanceof RequestError) return of(error.status, error.message);
  if (error instanceof ValidationError) return of(400, error.message);
  if (isUnstorableText(error)) return of(400, UNSTORABLE_TEXT);
  return isDatabaseOutage(error) ? of(503) : error;
}

/**
 * Gives failures of services the status of their kind on pages. Belongs into `routes/_middleware.ts`,
 * inside the error boundary.
 */
export function pageFailures(): MiddlewareFn<WebState> {
  return async (context) => {
    try {
      return await context.next();
    } catch (error) {
      throw toPageError(error);
    }
  };
}
