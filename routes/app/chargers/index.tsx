import { page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { useReader } from "@/components/format_context.ts";
import { MapPin, Search, Star } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { chargingPrice, favouritesOf, findChargers } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { loadPart } from "../(_components)/load_part.ts";
import {
  type ChargerFilters,
  hrefOf,
  nearOf,
  readFilters,
  searchOf,
} from "./(_components)/charger_filters.ts";
import { FinderControls } from "./(_components)/FinderControls.tsx";
import { FoundMap, FoundRows } from "./(_components)/FoundChargers.tsx";
import { priceText } from "./(_components)/price_text.ts";

const PATH = "/chargers";
const PAGE = 50;

export default define.page<typeof handler>(function Chargers({ data }) {
  const { filters, found, favourites, price, tiles } = data;
  const t = useT();
  const reader = useReader();
  return (
    <PageCard>
      <FinderControls filters={filters} />
      {!found && (
        <ErrorState title={t("The chargers could not be read")}>
          {t("Reload to try again.")}
        </ErrorState>
      )}
      {found?.items.length === 0 && <NothingFound filters={filters} />}
      {found && found.items.length > 0 && (
        <>
          <FoundMap chargers={found.items} here={nearOf(filters)} tiles={tiles} />
          <div id="found" class="-mx-4 sm:-mx-6">
            <FoundRows
              chargers={found.items}
              favourites={favourites ?? []}
              price={price && priceText(price, t, reader)}
            />
            <Pages filters={filters} prev={found.prev} next={found.next} />
          </div>
        </>
      )}
      <p class="text-sm text-ink-muted">
        <a href="/free" class="underline underline-offset-2">
          {t("Page for everybody: what is free now")}
        </a>
      </p>
    </PageCard>
  );
});

function Pages({ filters, prev, next }: {
  filters: ChargerFilters;
  prev: string | null;
  next: string | null;
}) {
  const t = useT();
  if (!prev && !next) return null;
  return (
    <nav
      aria-label={t("Pages")}
      class="flex gap-2 border-t border-border-subtle px-4 py-3 *:flex-1 sm:justify-end sm:px-6 sm:*:flex-none"
    >
      {prev && <LinkButton href={hrefOf(PATH, filters, prev)}>{t("Previous page")}</LinkButton>}
      {next && <LinkButton href={hrefOf(PATH, filters, next)}>{t("Next page")}</LinkButton>}
    </nav>
  );
}

function NothingFound({ filters }: { filters: ChargerFilters }) {
  const t = useT();
  const { show, q, plug, kw } = filters;
  const km = nearOf(filters) ? filters.km : "";
  if (show === "favourites" && !q && !plug && !kw && !km) {
    return (
      <EmptyState icon={Star} title={t("No favourites yet")}>
        {t("Open a charger and press the star: it is listed here first.")}
      </EmptyState>
    );
  }
  // Only what is set can be changed.
  const advice = [
    q && t("Search for less of the name."),
    (show || plug || kw) && t("Try fewer filters."),
    km && t("Try a wider distance."),
  ].filter(Boolean);
  return advice.length > 0
    ? (
      <EmptyState
        icon={Search}
        title={t("No charger matches")}
        action={<LinkButton href={PATH}>{t("Clear filters")}</LinkButton>}
      >
        {advice.join(" ")}
      </EmptyState>
    )
    : (
      <EmptyState icon={MapPin} title={t("No chargers known yet")}>
        {t("They appear here as soon as the operator connects them.")}
      </EmptyState>
    );
}

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = translator(state.language)("Chargers");
    const { ctx, services: { config } } = state;
    const { userId } = state.session!;
    const filters = readFilters(url.searchParams);
    const cursor = url.searchParams.get("cursor") ?? undefined;
    const [found, favourites, price] = await Promise.all([
      loadPart(
        ctx,
        "chargers",
        findChargers(ctx, { ...searchOf(filters, userId), cursor, limit: PAGE }),
      ),
      loadPart(ctx, "favourites", favouritesOf(ctx, { userId })),
      loadPart(ctx, "price", chargingPrice(ctx, { userId })),
    ]);
    const tiles = config.MAP_TILE_URL
      ? { url: config.MAP_TILE_URL, attribution: config.MAP_ATTRIBUTION ?? "" }
      : null;
    return page({ filters, found, favourites, price, tiles });
  },
});
