import type { ComponentChildren } from "preact";
import { useEffect, useReducer } from "preact/hooks";
import type { Tone } from "../../components/accent.ts";
import { Badge } from "../../components/Badge.tsx";
import { Banner } from "../../components/Banner.tsx";
import { Spinner } from "../../components/Spinner.tsx";
import type { SessionTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import type { SessionWords } from "./live_words.ts";
import { type FollowedOperation, followOperation, isOpen } from "./operation_poll.ts";
import { hear, type Phase, phaseOf, stopFailure } from "./session_phase.ts";
import SessionCard from "./SessionCard.tsx";
import type { StopWords } from "./start_words.ts";

interface Props {
  session: SessionTick;
  /** The latest stop that was asked for; null: none. */
  stop: FollowedOperation | null;
  /** "Bay 1, connector 2" and when it began, in words. */
  place: string;
  since: string;
  basis: string | null;
  locale: string;
  timeZone: string;
  words: SessionWords & StopWords;
  /** The question whether to stop; nothing where that is not the reader's to do. */
  children?: ComponentChildren;
}

const PILL: Record<Phase, { tone: Tone; word: "Charging" | "Stopping…" | "Finished" }> = {
  charging: { tone: "success", word: "Charging" },
  stopping: { tone: "info", word: "Stopping…" },
  finished: { tone: "neutral", word: "Finished" },
};
/** The end is read out before the page with the final figures comes, ms. */
const READ_MS = 2_000;

/** A session under way on its own page: state, figures and stop, from one state. */
export default function SessionNow(props: Props) {
  const { basis, locale, timeZone, words } = props;
  const [now, tell] = useReducer(hear, { session: props.session, stop: props.stop });
  useEffect(() => {
    const take = ({ sessions }: { sessions: SessionTick[] }) =>
      sessions.forEach((session) => tell({ kind: "session", session }));
    const stops = [live.on("transaction.meter", take), live.on("session.changed", take)];
    if (props.stop && isOpen(props.stop)) {
      stops.push(followOperation(props.stop, { onNews: (stop) => tell({ kind: "stop", stop }) }));
    }
    return () => stops.forEach((stop) => stop());
  }, []);
  const phase = phaseOf(now);
  const { isLive } = now.session;
  useEffect(() => {
    // Where the charger alone says that it stopped, the final figures follow with the session's own word.
    if (isLive) return;
    const timer = setTimeout(() => location.reload(), READ_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  const { tone, word } = PILL[phase];
  return (
    <div class="space-y-4 sm:space-y-6" data-phase={phase}>
      <div class="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
        <Badge tone={tone} live={phase === "charging"}>{words[word]}</Badge>
        <span>{props.place}</span>
        <span>{props.since}</span>
      </div>
      <SessionCard
        session={now.session}
        phase={phase}
        basis={basis}
        reader={{ locale, timeZone }}
        isStale={live.state.value === "stale" || live.state.value === "off"}
        isOwnPage
        words={words}
      />
      <StopState
        phase={phase}
        message={now.stop?.message ?? null}
        failure={stopFailure(now)}
        words={words}
      >
        {props.children}
      </StopState>
    </div>
  );
}

function StopState({ phase, message, failure, words, children }: {
  phase: Phase;
  message: string | null;
  failure: string | null;
  words: SessionWords & StopWords;
  children: ComponentChildren;
}) {
  /** Messages of the API are among the words; one that a newer server adds is said as it is. */
  const said = (text: string) => (words as Record<string, string>)[text] ?? text;
  if (phase === "finished") {
    return (
      <Banner kind="success" title={words["Charging has stopped."]}>
        {words["The final figures follow within a minute."]}
      </Banner>
    );
  }
  if (phase === "stopping") {
    return (
      <p role="status" class="flex min-h-12 items-center gap-3">
        <Spinner />
        <span class="font-medium">{words["Stopping…"]}</span>
        {message && <span class="text-sm text-ink-muted">{said(message)}</span>}
      </p>
    );
  }
  return (
    <div class="space-y-3">
      {failure && <Banner kind="error" title={words["Still charging"]}>{said(failure)}</Banner>}
      {children}
    </div>
  );
}
