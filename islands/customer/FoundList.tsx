import { Badge } from "../../components/Badge.tsx";
import { Navigation, Star } from "../../components/icons.ts";
import {
  type ChargerStatus,
  STATE_LOOK,
  type StateWords,
  useHeardStates,
} from "./charger_state.ts";

export interface FoundRow {
  chargeBoxId: string;
  href: string;
  name: string;
  /** Plugs, power and price in words. */
  facts: string;
  place: string;
  status: ChargerStatus;
  free: number;
  total: number;
  distance: string | null;
  directions: string | null;
  isFavourite: boolean;
}

type Words =
  & StateWords
  & Record<"{free} of {total} free" | "Directions" | "Favourite" | "away", string>;

/** Chargers as rows that lead to their pages; the state changes by itself. */
export default function FoundList({ rows, words }: { rows: FoundRow[]; words: Words }) {
  const heard = useHeardStates();
  return (
    <ul class="divide-y divide-border-subtle">
      {rows.map((row) => (
        <Row key={row.chargeBoxId} row={row} words={words} heard={heard.get(row.chargeBoxId)} />
      ))}
    </ul>
  );
}

function Row({ row, words, heard }: {
  row: FoundRow;
  words: Words;
  heard: ChargerStatus | undefined;
}) {
  const status = heard ?? row.status;
  const { tone, word } = STATE_LOOK[status];
  // The stream tells the word alone: how many are free is known until it changes.
  const isCounted = row.total > 1 && status === row.status && status !== "offline";
  return (
    <li
      data-charger={row.chargeBoxId}
      data-state={status}
      class="relative flex items-start gap-3 px-4 py-3 hover:bg-ink/3 sm:px-6"
    >
      <div class="min-w-0 flex-1">
        <p class="font-medium">
          <a href={row.href} class="row-link hover:underline">{row.name}</a>
          {row.isFavourite && (
            <span class="ml-1.5 inline-block align-[-2px] text-accent-ink">
              <Star size={14} fill="currentColor" aria-hidden="true" />
              <span class="sr-only">{words["Favourite"]}</span>
            </span>
          )}
        </p>
        <p class="text-sm text-ink-muted">{row.facts}</p>
        <p class="truncate text-sm text-ink-muted">{row.place}</p>
      </div>
      <div class="flex shrink-0 flex-col items-end gap-1 text-end text-sm">
        <Badge tone={tone}>{words[word]}</Badge>
        {isCounted && (
          <span class="text-xs text-ink-muted">
            {words["{free} of {total} free"]
              .replace("{free}", String(row.free)).replace("{total}", String(row.total))}
          </span>
        )}
        {row.directions && (
          <a
            href={row.directions}
            target="_blank"
            rel="noopener noreferrer"
            class="tap relative z-10 inline-flex items-center gap-1 underline underline-offset-2"
          >
            <Navigation size={14} aria-hidden="true" />
            {row.distance ?? words["Directions"]}
            <span class="sr-only">
              {row.distance ? `${words["away"]}, ${words["Directions"]}: ` : ": "}
              {row.name}
            </span>
          </a>
        )}
      </div>
    </li>
  );
}
