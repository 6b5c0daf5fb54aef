import { useEffect, useRef, useState } from "preact/hooks";
import { Badge } from "../../components/Badge.tsx";
import { LinkButton } from "../../components/LinkButton.tsx";
import { STATE_LOOK, useHeardStates } from "./charger_state.ts";
import { drawMap, type MapPin, type MapWords } from "./map_draw.ts";

type Words =
  & MapWords
  & Record<
    "Open" | "Directions" | "The map could not be loaded. The list has the same chargers.",
    string
  >;

/** Chargers on a map. Without `tiles` they stand on a plain grid with a scale, and nothing is asked of
 * anybody else. A pin that is pressed is told below the map. */
export default function ChargerMap({ pins, here, tiles, words }: {
  pins: MapPin[];
  here: { lat: number; lon: number } | null;
  tiles: { url: string; attribution: string } | null;
  words: Words;
}) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<ReturnType<typeof drawMap> | null>(null);
  const [state, setState] = useState<"loading" | "drawn" | "failed">("loading");
  const [chosenId, setChosen] = useState<string | null>(null);
  const heard = useHeardStates();
  const shown = pins.map((pin) => ({ ...pin, status: heard.get(pin.chargeBoxId) ?? pin.status }));
  const chosen = shown.find((pin) => pin.chargeBoxId === chosenId);

  useEffect(() => {
    let isGone = false;
    import("leaflet").then(({ default: leaflet }) => {
      if (isGone || !box.current) return;
      map.current = drawMap({
        leaflet,
        box: box.current,
        here,
        tiles,
        words,
        onChoose: setChosen,
      });
      setState("drawn");
    }).catch(() => setState("failed"));
    return () => {
      isGone = true;
      map.current?.stop();
      map.current = null;
    };
  }, []);
  useEffect(() => map.current?.show(shown), [state, heard]);

  if (state === "failed") {
    return (
      <p class="text-sm text-ink-muted">
        {words["The map could not be loaded. The list has the same chargers."]}
      </p>
    );
  }
  return (
    <div>
      <div
        ref={box}
        role="region"
        aria-label={words["Map of the chargers in the list"]}
        data-map={state}
        class="charger-map isolate h-64 overflow-hidden rounded-lg border border-border-subtle sm:h-96"
      />
      <div aria-live="polite">
        {chosen && (
          <div class="mt-2 flex flex-wrap items-center gap-3 rounded-lg border border-border-subtle bg-sunken px-4 py-3">
            <p class="flex min-w-0 flex-1 basis-56 items-center justify-between gap-3 font-medium">
              {chosen.name}
              <Badge tone={STATE_LOOK[chosen.status].tone}>
                {words[STATE_LOOK[chosen.status].word]}
              </Badge>
            </p>
            <div class="flex gap-2 max-sm:w-full max-sm:*:flex-1">
              <LinkButton href={chosen.href} variant="primary">{words["Open"]}</LinkButton>
              <LinkButton href={chosen.directions} external>{words["Directions"]}</LinkButton>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
