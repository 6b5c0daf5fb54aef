import { useEffect, useState } from "preact/hooks";
import { formatRelative, formatTime } from "../../components/format.ts";
import { HeartPulse } from "../../components/icons.ts";
import { SectionCard } from "../../components/SectionCard.tsx";
import { StatusPill } from "../../components/StatusPill.tsx";
import type { Health } from "@/lib/health/mod.ts";

const EVERY_MS = 30_000;
const NAMES = { database: "Database", steve: "SteVe", lago: "Lago", sync: "Sync worker" } as const;

/** What the process depends on. Asks /api/health every half minute while the page is seen. */
export default function HealthCard({ health, locale, timeZone }: {
  health: Health;
  locale: string;
  timeZone: string;
}) {
  const [shown, setShown] = useState(health);
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch("/api/health", { headers: { accept: "application/json" } });
        setShown(await response.json() as Health); // Our own contract, tested on the server.
        setOld(false);
      } catch {
        setOld(true);
      }
    };
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const reader = { locale, timeZone };
  const at = new Date(shown.timestamp);
  return (
    <SectionCard
      title="Health"
      icon={HeartPulse}
      accent="cyan"
      description={isOld
        ? `No answer; this is from ${formatTime(at, reader, true)}`
        : `Checked at ${formatTime(at, reader, true)}`}
      actions={<StatusPill kind="health" status={shown.status} />}
    >
      <ul class={isOld ? "opacity-60" : ""}>
        {(Object.keys(NAMES) as (keyof typeof NAMES)[]).map((key) => {
          const check = shown.checks[key];
          return (
            <li
              key={key}
              class="flex items-start justify-between gap-4 border-b border-border-subtle/60 py-2 text-sm last:border-0"
            >
              <span class="min-w-0">
                <span class="block">{NAMES[key]}</span>
                <span class="block text-xs wrap-break-word text-ink-muted">
                  {noteOf(key, shown, at, reader)}
                </span>
              </span>
              <StatusPill kind="health" status={check.status} />
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
}

function noteOf(
  key: keyof typeof NAMES,
  { checks }: Health,
  at: Date,
  reader: { locale: string; timeZone: string },
): string {
  const { error } = checks[key];
  if (error) return error;
  if (key === "database") return `answered in ${checks.database.latencyMs ?? 0} ms`;
  if (key !== "sync") return "configured";
  const { lastRun } = checks.sync;
  return lastRun ? `last run ${formatRelative(new Date(lastRun), at, reader)}` : "no run yet";
}
