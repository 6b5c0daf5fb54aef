import type { ExportRow } from "./export_rows.ts";

export interface MonthTotal {
  /** YYYY-MM in the reader's zone. */
  month: string;
  sessions: number;
  energyWh: number;
  /** Cents by currency; sessions without a price add nothing. */
  costs: Map<string, number>;
}

/** Sessions summed by the month they began in, newest month first. */
export function monthTotals(rows: readonly ExportRow[], timeZone: string): MonthTotal[] {
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone });
  const months = new Map<string, MonthTotal>();
  for (const { session } of rows) {
    const month = format.format(session.startedAt);
    const total = months.get(month) ??
      { month, sessions: 0, energyWh: 0, costs: new Map<string, number>() };
    months.set(month, total);
    total.sessions++;
    total.energyWh += session.energyWh;
    const { costCents, currency } = session;
    if (costCents !== null && currency) {
      total.costs.set(currency, (total.costs.get(currency) ?? 0) + costCents);
    }
  }
  return [...months.values()].toSorted((a, b) => a.month < b.month ? 1 : -1);
}
