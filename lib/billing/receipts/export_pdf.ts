import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatEnergy,
  formatMoney,
  formatNumber,
} from "@/components/format.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { type ExportFilter, type ExportRow, exportRows } from "./export_rows.ts";
import { type MonthTotal, monthTotals } from "./month_totals.ts";
import { LEFT, type PdfColumn, PdfSheet, RIGHT } from "./pdf_sheet.ts";
import type { DocumentReader } from "./reader.ts";

/** Some sixty pages; whoever needs more is served by the CSV. */
const MAX_ROWS = 2_000;

const MONTHS: PdfColumn[] = [
  { x: LEFT, width: 180 },
  { x: LEFT + 190, width: 70, align: "right" },
  { x: LEFT + 270, width: 100, align: "right" },
  { x: RIGHT - 115, width: 115, align: "right" },
];
const SESSIONS: PdfColumn[] = [
  { x: LEFT, width: 92 },
  { x: LEFT + 98, width: 132 },
  { x: LEFT + 236, width: 92 },
  { x: LEFT + 332, width: 52, align: "right" },
  { x: LEFT + 388, width: 54, align: "right" },
  { x: RIGHT - 50, width: 50, align: "right" },
];

/** A driver's sessions as a PDF: totals by month, then every session, newest first. */
export async function exportPdf(
  ctx: Ctx,
  filter: ExportFilter,
  options: { reader: DocumentReader },
): Promise<Uint8Array<ArrayBuffer>> {
  const { reader } = options;
  const t = translator(reader.language);
  const { rows, isCut } = await firstRows(ctx, filter);
  const now = ctx.clock.now();
  const sheet = new PdfSheet({
    title: t("Charging sessions"),
    footer: t("Made by Polaris Express on {at}. Times in {zone}.", {
      at: formatDateTime(now, reader),
      zone: reader.timeZone,
    }),
    createdAt: now,
    reader,
  });
  sheet.text(spanOf(filter, reader, t), { muted: true });
  if (rows.length === 0) {
    sheet.text(t("No matching sessions."));
    return sheet.finish();
  }
  writeMonths(sheet, monthTotals(rows, reader.timeZone), reader, t);
  writeSessions(sheet, rows, reader, t);
  if (isCut) {
    sheet.text(
      t("Only the newest {n} sessions are listed. Export as CSV to get all of them.", {
        n: formatNumber(MAX_ROWS, reader),
      }),
    );
  }
  sheet.text(t("Costs are estimates before taxes until invoiced: the invoice decides."), {
    muted: true,
  });
  return await sheet.finish();
}

async function firstRows(ctx: Ctx, filter: ExportFilter) {
  const rows: ExportRow[] = [];
  for await (const page of exportRows(ctx, filter)) {
    rows.push(...page);
    if (rows.length > MAX_ROWS) return { rows: rows.slice(0, MAX_ROWS), isCut: true };
  }
  return { rows, isCut: false };
}

/** Filters are days of UTC, so they are written as such. */
function spanOf({ from, to }: ExportFilter, reader: DocumentReader, t: Translate): string {
  const day = (at: Date) => formatDate(at, { ...reader, timeZone: "UTC" });
  if (from && to) return t("From {from} to {to}", { from: day(from), to: day(to) });
  if (from) return t("Since {from}", { from: day(from) });
  return to ? t("Until {to}", { to: day(to) }) : t("All sessions");
}

function writeMonths(
  sheet: PdfSheet,
  months: readonly MonthTotal[],
  reader: DocumentReader,
  t: Translate,
): void {
  sheet.heading(t("By month"), 13);
  sheet.tableHead(MONTHS, [t("Month"), t("Sessions"), t("Energy"), t("Estimated cost")]);
  const name = new Intl.DateTimeFormat(reader.locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const cells = (label: string, total: Omit<MonthTotal, "month">) => [
    label,
    formatNumber(total.sessions, reader),
    formatEnergy(total.energyWh, reader, 3),
    [...total.costs].map(([currency, cents]) => formatMoney(cents, currency, reader)).join(" + ") ||
    "—",
  ];
  for (const total of months) {
    sheet.row(MONTHS, cells(name.format(new Date(`${total.month}-01T00:00:00Z`)), total));
  }
  sheet.rule();
  sheet.row(MONTHS, cells(t("Total"), sumOf(months)), { bold: true });
  sheet.endTable();
}

function sumOf(months: readonly MonthTotal[]): Omit<MonthTotal, "month"> {
  const costs = new Map<string, number>();
  for (const [currency, cents] of months.flatMap((month) => [...month.costs])) {
    costs.set(currency, (costs.get(currency) ?? 0) + cents);
  }
  return {
    sessions: months.reduce((sum, month) => sum + month.sessions, 0),
    energyWh: months.reduce((sum, month) => sum + month.energyWh, 0),
    costs,
  };
}

function writeSessions(
  sheet: PdfSheet,
  rows: readonly ExportRow[],
  reader: DocumentReader,
  t: Translate,
): void {
  sheet.heading(t("Sessions"), 13);
  sheet.tableHead(SESSIONS, [
    t("Started"),
    t("Charger"),
    t("Card"),
    t("Duration"),
    t("Energy"),
    t("Cost"),
  ]);
  for (const { session, siteName, cardName, costCentre } of rows) {
    sheet.row(SESSIONS, [
      formatDateTime(session.startedAt, reader),
      [session.chargerName, siteName].filter(Boolean).join(", "),
      [cardName, costCentre].filter(Boolean).join(", "),
      formatDuration(session.durationMs, reader),
      formatEnergy(session.energyWh, reader, 3),
      session.currency ? formatMoney(session.costCents, session.currency, reader) : "—",
    ], { size: 8 });
  }
  sheet.endTable();
}
