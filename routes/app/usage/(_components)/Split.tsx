import type { ComponentChildren } from "preact";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { Energy } from "@/components/Energy.tsx";
import { formatNumber, formatPercent } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { Money } from "@/components/Money.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { UsageSplit } from "@/lib/charging/mod.ts";

/** The year divided among cards or cost centres, as a table. */
export function Split({ title, firstHeader, nameless, parts, totalWh, empty }: {
  title: string;
  firstHeader: string;
  /** What a part without a name is called. */
  nameless: string;
  parts: UsageSplit[];
  totalWh: number;
  empty: ComponentChildren;
}) {
  const t = useT();
  const reader = useReader();
  const columns: Column<UsageSplit>[] = [
    { key: "name", header: firstHeader, cell: (part) => part.name ?? nameless },
    {
      key: "energy",
      header: t("Energy"),
      align: "end",
      cell: (part) => <Energy wh={part.energyWh} />,
    },
    {
      key: "share",
      header: t("Share##part"),
      align: "end",
      cell: (part) => formatPercent(totalWh > 0 ? part.energyWh / totalWh : null, reader, 0),
    },
    {
      key: "sessions",
      header: t("Sessions"),
      align: "end",
      cell: (part) => formatNumber(part.sessions, reader),
    },
    {
      key: "cost",
      header: t("Cost"),
      align: "end",
      cell: (part) =>
        part.currency ? <Money cents={part.costCents} currency={part.currency} /> : "—",
    },
  ];
  return (
    <SectionCard title={title} flush>
      <DataTable
        caption={title}
        columns={columns}
        rows={parts.toSorted((a, b) => b.energyWh - a.energyWh)}
        rowKey={(part) => `${part.name}-${part.energyWh}-${part.sessions}`}
        empty={empty}
      />
    </SectionCard>
  );
}
