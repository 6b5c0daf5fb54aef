import { type CostSoFar, costsSoFar, type SessionView } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { loadPart } from "./load_part.ts";

/** What those of the sessions that still run cost until now, for `SessionTable`; undefined when it fails. */
export async function loadSoFar(
  ctx: Ctx,
  sessions: readonly Pick<SessionView, "id" | "isLive">[],
): Promise<ReadonlyMap<number, CostSoFar> | undefined> {
  return await loadPart(ctx, "costs", costsSoFar(ctx, sessions)) ?? undefined;
}

/** How often the figures of a list with a session under way are read again, ms; never where none is. */
export const growingMs = (sessions: readonly Pick<SessionView, "isLive">[]) =>
  sessions.some(({ isLive }) => isLive) ? 20_000 : undefined;
