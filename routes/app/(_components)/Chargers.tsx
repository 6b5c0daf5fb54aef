import { ErrorState } from "@/components/ErrorState.tsx";
import { MapPin } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import { CHARGER_WORDS } from "@/islands/customer/charger_words.ts";
import ChargerList, { type ChargerItem } from "@/islands/customer/ChargerList.tsx";
import type { ChargerView } from "@/lib/charging/mod.ts";
import { homeHref, type HomeQuery } from "./home_href.ts";

/** The network's chargers with their state as it changes. */
export function Chargers({ chargers, onlyFree, query }: {
  chargers: ChargerView[] | null;
  onlyFree: boolean;
  query: HomeQuery;
}) {
  const t = useT();
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
      description={t("{free} of {all} free", { free, all: chargers.length })}
    >
      <div class="px-4 sm:px-6">
        <Tabs
          label={t("Which chargers")}
          tabs={[
            {
              label: t("All"),
              href: homeHref({ ...query, show: "all" }),
              current: !onlyFree,
              count: chargers.length,
            },
            {
              label: t("Free now"),
              href: homeHref({ ...query, show: "free" }),
              current: onlyFree,
              count: free,
            },
          ]}
        />
      </div>
      <ChargerList
        chargers={chargers.map((charger) => itemOf(charger, t("connector")))}
        onlyFree={onlyFree}
        words={t.words(CHARGER_WORDS)}
      />
    </SectionCard>
  );
}

const PLUGS: Record<string, string> = {
  ccs: "CCS",
  j1772: "J1772",
  nacs: "NACS",
  chademo: "CHAdeMO",
  type2: "Type 2",
};

function itemOf(
  { chargeBoxId, name, address, status, connectors, connectorType, maxKw }: ChargerView,
  connectorWord: string,
): ChargerItem {
  const plug = PLUGS[connectorType ?? ""] ?? connectorType ?? "";
  const plugs = connectors.length > 0 ? `${connectors.length} × ${plug || connectorWord}` : plug;
  const outfit = [plugs, maxKw ? `${maxKw} kW` : ""].filter(Boolean).join(", ");
  return { chargeBoxId, name, address, status, outfit };
}
