import type { ComponentChildren } from "preact";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { formatNumber, humanize } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { StatusPill } from "@/components/StatusPill.tsx";
import type { SyncRun } from "@/lib/sync/mod.ts";

const COLUMNS: Column<SyncRun>[] = [
  { key: "id", header: "Run", cell: (run) => <span class="font-mono text-sm">{run.id}</span> },
  {
    key: "status",
    header: "Status",
    cell: (run) => <StatusPill kind="sync" status={run.status} />,
  },
  { key: "started", header: "Started", cell: (run) => <DateTime at={run.startedAt} /> },
  {
    key: "duration",
    header: "Duration",
    align: "end",
    cell: (run) => <Duration ms={durationOf(run)} />,
  },
  {
    key: "scope",
    header: "Scope",
    hideOnPhone: true,
    cell: (run) => run.scope === "full" ? "Everything" : "Sessions",
  },
  { key: "trigger", header: "Trigger", cell: (run) => triggerLabel(run.trigger) },
  {
    key: "sessions",
    header: "Sessions",
    align: "end",
    cell: (run) => <Count of={run.transactionsProcessed} />,
  },
  {
    key: "events",
    header: "Events",
    align: "end",
    cell: (run) => <Count of={run.eventsCreated} />,
  },
];

const TRIGGERS: Record<string, string> = {
  api: "API",
  manual: "By hand",
  schedule: "Schedule",
  hook: "Charger message",
  live: "Cars charging",
  retry: "Retry",
};

/** Why the run began, in words. */
export const triggerLabel = (trigger: string) => TRIGGERS[trigger] ?? humanize(trigger);

/** Milliseconds of a run; null while it runs. */
export const durationOf = (run: Pick<SyncRun, "startedAt" | "completedAt">) =>
  run.completedAt && run.completedAt.getTime() - run.startedAt.getTime();

/** Runs, newest first; each row leads to its page. */
export function RunTable({ runs, empty }: { runs: SyncRun[]; empty: ComponentChildren }) {
  return (
    <DataTable
      caption="Sync runs, newest first"
      columns={COLUMNS}
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run) => `/sync/${run.id}`}
      empty={empty}
    />
  );
}

function Count({ of }: { of: number }) {
  const reader = useReader();
  return <>{formatNumber(of, reader)}</>;
}
