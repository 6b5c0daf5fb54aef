import { type Filter, FilterBar } from "@/components/FilterBar.tsx";
import { Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import NearMe from "@/islands/customer/NearMe.tsx";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";
import { plugOptions } from "../../(_components)/plug_text.ts";
import { type ChargerFilters, hrefOf, nearOf, POWERS, RADII } from "./charger_filters.ts";

const PATH = "/chargers";
const NEAR_WORDS = [
  msg("Use my location"),
  msg("Finding you…"),
  msg("Your browser did not say where you are. Allow it in the address bar, or search by name."),
] as const;

/** What to look for; the address holds it all. */
export function FinderControls({ filters }: { filters: ChargerFilters }) {
  const t = useT();
  const { show, lat, lon, ...rest } = filters;
  const near = nearOf(filters);
  const isFiltered = Object.values(rest).some((value) => value !== "");
  const tab = (value: ChargerFilters["show"], label: string) => ({
    label,
    href: hrefOf(PATH, { ...filters, show: value }),
    current: show === value,
  });
  return (
    <>
      <Tabs
        label={t("Which chargers")}
        tabs={[
          tab("", t("All")),
          tab("free", t("Free now")),
          tab("favourites", t("Favourites")),
        ]}
      />
      <div class="flex flex-wrap items-center gap-2">
        <NearMe words={t.words(NEAR_WORDS)} />
        {near && (
          <LinkButton
            variant="ghost"
            href={hrefOf(PATH, { ...filters, lat: "", lon: "", km: "", sort: "" })}
          >
            {t("Forget my location")}
          </LinkButton>
        )}
      </div>
      <details open={isFiltered}>
        <summary class="tap inline-flex cursor-pointer items-center gap-2 text-sm font-medium">
          <Search size={16} aria-hidden="true" />
          {t("Search and filters")}
        </summary>
        <div class="pt-2">
          <FilterBar
            label={t("Find a charger")}
            action={PATH}
            filters={[...fields(rest, t), ...(near ? nearFields(rest, t) : [])]}
            keep={Object.fromEntries(
              Object.entries({ show, lat, lon }).filter(([, value]) => value !== ""),
            )}
            clearHref={hrefOf(PATH, { show, lat, lon })}
          />
        </div>
      </details>
    </>
  );
}

type Rest = Omit<ChargerFilters, "show" | "lat" | "lon">;

function fields({ q, plug, kw }: Rest, t: Translate): Filter[] {
  return [
    {
      kind: "search",
      name: "q",
      label: t("Name, place or id"),
      value: q,
      placeholder: t("Search chargers"),
    },
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
  ];
}

function nearFields({ km, sort }: Rest, t: Translate): Filter[] {
  return [
    {
      kind: "select",
      name: "km",
      label: t("Within"),
      value: km,
      options: [
        { value: "", label: t("Any distance") },
        ...RADII.map((value) => ({ value, label: t("{km} km", { km: value }) })),
      ],
    },
    {
      kind: "select",
      name: "sort",
      label: t("Order"),
      value: sort,
      options: [{ value: "", label: t("Nearest first") }, { value: "name", label: t("By name") }],
    },
  ];
}
