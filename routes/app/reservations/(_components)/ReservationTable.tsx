import type { ComponentChildren } from "preact";
import { DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import type { ReservationView } from "@/lib/charging/mod.ts";

/** A driver's reservations as rows; on a phone as cards. */
export function ReservationTable({ reservations, empty }: {
  reservations: ReservationView[];
  empty: ComponentChildren;
}) {
  const t = useT();
  return (
    <DataTable
      caption={t("Your reservations, what is to come first")}
      rows={reservations}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reservations/${id}`}
      empty={empty}
      columns={[
        { key: "start", header: t("Start"), cell: ({ startAt }) => <DateTime at={startAt} /> },
        {
          key: "duration",
          header: t("Duration"),
          onPhone: "lead",
          cell: (one) => <Duration ms={one.endAt.getTime() - one.startAt.getTime()} />,
        },
        {
          key: "charger",
          header: t("Charger"),
          onPhone: "detail",
          cell: (one) =>
            t("{charger}, connector {connector}", {
              charger: one.chargerName,
              connector: one.connectorId,
            }),
        },
        { key: "card", header: t("Card"), onPhone: "note", cell: ({ cardName }) => cardName },
        {
          key: "status",
          header: t("Status"),
          cell: ({ status }) => <StatusPill kind="reservation" status={status} />,
        },
      ]}
    />
  );
}
