import type { ComponentChildren } from "preact";
import { cx } from "./class_names.ts";
import { ChevronDown, ChevronUp } from "./icons.ts";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, so that their digits line up. */
  align?: "start" | "end";
  /** Link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; direction?: "ascending" | "descending" };
  hideOnPhone?: boolean;
  /** On a phone without its header: beside the row's head, in one line below it, or after that line. */
  onPhone?: "lead" | "detail" | "note";
};

type DataTableProps<Row> = {
  /** Says what the table holds; read out, and shown when `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  /** Makes the row a link; the link itself is the first column's content. */
  rowHref?: (row: Row) => string | undefined;
  /** Shown instead of the table when there are no rows. */
  empty: ComponentChildren;
};

/** A table rendered on the server; on a phone each row becomes a card whose head is the first
 * column, of two lines where columns say their place there (`onPhone`). The roles are written out
 * because `display: block` would drop them. */
export function DataTable<Row>(
  { caption, showCaption, columns, rows, rowKey, rowHref, empty }: DataTableProps<Row>,
) {
  if (rows.length === 0) return <>{empty}</>;
  const [first, ...others] = columns;
  const isCompact = columns.some((column) => column.onPhone);
  return (
    <table role="table" class={cx("data-table text-sm", isCompact && "compact")}>
      <caption class={showCaption ? "px-4 pb-2 text-start text-ink-muted" : "sr-only"}>
        {caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <HeadCell key={column.key} column={column} />)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)}>
            <th scope="row" role="rowheader" class={cx("font-medium", cellClass(first))}>
              <RowLink href={rowHref?.(row)}>{breakable(first.cell(row))}</RowLink>
            </th>
            {others.map((column) => (
              <td
                role="cell"
                key={column.key}
                data-label={column.header}
                data-place={column.onPhone}
                class={cx(cellClass(column), column.hideOnPhone && "wide-only")}
              >
                {breakable(column.cell(row))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  const { sort, header } = column;
  const Arrow = sort?.direction === "ascending" ? ChevronUp : ChevronDown;
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={sort?.direction}
      class={cx("text-xs font-medium whitespace-nowrap text-ink-muted", cellClass(column))}
    >
      {sort
        ? (
          <a href={sort.href} class="inline-flex items-center gap-1 hover:text-ink">
            {header}
            <Arrow
              size={14}
              aria-hidden="true"
              class={sort.direction ? "text-accent-ink" : "opacity-40"}
            />
          </a>
        )
        : header}
    </th>
  );
}

function RowLink({ href, children }: { href?: string; children: ComponentChildren }) {
  if (!href) return <>{children}</>;
  return <a href={href} class="row-link hover:underline">{children}</a>;
}

/** Text with a word as long as a column breaks inside it. Others keep their words whole: a column that may
 * break anywhere is squeezed first. */
function breakable(content: ComponentChildren): ComponentChildren {
  if (typeof content !== "string" || !/\S{40}/.test(content)) return content;
  return <span class="wrap-anywhere sm:inline-block sm:min-w-40">{content}</span>;
}

function cellClass<Row>(column: Column<Row>): string {
  return cx("px-4 py-2.5", column.align === "end" ? "text-end" : "text-start");
}
