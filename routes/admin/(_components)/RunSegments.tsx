import { Badge } from "@/components/Badge.tsx";
import type { Tone } from "@/components/accent.ts";
import { humanize } from "@/components/format.ts";
import { ProgressBar } from "@/components/ProgressBar.tsx";
import type { SegmentTick } from "@/lib/live/mod.ts";

const LOOK: Record<SegmentTick["status"], { tone: Tone; word: string }> = {
  waiting: { tone: "neutral", word: "Waiting" },
  running: { tone: "info", word: "Running" },
  completed: { tone: "success", word: "Done" },
  failed: { tone: "error", word: "Failed" },
  skipped: { tone: "neutral", word: "Skipped" },
};

/** The parts of a sync run in their order, each with how far it is. */
export function RunSegments({ segments }: { segments: readonly SegmentTick[] }) {
  return (
    <ol class="divide-y divide-border-subtle" aria-label="Segments">
      {segments.map((segment) => (
        <li key={segment.name} class="py-2.5 first:pt-0 last:pb-0" data-segment={segment.name}>
          <div class="flex items-center justify-between gap-3 text-sm">
            <span class="min-w-0 truncate font-medium">{segmentLabel(segment.name)}</span>
            <span class="flex shrink-0 items-center gap-2">
              <span class="text-ink-muted tabular-nums">{countOf(segment)}</span>
              <Badge tone={LOOK[segment.status].tone} live={segment.status === "running"}>
                {LOOK[segment.status].word}
              </Badge>
            </span>
          </div>
          {segment.status === "running" && (
            <div class="pt-2">
              <ProgressBar
                label={segmentLabel(segment.name)}
                value={segment.done}
                max={segment.total ?? Math.max(1, segment.done)}
                text={countOf(segment)}
                showLabel={false}
              />
            </div>
          )}
          {segment.message && (
            <p class="pt-1 text-sm wrap-break-word text-ink-muted">{segment.message}</p>
          )}
        </li>
      ))}
    </ol>
  );
}

function countOf({ done, total, status }: SegmentTick): string {
  if (status === "waiting" || (done === 0 && !total)) return "";
  return total === null || total === done ? String(done) : `${done} of ${total}`;
}

/** The words of a segment's key: "lago_customers" → "Lago customers". */
export const segmentLabel = (name: string) => humanize(name);
