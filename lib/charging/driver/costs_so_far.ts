import type { Ctx } from "@/lib/platform/context.ts";
import { liveSnapshot } from "../live_sessions.ts";
import type { SessionView } from "../session_view.ts";

export interface CostSoFar {
  costCents: number;
  currency: string;
}

/** Estimated cost of those of the sessions that still run, by session id; left out where no price is known. */
export async function costsSoFar(
  ctx: Ctx,
  sessions: readonly Pick<SessionView, "id" | "isLive">[],
): Promise<Map<number, CostSoFar>> {
  const sessionIds = sessions.filter((session) => session.isLive).map((session) => session.id);
  const found = await liveSnapshot(ctx, { sessionIds });
  return new Map(
    found.flatMap(({ id, costCents, currency }) =>
      costCents === null || currency === null ? [] : [[id, { costCents, currency }] as const]
    ),
  );
}
