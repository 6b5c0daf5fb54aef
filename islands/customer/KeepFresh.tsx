import { useEffect } from "preact/hooks";
import type { ChargerTick, SessionTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import { partsOf, takeFreshParts } from "./fresh_parts.ts";

/** Changes come in bunches: the page is asked for once they are through, and not more often than this, ms. */
const PAUSE_MS = 400;
const AWAY_MS = 5_000;

/**
 * Keeps the parts of a charger's page that are marked with `data-fresh` as the server would make them now:
 * whenever the charger or one of the driver's sessions changes, and every `data-again-ms` of a part. All
 * come from one rendering, so they agree. Shows nothing itself.
 */
export default function KeepFresh({ chargeBoxId }: { chargeBoxId: string }) {
  useEffect(() => {
    let known = partsOf(document);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    let hasChanged = false;
    const away = new AbortController();
    const later = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(look, ms);
    };
    const look = async () => {
      if (document.hidden) return void (hasChanged = true);
      if (isAsking) return later(PAUSE_MS);
      isAsking = true;
      hasChanged = false;
      try {
        const response = await fetch(location.href, { signal: away.signal });
        // Signed out, or the charger is gone: the next press says which.
        if (!response.ok || response.redirected) return;
        const newer = new DOMParser().parseFromString(await response.text(), "text/html");
        known = takeFreshParts(document, newer, known);
        again();
      } catch {
        if (!away.signal.aborted) later(AWAY_MS);
      } finally {
        isAsking = false;
      }
    };
    const again = () => {
      const part = document.querySelector<HTMLElement>("[data-again-ms]");
      if (part) later(Number(part.dataset.againMs));
    };
    const onReturn = () => !document.hidden && hasChanged && later(0);
    const stops = [
      live.on<{ chargers: ChargerTick[] }>("charger.status", ({ chargers }) => {
        if (chargers.some((each) => each.chargeBoxId === chargeBoxId)) later(PAUSE_MS);
      }),
      live.on<{ sessions: SessionTick[] }>("session.changed", ({ sessions }) => {
        if (sessions.some((each) => each.chargeBoxId === chargeBoxId)) later(PAUSE_MS);
      }),
    ];
    document.addEventListener("visibilitychange", onReturn);
    again();
    return () => {
      away.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onReturn);
      stops.forEach((stop) => stop());
    };
  }, []);
  return null;
}
