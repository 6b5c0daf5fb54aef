/** One measured figure: what `deno task bench` prints and docs/benchmarks.md keeps. */
export interface Report {
  title: string;
  /** How it was measured, in sentences. */
  method: string;
  columns: string[];
  rows: (string | number)[][];
  /** The figure in one line, e.g. "0.78 of the bare handler". */
  outcome: string;
}

export type Figure = () => Promise<Report[]>;

/** A number for people: three significant digits, thousands separated. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3).replace(/\.?0+$/, "") || "0";
}

/** A report as Markdown, its columns aligned so that it reads on a terminal too. */
export function markdown(report: Report): string {
  const cells = [report.columns, ...report.rows.map((row) => row.map(cell))];
  const widths = report.columns.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const line = (row: string[]) =>
    `| ${
      row.map((text, i) => i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])).join(" | ")
    } |`;
  const rule = `| ${
    widths.map((width, i) => i === 0 ? "-".repeat(width) : `${"-".repeat(Math.max(2, width - 1))}:`)
      .join(" | ")
  } |`;
  const [head, ...body] = cells.map(line);
  return `## ${report.title}\n\n${report.method}\n\n${
    [head, rule, ...body].join("\n")
  }\n\n**${report.outcome}**\n`;
}

const cell = (value: string | number) => typeof value === "number" ? shown(value) : value;
