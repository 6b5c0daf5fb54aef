import type { z } from "zod";

/** A request that is refused before its handler runs, with the exact status and headers. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: { details?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "RequestError";
  }
}

/** Path, query or body that break their schema; each dialect words it in its own way. */
export class ValidationError extends Error {
  constructor(readonly issues: readonly z.core.$ZodIssue[]) {
    super("The request is not valid.");
    this.name = "ValidationError";
  }
}
