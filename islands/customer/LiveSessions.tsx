import { useEffect, useState } from "preact/hooks";
import type { SessionTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import type { SessionWords } from "./live_words.ts";
import { newerOf } from "./session_phase.ts";
import { shownSessions } from "./shown_sessions.ts";
import SessionCard from "./SessionCard.tsx";

interface Props {
  sessions: SessionTick[];
  /** Where the cost comes from, e.g. the plan's name. */
  basis: string | null;
  locale: string;
  timeZone: string;
  words: SessionWords;
}

/** The driver's sessions under way. Without a script: as they were when the page was made. */
export default function LiveSessions(
  { sessions, basis, locale, timeZone, words }: Props,
) {
  const [shown, setShown] = useState(sessions);
  useEffect(() => {
    const take = (data: { sessions: SessionTick[] }) =>
      setShown((before) => merge(before, data.sessions));
    const stops = [live.on("transaction.meter", take), live.on("session.changed", take)];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => {
    shownSessions.value = new Set(shown.map((session) => session.steveTransactionId));
  }, [shown]);
  if (shown.length === 0) return null;
  const isStale = live.state.value === "stale" || live.state.value === "off";
  return (
    <div class="space-y-4" data-sessions>
      {shown.map((session) => (
        <SessionCard
          key={session.id}
          session={session}
          phase={session.isLive ? "charging" : "finished"}
          basis={basis}
          reader={{ locale, timeZone }}
          isStale={isStale}
          words={words}
        />
      ))}
    </div>
  );
}

/** New words replace old ones; a session that begins now joins in front, one that ended stays to be seen. */
function merge(before: SessionTick[], news: SessionTick[]): SessionTick[] {
  const byId = new Map(news.map((session) => [session.id, session]));
  const kept = before.map((session) => {
    const next = byId.get(session.id);
    byId.delete(session.id);
    return next ? newerOf(session, next) : session;
  });
  return [...[...byId.values()].filter((session) => session.isLive), ...kept];
}
