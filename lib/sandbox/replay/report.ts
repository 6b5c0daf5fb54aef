import type { Decimal } from "decimal.js";
import type { ReplayReport } from "./reconcile.ts";
import { type Refusal, REFUSALS } from "./refusals.ts";

const LISTED = 20;

/** kWh with three decimals and thousands apart: 626,009.573. */
export function kwh(wh: number | Decimal): string {
  const [whole, fraction] = (Number(wh) / 1_000).toFixed(3).split(".");
  return `${grouped(whole)}.${fraction}`;
}

function euros(cents: number): string {
  const digits = String(cents).padStart(3, "0");
  return `${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const count = (value: number) => grouped(String(value));

/** True when every loaded Wh was billed once and nothing waits, is parked or is held. */
export function addsUp(report: ReplayReport): boolean {
  const { ledger, lago, steve } = report;
  return report.differenceWh.isZero() && report.subscriptionsOff.length === 0 &&
    report.brokenInvariants === 0 && Object.keys(report.workerRefused).length === 0 &&
    ledger.eventsDue + ledger.eventsParked === 0 && Object.keys(ledger.heldWh).length === 0 &&
    lago.energyWh.equals(ledger.sentWh) && ledger.deliveredWh === steve.energyWh;
}

/** The reconciliation as lines of text. */
export function renderReport(report: ReplayReport): string[] {
  const { file, ledger, lago, steve, collisions } = report;
  const loaded = file.total - file.refused.length;
  const zero = file.zeroEnergy > 0 ? `${count(file.zeroEnergy)} with 0 Wh, nothing to bill` : "";
  const lines: [string, string, string?][] = [
    ["Rows in the file", count(file.total)],
    ["Rows refused", count(file.refused.length), file.refused.length ? "listed below" : ""],
    ["Rows loaded into SteVe", count(loaded), shortfall(steve.transactions, loaded)],
    ["Sessions read", count(ledger.sessions), shortfall(ledger.sessions, loaded)],
    ["Sessions billed", count(ledger.sessionsBilled), zero],
    ["Events at Lago", count(lago.events)],
    ["", ""],
    ["kWh in the file", kwh(file.energyWh)],
    ["kWh in refused rows", kwh(report.refusedWh)],
    ...(report.roundingWh.isZero() ? [] : [[
      "kWh by rounding to whole Wh",
      kwh(report.roundingWh),
      `${count(file.rounded)} rows had fractions of a Wh`,
    ] as [string, string, string]]),
    ["kWh in SteVe", kwh(steve.energyWh)],
    ["kWh billed", kwh(lago.energyWh), `Lago's own sum over ${lago.subscriptions} subscriptions`],
    ["EUR invoiced", euros(lago.amountCents), `${count(lago.invoices)} monthly invoices`],
    ["Difference", `${report.differenceWh.toFixed()} Wh`],
  ];
  const wide = Math.max(...lines.map(([name]) => name.length));
  const figures = Math.max(...lines.map(([, value]) => value.length));
  return [
    "Reconciliation",
    ...lines.map(([name, value, note]) =>
      `  ${name.padEnd(wide)}  ${value.padStart(figures)}${note ? `  ${note}` : ""}`.trimEnd()
    ),
    ...refusedLines(report),
    ...noteLines(report, collisions),
    "",
    addsUp(report)
      ? "Every Wh of the loaded rows was billed exactly once."
      : "The accounts do NOT add up.",
  ];
}

const shortfall = (found: number, expected: number) =>
  found === expected ? "" : `expected ${count(expected)}, found ${count(found)}`;

function refusedLines({ file: { refused } }: ReplayReport): string[] {
  if (refused.length === 0) return [];
  const reasons = new Map<Refusal, number>();
  for (const { refusal } of refused) reasons.set(refusal, (reasons.get(refusal) ?? 0) + 1);
  return [
    "",
    "Rows refused, and why",
    ...[...reasons].sort(([, a], [, b]) => b - a).map(([reason, n]) =>
      `  ${count(n).padStart(6)}  ${REFUSALS[reason]}`
    ),
    ...refused.slice(0, LISTED).map((row) =>
      `          line ${row.line}, transaction ${row.transactionId || "without id"}: ${
        REFUSALS[row.refusal]
      } (${kwh(row.energyWh)} kWh)`
    ),
    ...(refused.length > LISTED ? [`          and ${count(refused.length - LISTED)} more`] : []),
  ];
}

function noteLines(report: ReplayReport, collisions: ReplayReport["collisions"]): string[] {
  const { ledger, file } = report;
  const notes: [boolean, string][] = [
    [
      collisions.sameStart > 0,
      `${
        count(collisions.sameStart)
      } sessions share charger, connector and start with another; each has its own id and is billed as the file states it.`,
    ],
    [
      collisions.overlapping > 0,
      `${
        count(collisions.overlapping)
      } sessions begin before the one before them on the same connector has ended; billed as stated.`,
    ],
    [file.withoutStatus > 0, `${count(file.withoutStatus)} loaded rows have no idle status.`],
    [ledger.eventsDue > 0, `${count(ledger.eventsDue)} events (${kwh(ledger.dueWh)} kWh) wait.`],
    [
      ledger.eventsParked > 0,
      `${count(ledger.eventsParked)} events (${kwh(ledger.parkedWh)} kWh) were refused by Lago.`,
    ],
    ...Object.entries(ledger.heldWh).map(([reason, wh]): [boolean, string] => [
      true,
      `${kwh(wh)} kWh are held: ${reason}.`,
    ]),
    ...Object.entries(report.workerRefused).map(([reason, n]): [boolean, string] => [
      true,
      `${count(n)} transactions were refused by the worker: ${reason}.`,
    ]),
    [
      report.subscriptionsOff.length > 0,
      `${count(report.subscriptionsOff.length)} subscriptions differ from their rows: ${
        report.subscriptionsOff.slice(0, 5).join(", ")
      }.`,
    ],
    [
      report.brokenInvariants > 0,
      `${count(report.brokenInvariants)} sessions break a billing invariant.`,
    ],
  ];
  const shown = notes.filter(([isShown]) => isShown).map(([, text]) => `  ${text}`);
  return shown.length > 0 ? ["", "Notes", ...shown] : [];
}
