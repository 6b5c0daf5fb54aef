/** Requests per second by kind; undefined is no limit. */
export interface RateLimits {
  events?: number;
  currentUsage?: number;
  other?: number;
}

/** What one request gets: headers always, `isOver` when it must be refused. */
export interface RateVerdict {
  headers: Record<string, string>;
  isOver: boolean;
}

/** Counts requests in whole seconds of the real clock, all keys together, as Lago documents. */
export class RateLimiter {
  #second = -1;
  #counts = new Map<string, number>();

  constructor(readonly limits: RateLimits, readonly realNow: () => number = Date.now) {}

  /** Undefined where no limit is set. `path` is below `/api/v1`. */
  take(method: string, path: string): RateVerdict | undefined {
    const kind = method === "POST" && /^\/events(\/batch)?$/.test(path)
      ? "events"
      : path.endsWith("/current_usage")
      ? "currentUsage"
      : "other";
    const limit = this.limits[kind];
    if (limit === undefined) return undefined;
    const second = Math.floor(this.realNow() / 1000);
    if (second !== this.#second) this.#counts.clear();
    this.#second = second;
    const used = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, used);
    return { headers: rateHeaders(limit, Math.max(0, limit - used), 1), isOver: used > limit };
  }
}

/** Lago's headers; `resetSeconds` is how long to wait, not a moment. */
export function rateHeaders(
  limit: number,
  remaining: number,
  resetSeconds: number,
): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(resetSeconds),
  };
}
