import { formatDate, formatEnergy } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import type { BillingOverview } from "@/lib/billing/mod.ts";
import { amountsText } from "./amounts.ts";
import { CalendarDay } from "./CalendarDay.tsx";
import { invoicePath } from "./invoice_filters.ts";

/** The figures above the invoices; those that have invoices behind them lead to these. */
export function BillingStrip({ overview }: { overview: BillingOverview }) {
  const reader = useReader();
  const t = useT();
  const { due, paid30d, nextDue, openInvoices, overdueInvoices, currency } = overview;
  const since = formatDate(overview.periodStartedAt, reader);
  return (
    <StatStrip
      label={t("Your billing at a glance")}
      metrics={[
        {
          label: t("Amount due"),
          value: amountsText(due, currency, reader),
          note: overdueInvoices > 0
            ? t.plural(overdueInvoices, "{n} invoice overdue", "{n} invoices overdue")
            : openInvoices > 0
            ? t.plural(openInvoices, "{n} open invoice", "{n} open invoices")
            : t("Nothing to pay"),
          tone: overdueInvoices > 0 ? "error" : due.length === 0 ? "neutral" : undefined,
          href: openInvoices > 0 ? "/billing?status=open#invoices" : undefined,
        },
        {
          label: nextDue?.isOverdue ? t("Overdue since") : t("Next due"),
          value: <CalendarDay day={nextDue?.day ?? null} />,
          tone: nextDue?.isOverdue ? "error" : undefined,
          href: nextDue ? invoicePath(nextDue.invoiceId) : undefined,
        },
        {
          label: t("Paid, 30 days"),
          value: amountsText(paid30d, currency, reader),
          href: paid30d.length > 0 ? "/billing?status=paid#invoices" : undefined,
        },
        {
          label: t("Energy this period"),
          value: formatEnergy(overview.periodEnergyWh, reader),
          note: t("Since {date}", { date: since }),
          href: "/sessions",
        },
      ]}
    />
  );
}
