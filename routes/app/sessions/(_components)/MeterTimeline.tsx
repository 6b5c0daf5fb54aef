import { Badge } from "@/components/Badge.tsx";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Clock } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { DriverSession } from "./load_session.ts";

type Event = DriverSession["events"][number];

const COLUMNS: Column<Event>[] = [
  { key: "time", header: "Time", cell: (e) => <DateTime at={e.eventTimestamp} /> },
  {
    key: "added",
    header: "Energy added",
    align: "end",
    cell: (e) => <Energy wh={e.whDelta} digits={3} />,
  },
  {
    key: "kind",
    header: "",
    cell: (e) =>
      e.isFinal
        ? <Badge tone="success">Final</Badge>
        : e.kind === "adjustment"
        ? <Badge tone="warning">Correction</Badge>
        : null,
  },
];

/** What was counted, step by step: the steps add up to the session's energy. */
export function MeterTimeline({ events }: { events: Event[] }) {
  return (
    <SectionCard title="Meter timeline" icon={Clock} flush>
      <DataTable
        caption="Energy counted, newest first"
        columns={COLUMNS}
        rows={events}
        rowKey={(e) => e.id}
        empty={
          <EmptyState icon={Clock} title="Nothing counted yet">
            The first step follows a few minutes into the session.
          </EmptyState>
        }
      />
    </SectionCard>
  );
}
