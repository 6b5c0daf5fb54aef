import type { ComponentChildren } from "preact";
import { NOTHING } from "./format.ts";

export type KeyValue = { key: string; value: ComponentChildren };

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" } as const;

/** Facts as name and value. An empty value shows a dash, so that the list keeps its shape. */
export function KeyValueList({ items, columns = 2 }: {
  items: KeyValue[];
  columns?: 1 | 2 | 3;
}) {
  return (
    <dl class={`grid gap-x-8 text-sm ${COLUMNS[columns]}`}>
      {items.map(({ key, value }) => (
        <div
          key={key}
          class="flex min-w-0 items-baseline justify-between gap-4 border-b border-border-subtle/60 py-2 last:border-0"
        >
          <dt class="shrink-0 text-ink-muted">{key}</dt>
          <dd class="min-w-0 text-end font-medium wrap-break-word">
            {value === null || value === undefined || value === "" ? NOTHING : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
