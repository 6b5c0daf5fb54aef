import { type Column, DataTable } from "@/components/DataTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { type Filter, FilterBar } from "@/components/FilterBar.tsx";
import { ReceiptText } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { Money } from "@/components/Money.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import type { InvoiceView } from "@/lib/billing/mod.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
import { CalendarDay } from "./CalendarDay.tsx";
import { BILLING_PATH, billingQuery, type InvoiceFilters, invoicePath } from "./invoice_filters.ts";

/** The driver's invoices with their filters. */
export function InvoiceList({ filters, problem, invoices, older, isFirstPage }: {
  filters: InvoiceFilters;
  /** What is wrong with the days, in English. */
  problem: string | null;
  invoices: InvoiceView[];
  /** Cursor of the page after; null on the last. */
  older: string | null;
  isFirstPage: boolean;
}) {
  const t = useT();
  return (
    <section id="invoices" class="scroll-mt-20">
      <PageCard title={t("Invoices")}>
        <FilterBar
          label={t("Filter invoices")}
          action={BILLING_PATH}
          filters={controls(filters, t)}
          clearHref={BILLING_PATH}
          problem={problem === null ? null : { fields: ["from", "to"], text: t(problem) }}
        />
        <div class="-mx-4 sm:-mx-6">
          <DataTable
            caption={t("Invoices, newest first")}
            columns={columns(t)}
            rows={invoices}
            rowKey={(row) => row.id}
            rowHref={(row) => invoicePath(row.id)}
            empty={<NoInvoices isFiltered={billingQuery(filters) !== ""} />}
          />
          <Pagination
            newerHref={isFirstPage ? undefined : BILLING_PATH + billingQuery(filters)}
            olderHref={older ? BILLING_PATH + billingQuery(filters, older) : undefined}
          />
        </div>
      </PageCard>
    </section>
  );
}

function columns(t: Translate): Column<InvoiceView>[] {
  return [
    { key: "number", header: t("Invoice"), cell: (row) => row.number ?? t("Without a number") },
    {
      key: "status",
      header: t("Status"),
      cell: (row) => <StatusPill kind="invoice" status={row.driverStatus} />,
    },
    {
      key: "issued",
      header: t("Issued"),
      onPhone: "detail",
      cell: (row) => <CalendarDay day={row.issuingDate} />,
    },
    {
      key: "due",
      header: t("Due"),
      cell: (row) => <CalendarDay day={row.paymentDueDate} />,
      hideOnPhone: true,
    },
    {
      key: "total",
      header: t("Total"),
      onPhone: "lead",
      align: "end",
      cell: (row) => <Money cents={row.totalCents} currency={row.currency} />,
    },
  ];
}

function controls(filters: InvoiceFilters, t: Translate): Filter[] {
  return [
    {
      kind: "select",
      name: "status",
      label: t("Status"),
      value: filters.status === "all" ? "" : filters.status,
      options: [
        { value: "", label: t("All") },
        { value: "open", label: t("Open##invoice") },
        { value: "paid", label: t("Paid") },
        { value: "voided", label: t("Voided") },
      ],
    },
    { kind: "date", name: "from", label: t("From"), value: filters.from },
    { kind: "date", name: "to", label: t("To"), value: filters.to },
  ];
}

function NoInvoices({ isFiltered }: { isFiltered: boolean }) {
  const t = useT();
  return (
    <EmptyState
      icon={ReceiptText}
      title={t("No invoices to show")}
      action={isFiltered && <LinkButton href={BILLING_PATH}>{t("Reset filters")}</LinkButton>}
    >
      {isFiltered
        ? t("None of your invoices matches the filters.")
        : t("Your first invoice appears here at the end of the billing period.")}
    </EmptyState>
  );
}
