const REASONS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  422: "Unprocessable Entity",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** An answer other than 2xx; anything else that is thrown becomes a 500 with its message. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** The one text SteVe has for every value it cannot accept. */
export function badRequest(): ApiError {
  return new ApiError(400, "Error understanding the request");
}

/** SteVe's error body; `url` is the full address without its query. */
export function errorBody(status: number, message: string, url: string, nowMs: number) {
  return {
    timestamp: new Date(nowMs).toISOString(),
    status,
    error: REASONS[status] ?? "Error",
    message,
    path: url,
  };
}
