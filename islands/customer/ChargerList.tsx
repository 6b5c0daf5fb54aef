import { useEffect, useState } from "preact/hooks";
import { Badge } from "../../components/Badge.tsx";
import { Star } from "../../components/icons.ts";
import type { Tone } from "../../components/accent.ts";
import type { ChargerTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";
import type { ChargerWords } from "./charger_words.ts";

export interface ChargerItem {
  chargeBoxId: string;
  href: string;
  name: string;
  address: string | null;
  /** Plugs and power in words, e.g. "2 × Type 2 · 22 kW". */
  outfit: string;
  isFavourite: boolean;
  status: "online" | "in_use" | "reserved" | "offline";
}

const LOOK: Record<ChargerItem["status"], { tone: Tone; word: keyof ChargerWords }> = {
  online: { tone: "success", word: "Free" },
  in_use: { tone: "info", word: "In use" },
  reserved: { tone: "warning", word: "Reserved" },
  offline: { tone: "neutral", word: "Offline" },
};

/** Chargers with their state, as it changes. `onlyFree` hides the others. */
export default function ChargerList(
  { chargers, onlyFree, words }: {
    chargers: ChargerItem[];
    onlyFree: boolean;
    words: ChargerWords;
  },
) {
  const [shown, setShown] = useState(chargers);
  useEffect(() =>
    live.on<{ chargers: ChargerTick[] }>("charger.status", (data) => {
      const states = new Map(data.chargers.map((each) => [each.chargeBoxId, each.status]));
      setShown((before) =>
        before.map((each) => ({ ...each, status: states.get(each.chargeBoxId) ?? each.status }))
      );
    }), []);
  const rows = onlyFree ? shown.filter((each) => each.status === "online") : shown;
  if (rows.length === 0) {
    return (
      <p class="px-4 py-8 text-center text-sm text-ink-muted sm:px-6">
        {onlyFree
          ? words["No charger is free right now. The list changes by itself."]
          : words["No chargers are known yet."]}
      </p>
    );
  }
  return (
    <ul class="divide-y divide-border-subtle">
      {rows.map((charger) => (
        <li
          key={charger.chargeBoxId}
          class="relative flex items-center gap-3 px-4 py-3 hover:bg-ink/3 sm:px-6"
          data-charger={charger.chargeBoxId}
        >
          <div class="min-w-0 flex-1">
            <p class="truncate font-medium">
              <a
                href={charger.href}
                class="row-link underline-offset-2 hover:underline"
              >
                {charger.name}
              </a>
              {charger.isFavourite && (
                <span class="ml-1.5 inline-block align-[-2px] text-accent-ink">
                  <Star size={14} fill="currentColor" aria-hidden="true" />
                  <span class="sr-only">{words["Favourite"]}</span>
                </span>
              )}
            </p>
            <p class="truncate text-sm text-ink-muted">
              {[charger.outfit, charger.address].filter(Boolean).join(" · ")}
            </p>
          </div>
          <Badge tone={LOOK[charger.status].tone}>{words[LOOK[charger.status].word]}</Badge>
        </li>
      ))}
    </ul>
  );
}
