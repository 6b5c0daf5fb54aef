import { listSessionEvents } from "@/lib/billing/mod.ts";
import { getSession, liveSnapshot, sessionCosts, sessionCurve } from "@/lib/charging/mod.ts";
import { sessionTick } from "@/lib/live/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export type DriverSession = Awaited<ReturnType<typeof loadDriverSession>>;

/**
 * All of one session's page for its driver.
 * @throws AppError `not_found` when it does not exist or is not theirs: the two look the same.
 */
export async function loadDriverSession(
  ctx: Ctx,
  input: { transactionId: number; userId: string },
) {
  const { userId, transactionId } = input;
  const { session, row } = await getSession(ctx, { by: { transactionId }, userId });
  const [events, curve, costs, ticks] = await Promise.all([
    listSessionEvents(ctx, { sessionId: session.id }),
    sessionCurve(ctx, row),
    sessionCosts(ctx, [row]),
    session.isLive ? liveSnapshot(ctx, { sessionIds: [session.id], userId }) : [],
  ]);
  return {
    session,
    events,
    curve,
    cost: costs.get(session.id) ?? null,
    tick: ticks[0] ? sessionTick(ticks[0]) : null,
    peakPowerW: curve.reduce<number | null>(
      (peak, point) => point.powerW === null ? peak : Math.max(peak ?? 0, point.powerW),
      null,
    ),
  };
}
