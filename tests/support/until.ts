/** What only something that never happens reaches, however busy the machine is. */
const LIMIT_MS = 60_000;

/** How often to look, and how long; ms. */
interface Patience {
  everyMs?: number;
  limitMs?: number;
}

type Nothing = false | null | undefined | 0 | "";

/**
 * Looks until it finds something truthy, and answers that. Throws after `limitMs`, saying what it waited
 * for, also when a look itself never ends.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  { everyMs = 5, limitMs = LIMIT_MS }: Patience = {},
): Promise<Exclude<T, Nothing>> {
  const limit = Promise.withResolvers<never>();
  limit.promise.catch(() => {});
  const timer = setTimeout(() => {
    limit.reject(new Error(`waited in vain for ${typeof what === "string" ? what : what()}`));
  }, limitMs);
  try {
    for (;;) {
      const found = await Promise.race([look(), limit.promise]);
      if (found) return found as Exclude<T, Nothing>;
      await Promise.race([moment(everyMs), limit.promise]);
    }
  } finally {
    clearTimeout(timer);
  }
}

const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
