/** What only something that never happens reaches, however busy the machine is. */
const LIMIT_MS = 60_000;

/** How often to look, and how long; ms. */
interface Patience {
  everyMs?: number;
  limitMs?: number;
}

/** Looks until it finds something truthy, and answers that. Throws after a minute, saying what it waited for. */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  { everyMs = 5, limitMs = LIMIT_MS }: Patience = {},
): Promise<Exclude<T, false | null | undefined>> {
  for (const endMs = Date.now() + limitMs;;) {
    const found = await look();
    if (found) return found as Exclude<T, false | null | undefined>;
    if (Date.now() > endMs) {
      throw new Error(`waited in vain for ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
