import type { SessionTick } from "@/lib/live/mod.ts";
import type { FollowedOperation } from "./operation_poll.ts";

/** What a session's page says of it, everywhere the same. It only goes forward, unless a stop fails. */
export type Phase = "charging" | "stopping" | "finished";

/** What is known of a session: its own word from the stream, and the latest stop's from the charger. */
export interface SessionNow {
  session: SessionTick;
  stop: FollowedOperation | null;
}

export type SessionNews =
  | { kind: "session"; session: SessionTick }
  | { kind: "stop"; stop: FollowedOperation };

/** A session that has ended does not begin again: words may come late. Pure. */
export const newerOf = (known: SessionTick, told: SessionTick): SessionTick =>
  !known.isLive && told.isLive ? known : told;

/** Takes news in. Pure. */
export function hear(now: SessionNow, news: SessionNews): SessionNow {
  if (news.kind === "stop") return { ...now, stop: news.stop };
  if (news.session.id !== now.session.id) return now;
  return { ...now, session: newerOf(now.session, news.session) };
}

/**
 * The one state. The end is told by whoever knows it first, the session or the charger that stopped it;
 * until then a stop under way counts, and a failed one leaves the session charging. Pure.
 */
export function phaseOf({ session, stop }: SessionNow): Phase {
  if (!session.isLive || stop?.state === "stopped") return "finished";
  return stop?.state === "pending" || stop?.state === "accepted" ? "stopping" : "charging";
}

/** Why the session still charges although it was to stop; null when nothing went wrong. Pure. */
export const stopFailure = (now: SessionNow): string | null =>
  phaseOf(now) === "charging" && now.stop !== null ? now.stop.message : null;
