import { Money } from "@/components/Money.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import type { InvoicePage } from "@/lib/billing/mod.ts";
import { CalendarDay } from "../../(_components)/CalendarDay.tsx";

/** What the invoice is about, at a glance. */
export function InvoiceFacts({ invoice }: { invoice: InvoicePage }) {
  const t = useT();
  const starts = (invoice.details.lines ?? []).flatMap((line) => line.from ?? []).toSorted();
  return (
    <StatStrip
      label={t("The invoice at a glance")}
      metrics={[
        {
          label: t("Total"),
          value: <Money cents={invoice.totalCents} currency={invoice.currency} />,
        },
        {
          label: t("Left to pay"),
          value: <Money cents={invoice.dueCents} currency={invoice.currency} />,
          tone: invoice.driverStatus === "overdue"
            ? "error"
            : invoice.dueCents === 0
            ? "neutral"
            : undefined,
        },
        { label: t("Period start"), value: <CalendarDay day={starts[0] ?? null} /> },
        { label: t("Issued"), value: <CalendarDay day={invoice.issuingDate} /> },
        { label: t("Due"), value: <CalendarDay day={invoice.paymentDueDate} /> },
      ]}
    />
  );
}
