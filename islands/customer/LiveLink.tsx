import { useEffect } from "preact/hooks";
import { formatTime } from "../../components/format.ts";
import { live } from "../live.ts";
import type { LiveWords } from "./live_words.ts";

/** Keeps the page's one live connection and says so when it is cut. */
export default function LiveLink({ after, locale, timeZone, words }: {
  /** Where the stream begins: the position the page was made at. */
  after: number;
  locale: string;
  timeZone: string;
  words: LiveWords;
}) {
  useEffect(() => {
    live.connect(`/api/stream/customer?after=${after}`);
  }, []);
  const state = live.state.value;
  const heard = live.heardAt.value;
  const isQuiet = (state === "live" || state === "connecting") && !live.missed.value;
  return (
    <div role="status" data-live={state} class={isQuiet ? "sr-only" : ""}>
      {!isQuiet && (
        <p class="accent accent-amber flex flex-wrap items-center gap-x-3 rounded-lg border border-accent/30 bg-accent/8 px-4 py-2 text-sm text-accent-ink">
          <span>
            {live.missed.value
              ? words["Something changed while you were away."]
              : words["The live connection is cut."]}
            {heard !== null && !live.missed.value &&
              ` ${
                words["Figures are as of {time}."].replace(
                  "{time}",
                  formatTime(new Date(heard), { locale, timeZone }, true),
                )
              }`}
          </span>
          <a href="" class="underline underline-offset-2">{words.Reload}</a>
        </p>
      )}
    </div>
  );
}
