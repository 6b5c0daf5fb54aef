import type { SessionTick } from "@/lib/live/mod.ts";

/** The sessions under way after `ticks` came: changed ones replaced, new ones added, ended ones gone. */
export function withTicks(
  shown: readonly SessionTick[],
  ticks: readonly SessionTick[],
): SessionTick[] {
  const byId = new Map(shown.map((session) => [session.id, session]));
  for (const tick of ticks) {
    if (tick.isLive) byId.set(tick.id, tick);
    else byId.delete(tick.id);
  }
  return [...byId.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id - a.id);
}
