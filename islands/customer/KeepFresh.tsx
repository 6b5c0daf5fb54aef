import { useEffect } from "preact/hooks";
import type { ChargerTick, SessionTick, StartTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import { partsOf, takeFreshParts } from "./fresh_parts.ts";
import { type Found, freshRhythm } from "./fresh_rhythm.ts";

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
        const response = await fetch(location.href, { signal: away.signal });
        if (response.status === 429 || response.status >= 500) return "away";
        // Signed out, or the charger is gone: the next press says which.
        if (!response.ok || response.redirected) return "never";
        const newer = new DOMParser().parseFromString(await response.text(), "text/html");
        known = takeFreshParts(document, newer, known);
        return { againMs: againMs() };
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
    const isHere = (each: { chargeBoxId: string }) =>
      chargeBoxId === undefined || each.chargeBoxId === chargeBoxId;
    const stops = [
      live.on<{ chargers: ChargerTick[] }>("charger.status", ({ chargers }) => {
        if (chargers.some((each) => each.chargeBoxId === chargeBoxId)) rhythm.changed();
      }),
      live.on<{ sessions: SessionTick[] }>("session.changed", ({ sessions }) => {
        if (sessions.some(isHere)) rhythm.changed();
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

function againMs(): number | null {
  const part = document.querySelector<HTMLElement>("[data-again-ms]");
  return part ? Number(part.dataset.againMs) : null;
}
