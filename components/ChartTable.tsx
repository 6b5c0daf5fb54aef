import { useT } from "./translate.ts";

/** The numbers of a chart as a table that opens: for screen readers, for copying, for a browser
 * without scripts. */
export function ChartTable({ caption, headers, rows, openLabel }: {
  caption: string;
  headers: string[];
  rows: string[][];
  /** What opens it; islands pass it in the reader's language. */
  openLabel?: string;
}) {
  const t = useT();
  return (
    <details class="mt-1 text-sm">
      <summary class="tap inline-flex items-center text-xs text-ink-muted underline decoration-dotted underline-offset-4 hover:text-ink">
        {openLabel ?? t("Show as table")}
      </summary>
      <div tabIndex={0} class="max-h-72 overflow-auto rounded-md border border-border-subtle">
        <table class="w-full tabular-nums">
          <caption class="sr-only">{caption}</caption>
          <thead class="sticky top-0 bg-sunken text-xs text-ink-muted">
            <tr>
              {headers.map((header, at) => (
                <th key={at} scope="col" class="px-3 py-1.5 text-start font-medium">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at} class="border-t border-border-subtle">
                {row.map((cell, column) => <td key={column} class="px-3 py-1.5">{cell}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
