import type { ChargerCounts, LiveSession } from "@/lib/charging/mod.ts";
import type { getRun, SyncRun, SyncRunSegment, syncStatus } from "@/lib/sync/mod.ts";

/** A session as it travels to open pages; times are ISO-8601 UTC. */
export type SessionTick =
  & Omit<LiveSession, "startedAt" | "lastMeterAt" | "userId">
  & { startedAt: string; lastMeterAt: string | null };

export interface SegmentTick {
  name: string;
  status: SyncRunSegment["status"];
  done: number;
  total: number | null;
  message: string | null;
}

export interface LogTick {
  id: number;
  at: string;
  segment: string;
  level: "info" | "warning" | "error";
  message: string;
}

/** A sync run with its segments and the last lines of its log. */
export interface RunTick {
  id: number;
  status: SyncRun["status"];
  trigger: string;
  scope: SyncRun["scope"];
  startedAt: string;
  completedAt: string | null;
  transactionsProcessed: number;
  eventsCreated: number;
  segments: SegmentTick[];
  log: LogTick[];
}

export interface ScheduleTick {
  tier: "active" | "idle" | "dormant" | null;
  nextRunAt: string | null;
  /** A cron pattern pins the cadence. */
  isPinned: boolean;
  runningId: number | null;
}

/** What the operators' stream sends, by event name. */
export interface AdminMessages {
  "session.changed": { sessions: SessionTick[] };
  "transaction.meter": { sessions: SessionTick[] };
  "charger.status": { chargeBoxIds: string[]; counts: ChargerCounts };
  "sync.progress": RunTick;
  "sync.scheduled": ScheduleTick;
  "notification.raised": { unread: number };
}

export type AdminMessage = AdminMessages[keyof AdminMessages];

const LOG_TAIL = 30;

export function sessionTick(session: LiveSession): SessionTick {
  const { userId: _, ...shown } = session;
  return {
    ...shown,
    startedAt: session.startedAt.toISOString(),
    lastMeterAt: session.lastMeterAt?.toISOString() ?? null,
  };
}

export function runTick({ run, segments, logs }: Awaited<ReturnType<typeof getRun>>): RunTick {
  return {
    id: run.id,
    status: run.status,
    trigger: run.trigger,
    scope: run.scope,
    startedAt: run.startedAt.toISOString(),
    completedAt: run.completedAt?.toISOString() ?? null,
    transactionsProcessed: run.transactionsProcessed,
    eventsCreated: run.eventsCreated,
    segments: segments.map(({ segment, status, done, total, message }) => ({
      name: segment,
      status,
      done,
      total,
      message,
    })),
    log: logs.slice(-LOG_TAIL).map(({ id, createdAt, segment, level, message }) => ({
      id,
      at: createdAt.toISOString(),
      segment,
      level,
      message,
    })),
  };
}

export function scheduleTick(
  { schedule, running }: Pick<Awaited<ReturnType<typeof syncStatus>>, "schedule" | "running">,
): ScheduleTick {
  const next = schedule?.nextRunAtMs;
  return {
    tier: schedule?.tier ?? null,
    nextRunAt: next !== undefined && Number.isFinite(next) ? new Date(next).toISOString() : null,
    isPinned: schedule?.pinned ?? false,
    runningId: running?.id ?? null,
  };
}
