import { type Column, DataTable } from "@/components/DataTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { humanize } from "@/components/format.ts";
import { CircleCheck, TriangleAlert } from "@/components/icons.ts";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { type openRejects } from "@/lib/live/mod.ts";

type Reject = Awaited<ReturnType<typeof openRejects>>[number];

const COLUMNS: Column<Reject>[] = [
  {
    key: "transaction",
    header: "Transaction",
    cell: (row) => <span class="font-mono text-sm">{row.steveTransactionId ?? "unreadable"}</span>,
  },
  { key: "reason", header: "Reason", cell: (row) => humanize(row.reason) },
  {
    key: "detail",
    header: "Detail",
    cell: (row) => <span class="wrap-break-word">{row.detail ?? "—"}</span>,
  },
  { key: "seen", header: "Seen", align: "end", cell: (row) => `${row.seen}×` },
  { key: "last", header: "Last", cell: (row) => <RelativeTime at={row.lastSeenAt} /> },
];

/** Rows of SteVe that cannot be taken as they are. Nothing of them is billed until that changes. */
export function RejectsCard({ rejects }: { rejects: Reject[] }) {
  return (
    <SectionCard
      title="Refused rows"
      icon={rejects.length > 0 ? TriangleAlert : CircleCheck}
      accent={rejects.length > 0 ? "amber" : undefined}
      description="What SteVe reported and could not be taken; tried again with every run."
      flush
    >
      <DataTable
        caption="Refused rows, latest first"
        columns={COLUMNS}
        rows={rejects}
        rowKey={(row) => row.id}
        empty={<EmptyState icon={CircleCheck} title="Everything SteVe reported was taken" />}
      />
    </SectionCard>
  );
}
