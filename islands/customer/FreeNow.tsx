import { useEffect, useState } from "preact/hooks";
import { Badge } from "../../components/Badge.tsx";
import type { PublicCharger } from "@/lib/charging/mod.ts";
import { STATE_LOOK, type StateWords } from "./charger_state.ts";

export interface FreeRow {
  id: string;
  name: string;
  /** Plugs and power in words. */
  facts: string;
  state: PublicCharger["state"];
  free: number;
  total: number;
}

export interface FreeSite {
  name: string;
  address: string | null;
  rows: FreeRow[];
}

type Words =
  & StateWords
  & Record<
    | "{free} of {total} free"
    | "No charger is free right now. The list changes by itself."
    | "The states could not be refreshed. They are as of the last time.",
    string
  >;

const POLL_MS = 15_000;

/** Chargers by site with their state, looked up again by itself while the page is seen. */
export default function FreeNow({ sites, onlyFree, words }: {
  sites: FreeSite[];
  onlyFree: boolean;
  words: Words;
}) {
  const [now, setNow] = useState<ReadonlyMap<string, PublicCharger>>(new Map());
  const [isStale, setStale] = useState(false);
  useEffect(() => {
    let etag = "";
    const look = async () => {
      if (document.hidden) return;
      try {
        const headers: HeadersInit = etag ? { "if-none-match": etag } : {};
        const response = await fetch("/api/public/chargers", { headers, cache: "no-store" });
        if (response.status === 200) {
          etag = response.headers.get("etag") ?? "";
          const { chargers }: { chargers: PublicCharger[] } = await response.json();
          setNow(new Map(chargers.map((each) => [each.id, each])));
        }
        setStale(response.status !== 200 && response.status !== 304);
      } catch {
        setStale(true);
      }
    };
    const timer = setInterval(look, POLL_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  const shown = sites.map((site) => ({
    ...site,
    rows: site.rows.map((row) => ({ ...row, ...stateOf(now.get(row.id)) }))
      .filter((row) => !onlyFree || row.state === "free"),
  })).filter((site) => site.rows.length > 0);
  return (
    <div class="space-y-6">
      <p role="status" class={isStale ? "text-sm text-ink-muted" : "sr-only"}>
        {isStale && words["The states could not be refreshed. They are as of the last time."]}
      </p>
      {shown.length === 0 && (
        <p class="py-8 text-center text-sm text-ink-muted">
          {words["No charger is free right now. The list changes by itself."]}
        </p>
      )}
      {shown.map((site) => <Site key={site.name} site={site} words={words} />)}
    </div>
  );
}

const stateOf = (charger: PublicCharger | undefined) =>
  charger ? { state: charger.state, free: charger.free, total: charger.total } : {};

function Site({ site, words }: { site: FreeSite; words: Words }) {
  const free = site.rows.reduce((sum, row) => sum + row.free, 0);
  const total = site.rows.reduce((sum, row) => sum + row.total, 0);
  return (
    <section aria-label={site.name}>
      <h2 class="flex flex-wrap items-baseline gap-x-3 font-semibold">
        {site.name}
        <span class="text-sm font-normal text-ink-muted">{counted(free, total, words)}</span>
      </h2>
      {site.address && <p class="text-sm text-ink-muted">{site.address}</p>}
      <ul class="mt-2 divide-y divide-border-subtle border-y border-border-subtle">
        {site.rows.map((row) => {
          const { tone, word } = STATE_LOOK[row.state === "free" ? "online" : row.state];
          return (
            <li
              key={row.id}
              data-id={row.id}
              data-state={row.state}
              class="relative flex min-h-11 items-center gap-3 py-2 hover:bg-ink/3"
            >
              <div class="min-w-0 flex-1">
                <a
                  href={`/c/${encodeURIComponent(row.id)}`}
                  class="row-link font-medium hover:underline"
                >
                  {row.name}
                </a>
                <p class="text-sm text-ink-muted">{row.facts}</p>
              </div>
              {row.total > 1 && row.state !== "offline" && (
                <span class="text-xs text-ink-muted max-sm:hidden">
                  {counted(row.free, row.total, words)}
                </span>
              )}
              <Badge tone={tone}>{words[word]}</Badge>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const counted = (free: number, total: number, words: Words) =>
  words["{free} of {total} free"].replace("{free}", String(free)).replace("{total}", String(total));
