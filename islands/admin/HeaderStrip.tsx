import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatRelative } from "../../components/format.ts";
import { Bell, type Icon, PlugZap, RefreshCw, Zap } from "../../components/icons.ts";
import type { AdminMessages, RunTick, ScheduleTick } from "@/lib/live/mod.ts";
import { tierWord } from "../../routes/admin/(_components)/tier.ts";
import { live } from "../live.ts";

/** The first line of the dashboard: cadence, the run in flight, chargers, unread notices. */
export default function HeaderStrip(props: {
  schedule: ScheduleTick | null;
  chargers: { online: number; total: number } | null;
  unread: number | null;
  locale: string;
  timeZone: string;
  now: string;
}) {
  const [schedule, setSchedule] = useState(props.schedule);
  const [chargers, setChargers] = useState(props.chargers);
  const [unread, setUnread] = useState(props.unread);
  const [at, setAt] = useState(() => new Date(props.now));
  useEffect(() => {
    const stops = [
      live.on<ScheduleTick>("sync.scheduled", (next) => {
        setAt(new Date());
        setSchedule(next);
      }),
      live.on<RunTick>(
        "sync.progress",
        (run) =>
          setSchedule((before) =>
            before && { ...before, runningId: run.status === "running" ? run.id : null }
          ),
      ),
      live.on<AdminMessages["charger.status"]>(
        "charger.status",
        (data) => setChargers(data.counts),
      ),
      live.on<{ unread: number }>("notification.raised", (data) => setUnread(data.unread)),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  const running = schedule?.runningId ?? null;
  const next = schedule?.nextRunAt;
  return (
    <ul class="flex flex-wrap gap-2" aria-label="At a glance">
      <Chip href="/sync" icon={RefreshCw} label="Sync">
        {tierWord(schedule)}
        {next && running === null ? `, next ${formatRelative(new Date(next), at, props)}` : ""}
      </Chip>
      {running !== null && (
        <Chip href={`/sync/${running}`} icon={Zap} label="In flight" accent="accent accent-blue">
          run {running}
        </Chip>
      )}
      <Chip href="/transactions?status=active" icon={PlugZap} label="Chargers online">
        {chargers ? `${chargers.online} of ${chargers.total}` : "—"}
      </Chip>
      <Chip
        href="/notifications"
        icon={Bell}
        label="Unread"
        accent={unread ? "accent accent-amber" : undefined}
      >
        {unread ?? "—"}
      </Chip>
    </ul>
  );
}

function Chip({ href, icon: Glyph, label, accent, children }: {
  href: string;
  icon: Icon;
  label: string;
  accent?: string;
  children: ComponentChildren;
}) {
  return (
    <li class={accent}>
      <a
        href={href}
        class="tap inline-flex items-center gap-2 rounded-pill border border-accent/20 bg-card px-3 text-sm hover:bg-accent/8"
      >
        <Glyph size={16} aria-hidden="true" class="text-accent-ink" />
        <span class="text-ink-muted">{label}</span>
        <span class="font-medium tabular-nums">{children}</span>
      </a>
    </li>
  );
}
