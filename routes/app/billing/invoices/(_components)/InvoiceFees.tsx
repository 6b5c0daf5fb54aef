import { type Column, DataTable } from "@/components/DataTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ReceiptText } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { Money } from "@/components/Money.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useReader } from "@/components/format_context.ts";
import { formatNumber, type FormatSettings } from "@/components/format.ts";
import { useT } from "@/components/translate.ts";
import type { FeeLine, InvoicePage } from "@/lib/billing/mod.ts";
import { CalendarDay } from "../../(_components)/CalendarDay.tsx";

/** The fees line by line and how they add up. */
export function InvoiceFees({ invoice }: { invoice: InvoicePage }) {
  const t = useT();
  const { details, currency } = invoice;
  const columns: Column<FeeLine>[] = [
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

const feeName = (line: FeeLine, t: T) =>
  line.name || (line.kind === "subscription" ? t("Base fee") : t("Fee"));

/** When, how much, at what price. */
function Sublabel({ line, currency }: { line: FeeLine; currency: string }) {
  const reader = useReader();
  const t = useT();
  const quantity = quantityText(line, currency, reader, t);
  return (
    <span class="block text-xs font-normal text-ink-muted">
      {line.from && line.to && (
        <>
          <CalendarDay day={line.from} /> – <CalendarDay day={line.to} />
        </>
      )}
      {quantity && (
        <>
          {line.from && " · "}
          {quantity}
        </>
      )}
      {line.description && line.description !== line.name && (
        <span class="block">{line.description}</span>
      )}
    </span>
  );
}

/** "50.5 kWh at €0.42 per kWh"; null for what is no charge, or a number without a unit and a price. */
function quantityText(
  line: FeeLine,
  currency: string,
  reader: FormatSettings,
  t: T,
): string | null {
  const units = Number(line.units ?? NaN);
  if (line.kind !== "charge" || !Number.isFinite(units)) return null;
  const n = formatNumber(units, reader, { digits: 3 });
  const each = Number(line.unitAmount ?? NaN);
  const price = Number.isFinite(each)
    ? new Intl.NumberFormat(reader.locale, {
      style: "currency",
      currency,
      maximumFractionDigits: 4,
    })
      .format(each)
    : null;
  switch (line.unit) {
    case "kwh":
      return price ? t("{n} kWh at {price} per kWh", { n, price }) : `${n}\u00a0kWh`;
    case "minute":
      return price ? t("{n} min at {price} per minute", { n, price }) : `${n}\u00a0min`;
    case "hour":
      return price ? t("{n} h at {price} per hour", { n, price }) : `${n}\u00a0h`;
    case null:
      return price && `${n} × ${price}`;
  }
}

function sums(invoice: InvoicePage, t: T) {
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
