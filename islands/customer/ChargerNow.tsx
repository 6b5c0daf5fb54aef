import { useEffect, useState } from "preact/hooks";
import { Badge } from "../../components/Badge.tsx";
import type { PublicCharger } from "@/lib/charging/mod.ts";
import type { ChargerTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import { STATE_LOOK, type StateWords } from "./charger_state.ts";

type Words = StateWords & Record<"Connector {n}" | "{free} of {total} free", string>;

const lookOf = (state: PublicCharger["state"]) => STATE_LOOK[state === "free" ? "online" : state];

/**
 * A charger and its connectors as they are now. A signed-in reader is told by the stream when to look
 * again; `pollMs` looks by itself where there is no stream.
 */
export default function ChargerNow({ charger, chargeBoxId, outfits, pollMs, words }: {
  charger: PublicCharger;
  chargeBoxId: string;
  /** Plug and power in words by connector id. */
  outfits: Record<string, string>;
  pollMs?: number;
  words: Words;
}) {
  const [shown, setShown] = useState(charger);
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      const response = await fetch(`/api/public/chargers/${encodeURIComponent(charger.id)}`);
      if (response.ok) setShown(await response.json());
    };
    // A look that failed is repeated with the next change.
    const lookQuietly = () => void look().catch(() => {});
    const stop = live.on<{ chargers: ChargerTick[] }>("charger.status", (data) => {
      if (data.chargers.some((each) => each.chargeBoxId === chargeBoxId)) lookQuietly();
    });
    const timer = pollMs ? setInterval(lookQuietly, pollMs) : undefined;
    return () => {
      stop();
      clearInterval(timer);
    };
  }, []);
  const { tone, word } = lookOf(shown.state);
  return (
    <div data-charger={chargeBoxId} data-state={shown.state}>
      <p role="status" class="flex flex-wrap items-center gap-3">
        <Badge tone={tone}>{words[word]}</Badge>
        {shown.state !== "offline" && (
          <span class="text-sm text-ink-muted">
            {words["{free} of {total} free"]
              .replace("{free}", String(shown.free)).replace("{total}", String(shown.total))}
          </span>
        )}
      </p>
      {shown.connectors.length > 0 && (
        <ul class="mt-3 grid gap-2 sm:grid-cols-2">
          {shown.connectors.map((one) => {
            const look = lookOf(one.state);
            return (
              <li
                key={one.id}
                data-connector={one.id}
                class="flex items-center justify-between gap-3 rounded-lg border border-border-subtle px-3 py-2"
              >
                <span class="min-w-0">
                  <span class="block text-sm font-medium">
                    {words["Connector {n}"].replace("{n}", String(one.id))}
                  </span>
                  <span class="block text-sm text-ink-muted">{outfits[one.id]}</span>
                </span>
                <Badge tone={look.tone}>{words[look.word]}</Badge>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
