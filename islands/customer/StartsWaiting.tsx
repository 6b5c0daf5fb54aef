import { useEffect, useState } from "preact/hooks";
import { formatTime } from "../../components/format.ts";
import type { StartTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import { type HeardStart, joinStart } from "./join_start.ts";
import type { WaitingWords } from "./start_words.ts";
import StartWaiting from "./StartWaiting.tsx";

/**
 * The driver's starts that wait for their cars; one that is asked for on another device joins them.
 * Without a script: as they were.
 */
export default function StartsWaiting({ starts, now, locale, timeZone, words }: {
  starts: StartTick[];
  /** When the page was made, ISO 8601. */
  now: string;
  locale: string;
  timeZone: string;
  words: WaitingWords;
}) {
  const [shown, setShown] = useState<readonly HeardStart[]>(() =>
    starts.map((start) => ({ start, heardAtMs: Date.parse(now) }))
  );
  useEffect(
    () =>
      live.on<{ start: StartTick }>(
        "start.asked",
        ({ start }) => setShown((before) => joinStart(before, start, Date.now())),
      ),
    [],
  );
  const title = ({ chargerName, operation: { connectorId } }: StartTick) =>
    connectorId === null
      ? words["Starting at {charger}"].replace("{charger}", () => chargerName)
      : words["Starting at {charger}, connector {n}"]
        .replace(/\{(charger|n)\}/g, (_, name) => name === "n" ? String(connectorId) : chargerName);
  const until = ({ start: { keptUntil }, heardAtMs }: HeardStart) =>
    Date.parse(keptUntil) <= heardAtMs ? null : words["The charger waits until {time}."]
      .replace("{time}", formatTime(new Date(keptUntil), { locale, timeZone }));
  return (
    <>
      {shown.map((heard) => (
        <StartWaiting
          key={heard.start.operation.id}
          operation={heard.start.operation}
          title={title(heard.start)}
          until={until(heard)}
          words={words}
        />
      ))}
    </>
  );
}
