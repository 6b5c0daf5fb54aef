import { Badge } from "@/components/Badge.tsx";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Energy } from "@/components/Energy.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ReceiptText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { Continuity } from "./continuity.ts";
import { type BillingEvent, eventState } from "./event_state.ts";

/** What was told to billing about the session, newest first, and whether it adds up. */
export function BillingEvents({ events, continuity }: {
  events: BillingEvent[];
  continuity: Continuity;
}) {
  return (
    <SectionCard
      title="Billing events"
      icon={ReceiptText}
      flush
      description={
        <span class="flex flex-wrap items-center gap-2">
          {events.length > 0 && (
            <Badge tone={continuity.isSound ? "success" : "error"}>
              {continuity.isSound ? "Continuous" : "Not continuous"}
            </Badge>
          )}
          {continuity.text}
        </span>
      }
    >
      <div class="sm:overflow-x-auto">
        <DataTable
          caption="Billing events, newest first"
          columns={COLUMNS}
          rows={events}
          rowKey={(event) => event.id}
          empty={
            <EmptyState icon={ReceiptText} title="No billing events yet">
              The next sync turns new energy into one.
            </EmptyState>
          }
        />
      </div>
    </SectionCard>
  );
}

const COLUMNS: Column<BillingEvent>[] = [
  {
    key: "id",
    header: "Lago event",
    cell: (event) => <span class="font-mono text-xs break-all">{event.lagoEventTransactionId}
    </span>,
  },
  { key: "state", header: "State", cell: (event) => <EventState event={event} /> },
  {
    key: "delta",
    header: "Energy",
    align: "end",
    cell: (event) => <Energy wh={event.whDelta} digits={3} />,
  },
  {
    key: "meter",
    header: "Meter, Wh",
    align: "end",
    cell: (event) => <MeterRange from={event.meterValueFrom} to={event.meterValueTo} />,
  },
  { key: "final", header: "Final", cell: (event) => event.isFinal ? "Yes" : "No" },
  { key: "synced", header: "Sent at", cell: (event) => <DateTime at={event.syncedAt} /> },
  {
    key: "run",
    header: "Sync run",
    align: "end",
    cell: (event) =>
      event.syncRunId === null
        ? "—"
        : (
          <a href={`/sync/${event.syncRunId}`} class="underline underline-offset-2">
            {event.syncRunId}
          </a>
        ),
  },
];

function EventState({ event }: { event: BillingEvent }) {
  const { tone, word, why } = eventState(event);
  return (
    <span class="inline-block max-w-64 max-sm:text-end">
      <Badge tone={tone}>{event.kind === "adjustment" ? `${word}, adjustment` : word}</Badge>
      {why && <span class="block pt-1 text-xs wrap-break-word text-ink-muted">{why}</span>}
    </span>
  );
}

function MeterRange({ from, to }: { from: number; to: number }) {
  const reader = useReader();
  return (
    <span class="tabular-nums">
      {formatNumber(from, reader)} → {formatNumber(to, reader)}
    </span>
  );
}
