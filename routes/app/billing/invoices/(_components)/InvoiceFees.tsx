import { type Column, DataTable } from "@/components/DataTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ReceiptText } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { Money } from "@/components/Money.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useReader } from "@/components/format_context.ts";
import { formatNumber } from "@/components/format.ts";
import { useT } from "@/components/translate.ts";
import type { getInvoice } from "@/lib/billing/mod.ts";
import type { InvoiceLine } from "@/lib/lago/mod.ts";
import { CalendarDay } from "../../(_components)/CalendarDay.tsx";

type Invoice = Awaited<ReturnType<typeof getInvoice>>;

/** The fees line by line and how they add up. */
export function InvoiceFees({ invoice }: { invoice: Invoice }) {
  const t = useT();
  const { details, currency } = invoice;
  const columns: Column<InvoiceLine>[] = [
    {
      key: "fee",
      header: t("Fee"),
      cell: (line) => (
        <span class="block">
          <span class="block">{feeName(line, t)}</span>
          <Sublabel line={line} currency={currency} />
        </span>
      ),
    },
    {
      key: "amount",
      header: t("Amount"),
      align: "end",
      cell: (line) => <Money cents={line.amountCents} currency={currency} />,
    },
  ];
  return (
    <SectionCard title={t("Fees")} icon={ReceiptText} flush>
      <DataTable
        caption={t("Fees of this invoice")}
        columns={columns}
        rows={details.lines ?? []}
        rowKey={(line) => `${line.kind} ${line.name} ${line.from} ${line.amountCents}`}
        empty={<NoLines isKnown={details.lines !== null} />}
      />
      <div class="border-t border-border-subtle px-4 pt-1 pb-2">
        <KeyValueList columns={1} items={sums(invoice, t)} />
      </div>
    </SectionCard>
  );
}

type T = ReturnType<typeof useT>;

const feeName = (line: InvoiceLine, t: T) =>
  line.name || (line.kind === "subscription" ? t("Base fee") : t("Fee"));

/** When, how much, at what price. */
function Sublabel({ line, currency }: { line: InvoiceLine; currency: string }) {
  const reader = useReader();
  const t = useT();
  const units = Number(line.units ?? NaN);
  const price = Number(line.unitAmount ?? NaN);
  const hasUnits = line.kind === "charge" && Number.isFinite(units);
  const money = new Intl.NumberFormat(reader.locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 4,
  });
  return (
    <span class="block text-xs font-normal text-ink-muted">
      {line.from && line.to && (
        <>
          <CalendarDay day={line.from} /> – <CalendarDay day={line.to} />
        </>
      )}
      {hasUnits && (
        <>
          {line.from && " · "}
          {Number.isFinite(price)
            ? t("{units} units at {price}", {
              units: formatNumber(units, reader, { digits: 3 }),
              price: money.format(price),
            })
            : t("{units} units", { units: formatNumber(units, reader, { digits: 3 }) })}
        </>
      )}
      {line.description && line.description !== line.name && (
        <span class="block">{line.description}</span>
      )}
    </span>
  );
}

function sums(invoice: Invoice, t: T) {
  const { details, currency } = invoice;
  const money = (cents: number) => <Money cents={cents} currency={currency} />;
  const less = (key: string, cents: number) => cents === 0 ? [] : [{ key, value: money(-cents) }];
  const taxes = details.taxes.length > 0
    ? details.taxes.map((tax) => ({
      key: tax.rate === null ? tax.name : `${tax.name} (${Number(tax.rate)} %)`,
      value: money(tax.amountCents),
    }))
    : [{ key: t("Taxes"), value: money(invoice.taxesCents) }];
  return [
    ...less(t("Discounts"), details.couponsCents),
    {
      key: t("Subtotal"),
      value: money(details.subtotalCents ?? invoice.feesCents - details.couponsCents),
    },
    ...taxes,
    ...less(t("Credit notes"), details.creditNotesCents),
    ...less(t("Paid from the wallet"), details.prepaidCents),
    { key: t("Total"), value: <strong>{money(invoice.totalCents)}</strong> },
  ];
}

function NoLines({ isKnown }: { isKnown: boolean }) {
  const t = useT();
  return (
    <EmptyState
      icon={ReceiptText}
      title={isKnown ? t("No fees") : t("The fees cannot be shown right now")}
    >
      {!isKnown &&
        t("The billing system does not answer. The sums below are right; reload to see the fees.")}
    </EmptyState>
  );
}
