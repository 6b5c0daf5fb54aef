import type { Ctx } from "@/lib/platform/context.ts";
import { listChargers } from "../list_chargers.ts";

/** `listChargers` answers at most so many. */
const PART = 200;

/** Which of these chargers are heard of and have a free connector now, with their names. */
export async function freeChargers(
  ctx: Ctx,
  chargeBoxIds: readonly string[],
): Promise<{ chargeBoxId: string; name: string }[]> {
  const free: { chargeBoxId: string; name: string }[] = [];
  for (let from = 0; from < chargeBoxIds.length; from += PART) {
    const found = await listChargers(ctx, { chargeBoxIds: chargeBoxIds.slice(from, from + PART) });
    for (const { chargeBoxId, name, isOnline, status } of found) {
      // Nobody hears of an unmanaged charger: that it is free is a guess, and no news.
      if (isOnline && status === "online") free.push({ chargeBoxId, name });
    }
  }
  return free;
}
