import { ErrorState } from "@/components/ErrorState.tsx";
import { MapPin } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import { CHARGER_WORDS } from "@/islands/customer/charger_words.ts";
import ChargerList, { type ChargerItem } from "@/islands/customer/ChargerList.tsx";
import { useReader } from "@/components/format_context.ts";
import { byName, type FoundCharger } from "@/lib/charging/mod.ts";
import { outfitOf } from "../chargers/(_components)/charger_texts.ts";
import { homeHref, type HomeQuery } from "./home_href.ts";

/** The network's chargers with their state as it changes: favourites (charge box ids) first, then by name. */
export function Chargers({ chargers, hasMore, favourites, onlyFree, query }: {
  chargers: FoundCharger[] | null;
  /** The network has more: what is listed here is not counted. */
  hasMore: boolean;
  favourites: readonly string[];
  onlyFree: boolean;
  query: HomeQuery;
}) {
  const t = useT();
  const reader = useReader();
  if (!chargers) {
    return (
      <ErrorState title={t("The chargers could not be read")}>
        {t("Reload to try again.")}
      </ErrorState>
    );
  }
  const free = chargers.filter((charger) => charger.status === "online").length;
  return (
    <SectionCard
      title={t("Chargers")}
      icon={MapPin}
      flush
      description={hasMore ? undefined : t("{free} of {all} free", { free, all: chargers.length })}
    >
      <div class="px-4 sm:px-6">
        <Tabs
          label={t("Which chargers")}
          tabs={[
            {
              label: t("All"),
              href: homeHref({ ...query, show: "all" }),
              current: !onlyFree,
              count: hasMore ? undefined : chargers.length,
            },
            {
              label: t("Free now"),
              href: homeHref({ ...query, show: "free" }),
              current: onlyFree,
              count: hasMore ? undefined : free,
            },
          ]}
        />
      </div>
      <ChargerList
        chargers={chargers.toSorted(byName(reader.locale, favourites)).map((
          charger,
        ): ChargerItem => ({
          chargeBoxId: charger.chargeBoxId,
          href: `/chargers/${encodeURIComponent(charger.publicId)}`,
          name: charger.name,
          address: [charger.site?.name, charger.place].filter(Boolean).join(", ") || null,
          status: charger.status,
          outfit: outfitOf(charger, t, reader),
          isFavourite: favourites.includes(charger.chargeBoxId),
        }))}
        onlyFree={onlyFree}
        words={t.words(CHARGER_WORDS)}
      />
      {hasMore && (
        <div class="border-t border-border-subtle px-4 py-3 sm:px-6">
          <LinkButton href={onlyFree ? "/chargers?show=free" : "/chargers"}>
            {t("Show all chargers")}
          </LinkButton>
        </div>
      )}
    </SectionCard>
  );
}
