import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import type { SyncRun } from "@/lib/sync/mod.ts";
import { durationOf, triggerLabel } from "./RunTable.tsx";

/** What kind of run it was, when, and by whose wish. */
export function RunSummary({ run }: { run: SyncRun }) {
  return (
    <SectionCard title="Summary">
      <KeyValueList
        columns={2}
        items={[
          { key: "ID", value: String(run.id) },
          { key: "Status", value: <StatusPill kind="sync" status={run.status} /> },
          { key: "Time started", value: <DateTime at={run.startedAt} /> },
          { key: "Duration", value: <Duration ms={durationOf(run)} /> },
          { key: "Trigger", value: triggerLabel(run.trigger) },
          {
            key: "Scope",
            value: run.scope === "full" ? "Everything" : "Sessions a hook or poll announced",
          },
          { key: "Replica", value: <span class="font-mono text-xs break-all">{run.replica}</span> },
          {
            key: "Retry of",
            value: run.retryOfId && (
              <a href={`/sync/${run.retryOfId}`} class="underline underline-offset-2">
                run {run.retryOfId}
              </a>
            ),
          },
        ]}
      />
    </SectionCard>
  );
}

/** The counters of the run. */
export function RunStatistics({ run }: { run: SyncRun }) {
  const reader = useReader();
  const tile = (label: string, value: number) => ({
    label,
    value: formatNumber(value, reader),
    tone: value === 0 ? "neutral" as const : undefined,
  });
  return (
    <div class="grid gap-4 lg:grid-cols-2">
      <StatStrip
        label="Cards"
        metrics={[
          tile("Cards activated", run.tagsActivated),
          tile("Cards deactivated", run.tagsDeactivated),
          tile("Cards unchanged", run.tagsUnchanged),
        ]}
      />
      <StatStrip
        label="Sessions and events"
        metrics={[
          tile("Sessions processed", run.transactionsProcessed),
          tile("Events created", run.eventsCreated),
          run.rowsRefused > 0
            ? { ...tile("Rows refused", run.rowsRefused), tone: "warning", href: "/sync" }
            : tile("Rows refused", 0),
        ]}
      />
    </div>
  );
}
