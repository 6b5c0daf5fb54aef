import { useEffect, useState } from "preact/hooks";
import { BorderBeam } from "../../components/BorderBeam.tsx";
import { SectionCard } from "../../components/SectionCard.tsx";
import { StatusPill } from "../../components/StatusPill.tsx";
import type { RunTick } from "@/lib/live/mod.ts";
import { RunSegments } from "../../routes/admin/(_components)/RunSegments.tsx";
import { live } from "../live.ts";

/** The segments of one run, moving while it runs. Once it has ended the page offers its final figures. */
export default function RunProgress({ run }: { run: RunTick }) {
  const [now, setNow] = useState(run);
  useEffect(
    () =>
      live.on<RunTick>("sync.progress", (tick) => {
        if (tick.id === run.id) setNow(tick);
      }),
    [],
  );
  const isRunning = now.status === "running";
  const hasEnded = run.status === "running" && !isRunning;
  const latest = now.log.at(-1);
  return (
    <div class="accent accent-blue">
      <BorderBeam live={isRunning}>
        <SectionCard
          title="Segments"
          actions={<StatusPill kind="sync" status={now.status} />}
          description={
            <span role="status">
              {hasEnded && (
                <>
                  The run has ended.{" "}
                  <a href="" class="underline underline-offset-2">Show its final figures</a>
                </>
              )}
              {isRunning &&
                `${now.transactionsProcessed} sessions read, ${now.eventsCreated} billing events`}
            </span>
          }
        >
          <RunSegments segments={now.segments} />
          {isRunning && latest && (
            <p class="pt-3 font-mono text-xs wrap-break-word text-ink-muted">{latest.message}</p>
          )}
        </SectionCard>
      </BorderBeam>
    </div>
  );
}
