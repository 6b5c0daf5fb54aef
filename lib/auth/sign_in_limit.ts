import { clientNetwork } from "@/lib/platform/client_network.ts";
import { limit } from "@/lib/platform/errors.ts";

/** The part of the platform's rate limiter that signing in needs. */
export interface SignInLimiter {
  consume(
    key: string,
    budget: { points: number; perSec: number },
  ): Promise<{ allowed: boolean; resetMs: number }>;
}

/** Spec 3.3: ten tries a minute, counted per address of the network and per account. */
export const SIGN_IN_BUDGET = { points: 10, perSec: 60 };

/** The part of a key that names the network a try comes from. */
export const networkKey = (ip: string | undefined): string =>
  `ip:${ip === undefined ? "unknown" : clientNetwork(ip)}`;

/** Counts one try under every key; throws `limit` with the seconds to wait when one is exhausted. */
export async function countTry(limiter: SignInLimiter, keys: string[]): Promise<void> {
  for (const key of keys) {
    const { allowed, resetMs } = await limiter.consume(key, SIGN_IN_BUDGET);
    if (allowed) continue;
    const retryAfterSec = Math.max(1, Math.ceil(resetMs / 1000));
    throw limit(`Too many requests. Retry after ${retryAfterSec}s.`, {
      code: "rate_limited",
      retryAfterSec,
    });
  }
}
