import { drizzle } from "drizzle-orm/postgres-js";
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Sql } from "@/db/client.ts";
import { rateLimits } from "@/db/schema/platform.ts";
import type { Clock } from "./clock.ts";
import { logger } from "./log.ts";
import { messageOf } from "./errors.ts";

/** `points` requests per window of `perSec` seconds. */
export interface RateLimitRule {
  points: number;
  perSec: number;
}

export interface RateLimitResult {
  allowed: boolean;
  /** Requests left in this window. */
  remaining: number;
  /** Milliseconds until the window ends. */
  resetMs: number;
}

const WARN_EVERY_MS = 60_000;

/**
 * Counts requests per key in Postgres, so that all replicas share one count. While Postgres does not
 * answer, each process counts by itself in memory. A key that is over its limit is refused from
 * memory until its window ends and costs no query.
 */
export class RateLimiter {
  readonly #db;
  readonly #clock: Clock;
  readonly #limiters = new Map<string, RateLimiterDrizzle>();
  readonly #log = logger("rate-limit");
  #warnedAtMs = -Infinity;

  constructor(options: { sql: Sql; clock: Clock }) {
    this.#db = drizzle(options.sql as never, { casing: "snake_case" });
    this.#clock = options.clock;
  }

  /** Takes one point of `key` under `rule`. Never throws because of the database. */
  async consume(key: string, rule: RateLimitRule): Promise<RateLimitResult> {
    try {
      return toResult(await this.#limiterOf(rule).consume(key), true);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return toResult(refusal, false);
      throw refusal;
    }
  }

  #limiterOf(rule: RateLimitRule): RateLimiterDrizzle {
    const id = `${rule.points}/${rule.perSec}`;
    const known = this.#limiters.get(id);
    if (known) return known;
    const { points, perSec: duration } = rule;
    const insuranceLimiter = new RateLimiterMemory({ keyPrefix: "rl", points, duration });
    const limiter = new RateLimiterDrizzle({
      storeClient: this.#db,
      schema: rateLimits,
      keyPrefix: "rl",
      points,
      duration,
      // Expired rows are removed by an upkeep job; a timer here would outlive the pool.
      clearExpiredByTimeout: false,
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: this.#reporting(insuranceLimiter),
    });
    this.#limiters.set(id, limiter);
    return limiter;
  }

  #reporting(limiter: RateLimiterMemory): RateLimiterMemory {
    const consume = limiter.consume.bind(limiter);
    limiter.consume = (...args) => {
      const nowMs = this.#clock.nowMs();
      if (nowMs - this.#warnedAtMs >= WARN_EVERY_MS) {
        this.#warnedAtMs = nowMs;
        this.#log.warning("Postgres does not count requests: this process counts by itself.");
      }
      return consume(...args).catch((error: unknown) => {
        if (!(error instanceof RateLimiterRes)) {
          this.#log.error("The rate limiter failed.", { error: messageOf(error) });
        }
        throw error;
      });
    };
    return limiter;
  }
}

function toResult(res: RateLimiterRes, allowed: boolean): RateLimitResult {
  return {
    allowed,
    remaining: allowed ? res.remainingPoints : 0,
    resetMs: Math.max(0, res.msBeforeNext),
  };
}
