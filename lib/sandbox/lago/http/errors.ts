import type { z } from "zod";

/** An answer other than 2xx in Lago's shape. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly body: Record<string, unknown>) {
    super(`${status} ${JSON.stringify(body)}`);
  }
}

/** 404 with the code `<resource>_not_found`. */
export function notFound(resource: string): ApiError {
  return new ApiError(404, { status: 404, error: "Not Found", code: `${resource}_not_found` });
}

/** 405: the object is not in a state that allows this. */
export function notAllowed(code: string): ApiError {
  return new ApiError(405, { status: 405, error: "Method Not Allowed", code });
}

/** 400 with a sentence. */
export function badRequest(message: string): ApiError {
  return new ApiError(400, { status: 400, error: `BadRequest: ${message}` });
}

/** Codes by field, or by index and field for a batch. */
export type ErrorDetails = Record<string, string[] | Record<string, string[]>>;

/** 422 with codes per field. */
export function invalid(details: ErrorDetails): ApiError {
  return new ApiError(422, {
    status: 422,
    error: "Unprocessable Entity",
    code: "validation_errors",
    error_details: details,
  });
}

/** Field codes of a failed parse: absent or empty is `value_is_mandatory`, anything else `value_is_invalid`. */
export function issueCodes(error: z.ZodError): Record<string, string[]> {
  const details: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = issue.path.map(String).join(".") || "base";
    const isAbsent = issue.input === undefined || issue.input === null || issue.input === "";
    (details[field] ??= []).push(isAbsent ? "value_is_mandatory" : "value_is_invalid");
  }
  return details;
}
