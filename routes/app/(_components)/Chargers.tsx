import { ErrorState } from "@/components/ErrorState.tsx";
import { MapPin } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import ChargerList, { type ChargerItem } from "@/islands/customer/ChargerList.tsx";
import type { ChargerView } from "@/lib/charging/mod.ts";
import { homeHref, type HomeQuery } from "./home_href.ts";

/** The network's chargers with their state as it changes. */
export function Chargers({ chargers, onlyFree, query }: {
  chargers: ChargerView[] | null;
  onlyFree: boolean;
  query: HomeQuery;
}) {
  if (!chargers) {
    return <ErrorState title="The chargers could not be read">Reload to try again.</ErrorState>;
  }
  const free = chargers.filter((charger) => charger.status === "online").length;
  return (
    <SectionCard
      title="Chargers"
      icon={MapPin}
      flush
      description={`${free} of ${chargers.length} free`}
    >
      <div class="px-4 sm:px-6">
        <Tabs
          label="Which chargers"
          tabs={[
            {
              label: "All",
              href: homeHref({ ...query, show: "all" }),
              current: !onlyFree,
              count: chargers.length,
            },
            {
              label: "Free now",
              href: homeHref({ ...query, show: "free" }),
              current: onlyFree,
              count: free,
            },
          ]}
        />
      </div>
      <ChargerList chargers={chargers.map(itemOf)} onlyFree={onlyFree} />
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
): ChargerItem {
  const plug = PLUGS[connectorType ?? ""] ?? connectorType ?? "";
  const plugs = connectors.length > 0 ? `${connectors.length} × ${plug || "connector"}` : plug;
  const outfit = [plugs, maxKw ? `${maxKw} kW` : ""].filter(Boolean).join(", ");
  return { chargeBoxId, name, address, status, outfit };
}
