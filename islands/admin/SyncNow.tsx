import { useEffect, useState } from "preact/hooks";
import { BorderBeam } from "../../components/BorderBeam.tsx";
import { formatRelative } from "../../components/format.ts";
import { ReaderContext } from "../../components/format_context.ts";
import { RefreshCw } from "../../components/icons.ts";
import { KeyValueList } from "../../components/KeyValueList.tsx";
import { SectionCard } from "../../components/SectionCard.tsx";
import { StatusPill } from "../../components/StatusPill.tsx";
import type { RunTick, ScheduleTick } from "@/lib/live/mod.ts";
import { RunSegments } from "../../routes/admin/(_components)/RunSegments.tsx";
import { tierLabel } from "../../routes/admin/(_components)/tier.ts";
import { live } from "../live.ts";

/** The sync run under way with its segments, or when the next one comes. */
export default function SyncNow({ run, schedule, locale, timeZone, now }: {
  run: RunTick | null;
  schedule: ScheduleTick | null;
  locale: string;
  timeZone: string;
  /** ISO-8601; when the page was made. */
  now: string;
}) {
  const [current, setCurrent] = useState(run);
  const [plan, setPlan] = useState(schedule);
  const [at, setAt] = useState(() => new Date(now));
  useEffect(() => {
    const stops = [
      live.on<RunTick>("sync.progress", setCurrent),
      live.on<ScheduleTick>("sync.scheduled", (next) => {
        setPlan(next);
        setAt(new Date());
      }),
    ];
    const timer = setInterval(() => setAt(new Date()), 15_000);
    return () => {
      stops.forEach((stop) => stop());
      clearInterval(timer);
    };
  }, []);
  const isRunning = current?.status === "running";
  const reader = { locale, timeZone, now: at };
  return (
    <ReaderContext.Provider value={reader}>
      <div class="accent accent-blue">
        <BorderBeam live={isRunning}>
          <SectionCard
            title={isRunning ? "Active sync run" : "Sync schedule"}
            icon={RefreshCw}
            accent="blue"
            actions={current && (
              <a href={`/sync/${current.id}`} class="text-sm underline underline-offset-2">
                Run {current.id}
              </a>
            )}
          >
            {isRunning && current ? <RunSegments segments={current.segments} /> : (
              <KeyValueList
                columns={1}
                items={[
                  { key: "Tier", value: tierLabel(plan) },
                  {
                    key: "Next run",
                    value: plan?.nextRunAt
                      ? formatRelative(new Date(plan.nextRunAt), at, reader)
                      : null,
                  },
                  {
                    key: "Last run",
                    value: current && <StatusPill kind="sync" status={current.status} />,
                  },
                  { key: "Billing events of it", value: current && String(current.eventsCreated) },
                ]}
              />
            )}
          </SectionCard>
        </BorderBeam>
      </div>
    </ReaderContext.Provider>
  );
}
