import { Badge } from "@/components/Badge.tsx";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Clock } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
import type { DriverSession } from "./load_session.ts";

type Event = DriverSession["events"][number];

const columns = (t: Translate): Column<Event>[] => [
  {
    key: "time",
    header: t("Time"),
    cell: (e) => (
      <span class="inline-flex flex-wrap items-center gap-2">
        <DateTime at={e.eventTimestamp} />
        {e.isFinal
          ? <Badge tone="success">{t("Final")}</Badge>
          : e.kind === "adjustment" && <Badge tone="warning">{t("Correction")}</Badge>}
      </span>
    ),
  },
  {
    key: "added",
    header: t("Energy added"),
    onPhone: "lead",
    align: "end",
    cell: (e) => <Energy wh={e.whDelta} digits={3} />,
  },
];

/** What was counted, step by step: the steps add up to the session's energy. */
export function MeterTimeline({ events }: { events: Event[] }) {
  const t = useT();
  return (
    <SectionCard title={t("Meter timeline")} icon={Clock} flush>
      <DataTable
        caption={t("Energy counted, newest first")}
        columns={columns(t)}
        rows={events}
        rowKey={(e) => e.id}
        empty={
          <EmptyState icon={Clock} title={t("Nothing counted yet")}>
            {t("The first step follows a few minutes into the session.")}
          </EmptyState>
        }
      />
    </SectionCard>
  );
}
