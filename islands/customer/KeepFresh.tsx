import { useEffect } from "preact/hooks";
import type { ChargerTick, CustomerMessages, StartTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import { partsOf, takeFreshParts } from "./fresh_parts.ts";
import { type Found, freshRhythm } from "./fresh_rhythm.ts";
import { hasNews } from "./session_news.ts";

/** A restart is caught up by every open page: they look over this time, ms. */
const CATCH_UP_MS = 20_000;
/** The reader is just at it: tried again after, ms. */
const BUSY_MS = 3_000;

/**
 * Keeps the parts of a page that are marked with `data-fresh` as the server would make them now: whenever
 * a session of the driver begins or ends, they start one, or the charger changes that the page is about,
 * and every `data-again-ms` of a part. All come from one rendering, so they agree. Shows nothing itself.
 */
export default function KeepFresh({ chargeBoxId }: {
  /** The page is about this charger: what happens elsewhere does not change it. */
  chargeBoxId?: string;
}) {
  useEffect(() => {
    let known = partsOf(document);
    const away = new AbortController();
    const look = async (): Promise<Found> => {
      try {
        const response = await fetch(location.href, {
          headers: { "x-look": "again" },
          signal: away.signal,
        });
        if (response.status === 429 || response.status >= 500) return "away";
        // Signed out, or the charger is gone: the next press says which.
        if (!response.ok || response.redirected) return "never";
        const newer = new DOMParser().parseFromString(await response.text(), "text/html");
        const taken = takeFreshParts(document, newer, known);
        known = taken.known;
        if (taken.hasFailed) return "away";
        return { againMs: taken.isBusy ? BUSY_MS : againMs() };
      } catch {
        return away.signal.aborted ? "never" : "away";
      }
    };
    const rhythm = freshRhythm({
      look,
      isHidden: () => document.hidden,
      wait: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
    const heard = new Map<number, boolean>();
    const isHere = (each: { chargeBoxId: string }) =>
      chargeBoxId === undefined || each.chargeBoxId === chargeBoxId;
    const stops = [
      live.on<{ chargers: ChargerTick[] }>("charger.status", ({ chargers }) => {
        if (chargers.some((each) => each.chargeBoxId === chargeBoxId)) rhythm.changed();
      }),
      live.on<CustomerMessages["session.changed"]>("session.changed", (message) => {
        const { sessions, isCatchUp } = message;
        if (!hasNews(heard, sessions.filter(isHere), { isCatchUp })) return;
        rhythm.changed(isCatchUp ? CATCH_UP_MS : 0);
      }),
      live.on<CustomerMessages["transaction.meter"]>("transaction.meter", ({ sessions }) => {
        // A beginning has a word of its own; here is only learned what runs.
        hasNews(heard, sessions.filter(isHere));
      }),
      live.on<{ start: StartTick }>("start.asked", ({ start }) => {
        if (isHere(start.operation)) rhythm.changed();
      }),
    ];
    document.addEventListener("visibilitychange", rhythm.seen);
    rhythm.rest(againMs());
    return () => {
      away.abort();
      rhythm.stop();
      document.removeEventListener("visibilitychange", rhythm.seen);
      stops.forEach((stop) => stop());
    };
  }, []);
  return null;
}

/** The shortest of what the parts ask for. */
function againMs(): number | null {
  const asked = [...document.querySelectorAll<HTMLElement>("[data-again-ms]")]
    .map((part) => Number(part.dataset.againMs));
  return asked.length > 0 ? Math.min(...asked) : null;
}
