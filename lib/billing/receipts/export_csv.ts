import { stringify } from "csv-stringify/sync";
import { Decimal } from "decimal.js";
import type { Ctx } from "@/lib/platform/context.ts";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { type ExportFilter, type ExportRow, exportRows } from "./export_rows.ts";
import type { DocumentReader } from "./reader.ts";

const BOM = "\ufeff";

/**
 * A driver's sessions as CSV (RFC 4180), written while they are read. Instants are ISO 8601 UTC beside
 * the reader's own time, numbers have a point and no grouping, whatever the language of the head.
 */
export function exportCsv(
  ctx: Ctx,
  filter: ExportFilter,
  options: { reader: DocumentReader; bom?: boolean },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const t = translator(options.reader.language);
  const pages = exportRows(ctx, filter);
  const encoder = new TextEncoder();
  const line = (cells: unknown[][]) =>
    new Uint8Array(encoder.encode(stringify(cells, { record_delimiter: "windows" })));
  return new ReadableStream({
    start(controller) {
      if (options.bom) controller.enqueue(new Uint8Array(encoder.encode(BOM)));
      controller.enqueue(line([headOf(t, options.reader)]));
    },
    async pull(controller) {
      try {
        const page = await pages.next();
        if (page.done) return controller.close();
        controller.enqueue(line(page.value.map((row) => cellsOf(row, options.reader, t))));
      } catch (error) {
        // A file that ends early must look broken, not complete.
        ctx.log.error("An export of sessions broke off.", { error });
        controller.error(error);
      }
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}

function headOf(t: Translate, { timeZone }: DocumentReader): string[] {
  return [
    t("Session"),
    t("Started (UTC)"),
    t("Ended (UTC)"),
    t("Started, local time ({zone})", { zone: timeZone }),
    t("Duration (minutes)"),
    t("Charger"),
    t("Site"),
    t("Connector"),
    t("Energy (kWh)"),
    t("Estimated cost"),
    t("Currency"),
    t("Card"),
    t("Cost centre"),
    t("Status"),
  ];
}

function cellsOf(
  { session, cardName, costCentre, siteName }: ExportRow,
  reader: DocumentReader,
  t: Translate,
): unknown[] {
  return [
    session.steveTransactionId,
    session.startedAt.toISOString(),
    session.stoppedAt?.toISOString() ?? "",
    localTime(session.startedAt, reader.timeZone),
    new Decimal(session.durationMs).div(60_000).toFixed(1),
    plainCell(session.chargerName),
    plainCell(siteName ?? ""),
    session.connectorId,
    new Decimal(session.energyWh).div(1_000).toFixed(3),
    session.costCents === null || !session.currency
      ? ""
      : majorUnits(session.costCents, session.currency),
    session.currency ?? "",
    plainCell(cardName ?? ""),
    plainCell(costCentre ?? ""),
    session.isLive ? t("Active") : session.isFinalized ? t("Completed") : t("Provisional"),
  ];
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export const plainCell = (text: string) => /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;

/** "2026-11-21 10:32" in a zone. */
function localTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone })
    .format(at);
}

/** Cents as currency units with all their digits and a point. */
function majorUnits(cents: number, currency: string): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return new Decimal(cents).div(new Decimal(10).pow(digits)).toFixed(digits);
}
