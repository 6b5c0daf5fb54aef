import type { Tone } from "@/components/accent.ts";
import { Badge } from "@/components/Badge.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { humanize } from "@/components/format.ts";
import { ScrollText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import type { getRun } from "@/lib/sync/mod.ts";

type LogLine = Awaited<ReturnType<typeof getRun>>["logs"][number];

const TONE: Record<LogLine["level"], Tone> = {
  info: "neutral",
  warning: "warning",
  error: "error",
};

export const LEVELS = ["all", "info", "warning", "error"] as const;
export type Level = typeof LEVELS[number];

/** The run's own words, oldest first, of one level or all. */
export function RunLog({ lines, level, path }: { lines: LogLine[]; level: Level; path: string }) {
  const shown = lines.filter((line) => level === "all" || line.level === level);
  const countOf = (each: Level) =>
    each === "all" ? lines.length : lines.filter((line) => line.level === each).length;
  return (
    <SectionCard title="Log" icon={ScrollText} flush>
      <Tabs
        label="Level"
        tabs={LEVELS.map((each) => ({
          href: each === "all" ? path : `${path}?level=${each}`,
          label: humanize(each),
          current: each === level,
          count: countOf(each),
        }))}
      />
      {shown.length === 0
        ? <EmptyState icon={ScrollText} title="No lines of this level" />
        : (
          <ol class="divide-y divide-border-subtle/60 px-4" aria-label="Log lines">
            {shown.map((line) => (
              <li
                key={line.id}
                class="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2 text-sm sm:flex-nowrap"
              >
                <span class="shrink-0 text-xs text-ink-muted tabular-nums">
                  <DateTime at={line.createdAt} show="time" />
                </span>
                <span class="shrink-0">
                  <Badge tone={TONE[line.level]}>{humanize(line.level)}</Badge>
                </span>
                <span class="min-w-0 flex-1 basis-60 wrap-break-word">
                  {line.message}{" "}
                  <span class="text-xs text-ink-muted">{humanize(line.segment)}</span>
                </span>
              </li>
            ))}
          </ol>
        )}
    </SectionCard>
  );
}
