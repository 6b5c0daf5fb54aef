import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import ChargerMap from "@/islands/customer/ChargerMap.tsx";
import FoundList from "@/islands/customer/FoundList.tsx";
import type { FoundCharger, Position } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { directions, distanceText, outfitOf, STATE_WORDS } from "./charger_texts.ts";

const LIST_WORDS = [
  ...STATE_WORDS,
  msg("{free} of {total} free"),
  msg("Directions"),
  msg("Favourite"),
  msg("away"),
] as const;
const MAP_WORDS = [
  ...STATE_WORDS,
  msg("Map of the chargers in the list"),
  msg("Zoom in"),
  msg("Zoom out"),
  msg("{n} chargers, {free} free"),
  msg("You are about here"),
  msg("Open"),
  msg("Directions"),
  msg("The map could not be loaded. The list has the same chargers."),
] as const;

const hrefOfCharger = ({ publicId }: FoundCharger) => `/chargers/${encodeURIComponent(publicId)}`;

/** Chargers as rows, each with its state as it changes. */
export function FoundRows({ chargers, favourites, price }: {
  chargers: FoundCharger[];
  favourites: readonly string[];
  /** Of a kWh, the same everywhere. */
  price: string | null;
}) {
  const t = useT();
  const reader = useReader();
  return (
    <FoundList
      words={t.words(LIST_WORDS)}
      rows={chargers.map((charger) => ({
        chargeBoxId: charger.chargeBoxId,
        href: hrefOfCharger(charger),
        name: charger.name,
        facts: [outfitOf(charger, t, reader), price ?? ""].filter(Boolean).join(" · "),
        place: [charger.site?.name, charger.place].filter(Boolean).join(", "),
        status: charger.status,
        free: charger.free,
        total: charger.total,
        distance: distanceText(charger.distanceM, reader),
        directions: charger.position ? directions(charger.position)[0].href : null,
        isFavourite: favourites.includes(charger.chargeBoxId),
      }))}
    />
  );
}

/** The same chargers on a map; those without coordinates are in the list alone. */
export function FoundMap({ chargers, here, tiles }: {
  chargers: FoundCharger[];
  here: Position | undefined;
  tiles: { url: string; attribution: string } | null;
}) {
  const t = useT();
  const pins = chargers.flatMap(({ position, ...charger }) =>
    position
      ? [{
        chargeBoxId: charger.chargeBoxId,
        href: hrefOfCharger({ position, ...charger }),
        name: charger.name,
        status: charger.status,
        directions: directions(position)[0].href,
        ...position,
      }]
      : []
  );
  if (pins.length === 0) return null;
  return (
    <div class="js-only">
      <a
        href="#found"
        class="sr-only focus:not-sr-only focus:inline-block focus:rounded-md focus:p-2 focus:text-sm focus:underline"
      >
        {t("Skip the map")}
      </a>
      <ChargerMap pins={pins} here={here ?? null} tiles={tiles} words={t.words(MAP_WORDS)} />
    </div>
  );
}
