import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FilterBar } from "@/components/FilterBar.tsx";
import { formatNumber, type FormatSettings } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { MapPin } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import FreeNow, { type FreeSite } from "@/islands/customer/FreeNow.tsx";
import { pickPublic, type PublicCharger, publicChargers } from "@/lib/charging/mod.ts";
import { msg, type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { plugOptions, plugText } from "../(_components)/plug_text.ts";
import {
  type ChargerFilters,
  hrefOf,
  POWERS,
  readFilters,
} from "../chargers/(_components)/charger_filters.ts";
import { kilowatts, STATE_WORDS } from "../chargers/(_components)/charger_texts.ts";

const PATH = "/free";
/** Where no script runs the page loads itself anew. */
const RELOAD_SEC = 30;
const WORDS = [
  ...STATE_WORDS,
  msg("{free} of {total} free"),
  msg("No charger is free right now. The list changes by itself."),
  msg("The states could not be refreshed. They are as of the last time."),
] as const;

export default define.page<typeof handler>(function FreePage({ data }) {
  const { filters, chargers, isCut } = data;
  const t = useT();
  const reader = useReader();
  return (
    <>
      <Head>
        <noscript>
          <meta http-equiv="refresh" content={String(RELOAD_SEC)} />
        </noscript>
      </Head>
      <p class="text-sm text-ink-muted">
        {t("For everybody, without an account. Open a charger to see its price and to start.")}
      </p>
      <Filters filters={filters} chargers={chargers} />
      {chargers.length === 0
        ? (
          <EmptyState
            icon={MapPin}
            title={t("No charger matches")}
            action={<LinkButton href={PATH}>{t("Clear filters")}</LinkButton>}
          />
        )
        : (
          <FreeNow
            sites={bySite(chargers, t, reader)}
            onlyFree={filters.show === "free"}
            words={t.words(WORDS)}
          />
        )}
      {isCut && <p class="text-sm text-ink-muted">{t("The list is cut: search for a place.")}</p>}
    </>
  );
});

function Filters({ filters, chargers }: { filters: ChargerFilters; chargers: PublicCharger[] }) {
  const t = useT();
  const { q, plug, kw, show } = filters;
  const isFreeOnly = show === "free";
  const tab = (value: ChargerFilters["show"], label: string, count: number) => ({
    label,
    count,
    href: hrefOf(PATH, { q, plug, kw, show: value }),
    current: isFreeOnly === (value === "free"),
  });
  const free = chargers.filter((each) => each.state === "free").length;
  return (
    <>
      <Tabs
        label={t("Which chargers")}
        tabs={[tab("", t("All"), chargers.length), tab("free", t("Free now"), free)]}
      />
      <FilterBar
        label={t("Find a charger")}
        action={PATH}
        keep={isFreeOnly ? { show } : {}}
        clearHref={hrefOf(PATH, { show: isFreeOnly ? show : "" })}
        filters={[
          { kind: "search", name: "q", label: t("Name, place or id"), value: q },
          {
            kind: "select",
            name: "plug",
            label: t("Connector"),
            value: plug,
            options: [
              { value: "", label: t("Any") },
              ...plugOptions(t),
            ],
          },
          {
            kind: "select",
            name: "kw",
            label: t("Power"),
            value: kw,
            options: [
              { value: "", label: t("Any") },
              ...POWERS.map((value) => ({ value, label: t("{kw} kW and more", { kw: value }) })),
            ],
          },
        ]}
      />
    </>
  );
}

/** Sites by name; chargers without one come last. */
function bySite(chargers: PublicCharger[], t: Translate, reader: FormatSettings): FreeSite[] {
  const groups = Map.groupBy(chargers, (charger) => charger.site ?? "");
  const names = [...groups.keys()].toSorted((a, b) =>
    a === "" ? 1 : b === "" ? -1 : a.localeCompare(b, t.language)
  );
  return names.map((name) => {
    const rows = groups.get(name) ?? [];
    const addresses = new Set(rows.map((row) => row.address));
    return {
      name: name || t("Other places"),
      address: addresses.size === 1 ? rows[0].address : null,
      rows: rows.map((row) => ({ ...row, facts: factsOf(row, t, reader) })),
    };
  });
}

function factsOf({ connectors }: PublicCharger, t: Translate, reader: FormatSettings): string {
  const kinds = Map.groupBy(
    connectors,
    ({ type, maxKw }) =>
      [plugText(type, t), maxKw === null ? "" : kilowatts(maxKw, reader)].filter(Boolean).join(" "),
  );
  return [...kinds].map(([kind, some]) => `${formatNumber(some.length, reader)} × ${kind}`).join(
    ", ",
  );
}

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = translator(state.language)("Free chargers");
    const filters = readFilters(url.searchParams);
    const { chargers, isCut } = await publicChargers(state.ctx);
    const picked = pickPublic(chargers, {
      ...(filters.q ? { search: filters.q } : {}),
      ...(filters.plug ? { plug: filters.plug } : {}),
      ...(filters.kw ? { minKw: Number(filters.kw) } : {}),
    });
    return page({ filters, chargers: picked, isCut });
  },
});
