import { listSessionEvents } from "@/lib/billing/mod.ts";
import { getSession, liveSnapshot, sessionCosts, sessionCurve } from "@/lib/charging/mod.ts";
import { sessionTick } from "@/lib/live/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { attempt } from "../../(_components)/attempt.ts";
import { checkContinuity } from "./continuity.ts";

export type SessionPageData = NonNullable<Awaited<ReturnType<typeof loadSession>>>;

/** All of one session's page, or null when nobody has heard of the transaction. */
export async function loadSession(ctx: Ctx, transactionId: number) {
  const found = await getSession(ctx, { by: { transactionId } }).catch((error) => {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  });
  if (!found) return null;
  const { session, row } = found;
  const [events, curve, costs, ticks] = await Promise.all([
    listSessionEvents(ctx, { sessionId: session.id }),
    attempt(ctx, "session curve", () => sessionCurve(ctx, row)),
    attempt(ctx, "session cost", () => sessionCosts(ctx, [row])),
    session.isLive ? liveSnapshot(ctx, { sessionIds: [session.id] }) : [],
  ]);
  return {
    session,
    row,
    events,
    curve,
    cost: costs?.get(session.id) ?? null,
    tick: ticks[0] ? sessionTick(ticks[0]) : null,
    billedWh: events.reduce((total, event) => total + event.whDelta, 0),
    continuity: checkContinuity(events, row),
  };
}
