import type { ComponentChildren } from "preact";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Money } from "@/components/Money.tsx";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import type { SessionView } from "@/lib/charging/mod.ts";
import { FlagBadges } from "./FlagBadges.tsx";

const NOWRAP = "whitespace-nowrap";

const COLUMNS: Column<SessionView>[] = [
  {
    key: "session",
    header: "Session",
    cell: (s) => <span class="font-mono text-sm">{s.steveTransactionId}</span>,
  },
  {
    key: "status",
    header: "Status",
    cell: (s) => (
      <span class="flex flex-wrap gap-1 max-sm:justify-end">
        <StatusPill kind="session" status={statusOf(s)} />
        <FlagBadges flags={s.flags} />
      </span>
    ),
  },
  {
    key: "charger",
    header: "Charger",
    cell: (s) => (
      <span>
        {s.chargerName} <span class="text-ink-muted">· {s.connectorId}</span>
      </span>
    ),
  },
  {
    key: "card",
    header: "Card",
    cell: (s) => s.cardName ?? <span class="font-mono text-xs">{s.idTag ?? "—"}</span>,
  },
  {
    key: "started",
    header: "Started",
    cell: (s) => (
      <span class={NOWRAP}>
        <DateTime at={s.startedAt} />
      </span>
    ),
  },
  {
    key: "duration",
    header: "Duration",
    align: "end",
    hideOnPhone: true,
    cell: (s) => (
      <span class={NOWRAP}>
        <Duration ms={s.durationMs} />
      </span>
    ),
  },
  { key: "energy", header: "Energy", align: "end", cell: (s) => <Energy wh={s.energyWh} /> },
  {
    key: "cost",
    header: "Cost",
    align: "end",
    cell: (s) => s.currency ? <Money cents={s.costCents} currency={s.currency} /> : "—",
  },
  {
    key: "updated",
    header: "Updated",
    hideOnPhone: true,
    cell: (s) => (
      <span class={NOWRAP}>
        <RelativeTime at={s.updatedAt} />
      </span>
    ),
  },
];

/** Sessions, each row a link to its page. */
export function SessionTable({ sessions, empty }: {
  sessions: SessionView[];
  empty: ComponentChildren;
}) {
  return (
    <div class="sm:overflow-x-auto">
      <DataTable
        caption="Charging sessions, latest change first"
        columns={COLUMNS}
        rows={sessions}
        rowKey={(s) => s.id}
        rowHref={(s) => `/transactions/${s.steveTransactionId}`}
        empty={empty}
      />
    </div>
  );
}

/** In progress until SteVe has ended it and the final billing event exists (spec 5.4). */
export const statusOf = (s: Pick<SessionView, "isLive" | "isFinalized">) =>
  s.isLive || !s.isFinalized ? "in_progress" : "completed";
