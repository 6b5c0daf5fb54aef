/**
 * An error that carries an HTTP status. Throwing it anywhere in a middleware, handler or component
 * ends the request and hands it to the nearest error page, which should answer with that status.
 *
 * @example
 * ```ts
 * throw new HttpError(403, "Admin access required");
 * ```
 */
export class HttpError extends Error {
  /** HTTP status code, 400 to 599. */
  readonly status: number;

  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message ?? REASONS[status] ?? `HTTP ${status}`, options);
    this.name = "HttpError";
    this.status = status;
  }
}

const REASONS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
