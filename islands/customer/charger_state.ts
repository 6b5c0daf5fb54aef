import { useEffect, useState } from "preact/hooks";
import type { Tone } from "../../components/accent.ts";
import type { ChargerTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";

export type ChargerStatus = ChargerTick["status"];
export type StateWords = Record<"Free" | "In use" | "Reserved" | "Offline", string>;

/** How a charger's state looks; the word is said in the reader's language. */
export const STATE_LOOK: Record<ChargerStatus, { tone: Tone; word: keyof StateWords }> = {
  online: { tone: "success", word: "Free" },
  in_use: { tone: "info", word: "In use" },
  reserved: { tone: "warning", word: "Reserved" },
  offline: { tone: "neutral", word: "Offline" },
};

/** States heard since the page was made, by charge box id. */
export const useHeardStates = (): ReadonlyMap<string, ChargerStatus> => {
  const [heard, setHeard] = useState<ReadonlyMap<string, ChargerStatus>>(new Map());
  useEffect(
    () =>
      live.on<{ chargers: ChargerTick[] }>(
        "charger.status",
        ({ chargers }) =>
          setHeard((before) =>
            new Map([
              ...before,
              ...chargers.map(({ chargeBoxId, status }) => [chargeBoxId, status] as const),
            ])
          ),
      ),
    [],
  );
  return heard;
};
