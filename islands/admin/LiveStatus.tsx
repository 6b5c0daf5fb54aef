import { useEffect, useState } from "preact/hooks";
import { formatTime } from "../../components/format.ts";
import { Bell } from "../../components/icons.ts";
import { live, type LiveState } from "../live.ts";

const LOOK: Record<LiveState, { accent: string; word: string }> = {
  connecting: { accent: "accent accent-muted", word: "Connecting" },
  live: { accent: "accent accent-emerald", word: "Live" },
  stale: { accent: "accent accent-amber", word: "Reconnecting" },
  off: { accent: "accent accent-rose", word: "Not live" },
};

/** Keeps the page's live connection, says how it stands, and counts unread notices. */
export default function LiveStatus({ after, unread, locale, timeZone }: {
  /** Where the stream begins: the position the page was made at. */
  after: number;
  unread: number | null;
  locale: string;
  timeZone: string;
}) {
  const [count, setCount] = useState(unread);
  const state = live.state.value;
  useEffect(() => {
    live.connect(`/api/stream/admin?after=${after}`);
    return live.on<{ unread: number }>("notification.raised", (data) => setCount(data.unread));
  }, []);
  const isOld = live.missed.value;
  const { accent, word } = isOld ? { ...LOOK.stale, word: "Changes missed" } : LOOK[state];
  const heard = live.heardAt.value;
  const since = state === "live" || heard === null
    ? ""
    : ` since ${formatTime(new Date(heard), { locale, timeZone }, true)}`;
  return (
    <>
      <div class={`js-only ${accent} flex items-center`} role="status" data-live={state}>
        <span
          class="inline-flex items-center gap-1.5 rounded-pill border border-accent/30 bg-accent/10 px-2.5 py-0.5 text-xs font-medium whitespace-nowrap text-accent-ink"
          title={`${word}${since}`}
        >
          <span
            aria-hidden="true"
            class={`size-2 rounded-pill bg-accent ${state === "live" ? "live-dot relative" : ""}`}
          />
          <span class={state === "live" && !isOld ? "max-sm:sr-only" : ""}>{word}</span>
          {(isOld || state === "off") && <a href="" class="underline underline-offset-2">Reload</a>}
        </span>
      </div>
      <a
        href="/notifications"
        aria-label={count ? `Notifications, ${count} unread` : "Notifications"}
        class="tap-square relative inline-flex items-center justify-center rounded-md hover:bg-ink/5"
      >
        <Bell size={20} aria-hidden="true" />
        {count
          ? (
            <span
              aria-hidden="true"
              data-unread={count}
              class="accent accent-rose absolute top-0 right-0 min-w-5 rounded-pill bg-accent-solid px-1 text-center text-xs/5 font-medium text-accent-on tabular-nums"
            >
              {count > 99 ? "99+" : count}
            </span>
          )
          : null}
      </a>
    </>
  );
}
