import type { ComponentChildren } from "preact";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Money } from "@/components/Money.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
import type { OwnCardName, SessionView } from "@/lib/charging/mod.ts";

const columns = (t: Translate, cards?: OwnCardName[]): Column<SessionView>[] => [
  { key: "charger", header: t("Charger"), cell: (s) => s.chargerName },
  {
    key: "started",
    header: t("Started"),
    cell: (s) => (
      <span class="whitespace-nowrap">
        <DateTime at={s.startedAt} />
      </span>
    ),
  },
  {
    key: "status",
    header: t("Status"),
    cell: (s) => <StatusPill kind="session" status={statusOf(s)} />,
  },
  ...cards ? [cardColumn(t, cards)] : [],
  {
    key: "duration",
    header: t("Duration"),
    align: "end",
    cell: (s) => (
      <span class="whitespace-nowrap">
        <Duration ms={s.durationMs} />
      </span>
    ),
  },
  { key: "energy", header: t("Energy"), align: "end", cell: (s) => <Energy wh={s.energyWh} /> },
  {
    key: "cost",
    header: t("Cost"),
    align: "end",
    cell: (s) => s.currency ? <Money cents={s.costCents} currency={s.currency} /> : "—",
  },
];

const cardColumn = (t: Translate, cards: OwnCardName[]): Column<SessionView> => ({
  key: "card",
  header: t("Card"),
  cell: (s) => cards.find(({ id }) => id === s.mappingId)?.name ?? "—",
});

/** A driver's sessions as a table, on a phone each a card; with `cards` each says which was used. */
export function SessionTable({ sessions, empty, cards }: {
  sessions: SessionView[];
  empty: ComponentChildren;
  cards?: OwnCardName[];
}) {
  const t = useT();
  return (
    <DataTable
      caption={t("Charging sessions, newest first")}
      columns={columns(t, cards)}
      rows={sessions}
      rowKey={(s) => s.id}
      rowHref={(s) => `/sessions/${s.steveTransactionId}`}
      empty={empty}
    />
  );
}

/** In progress until the closing billing event exists (spec 5.4). */
export const statusOf = (session: Pick<SessionView, "isFinalized" | "isLive">) =>
  session.isLive ? "active" : session.isFinalized ? "completed" : "in_progress";
