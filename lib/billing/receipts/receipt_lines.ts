import {
  formatDateTime,
  formatDuration,
  formatEnergy,
  formatMoney,
  formatNumber,
} from "@/components/format.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import type { Receipt } from "./load_receipt.ts";
import { priceLabel } from "./price_label.ts";
import type { DocumentReader } from "./reader.ts";

/** A receipt in words: the PDF and the mail say the same. */
export interface ReceiptText {
  title: string;
  facts: [string, string][];
  /** Label, energy, unit price, amount. */
  head: [string, string, string, string];
  lines: [string, string, string, string][];
  total: [string, string];
  /** What the total is worth, sentence by sentence. */
  notes: string[];
  footer: string;
}

/** Writes a receipt in its reader's language, with their numbers and their clock. */
export function receiptText(receipt: Receipt, reader: DocumentReader): ReceiptText {
  const t = translator(reader.language);
  const { session, site, cost, currency } = receipt;
  const money = (amount: string) => currency ? exactMoney(amount, currency, reader.locale) : amount;
  const facts: [string, string | null][] = [
    [t("Session"), `#${session.steveTransactionId}`],
    [t("Driver"), receipt.driverName ?? receipt.driverEmail],
    [
      t("Charger"),
      t("{charger}, connector {n}", {
        charger: session.chargerName,
        n: session.connectorId,
      }),
    ],
    [t("Site"), site && [site.name, site.address].filter(Boolean).join(", ")],
    [t("Started"), formatDateTime(session.startedAt, reader)],
    [t("Ended"), formatDateTime(receipt.stoppedAt, reader)],
    [t("Time zone"), reader.timeZone],
    [t("Duration"), formatDuration(session.durationMs, reader)],
    [t("Energy"), formatEnergy(session.energyWh, reader, 3)],
    [t("Card"), receipt.cardName],
    [t("Cost centre"), receipt.costCentre],
    [t("Plan"), cost?.tariff?.planName ?? null],
  ];
  return {
    title: t("Receipt for session #{id}", { id: session.steveTransactionId }),
    facts: facts.flatMap(([key, value]) => value ? [[key, value] as [string, string]] : []),
    head: [t("Price"), t("Energy"), t("Per kWh"), t("Amount")],
    lines: (cost?.lines ?? []).map((line) => [
      priceLabel(line.label, t),
      Number(line.kwh) === 0
        ? ""
        : `${formatNumber(Number(line.kwh), reader, { digits: 3, fixed: true })}\u00a0kWh`,
      line.unitAmount === null ? "" : money(line.unitAmount),
      money(line.amount),
    ]),
    total: [
      t("Total, before taxes"),
      currency ? formatMoney(receipt.totalCents, currency, reader) : "—",
    ],
    notes: notesOf(receipt, reader),
    footer: t("Made by Polaris Express on {at}. This is not an invoice.", {
      at: formatDateTime(receipt.issuedAt, reader),
    }),
  };
}

function notesOf(receipt: Receipt, reader: DocumentReader): string[] {
  const t = translator(reader.language);
  const { cost, isInvoiced, isFinal } = receipt;
  const notes: string[] = [];
  if (receipt.totalCents === null) notes.push(t("No price is known for this session."));
  else if (cost?.coverage === "included") notes.push(t("Included in your plan."));
  if (isInvoiced) {
    notes.push(t("This session has been invoiced; the amount on the invoice counts."));
  } else if (receipt.totalCents !== null) {
    notes.push(t("Estimate until invoiced: the invoice decides."));
  }
  if (!isFinal) notes.push(t("The final meter reading is still to come."));
  return notes;
}

/** Up to four decimals: prices of a kWh are finer than a cent. */
function exactMoney(amount: string, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 4 })
    .format(Number(amount));
}
