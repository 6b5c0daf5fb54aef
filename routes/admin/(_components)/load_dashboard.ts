import { type DashboardFigures, dashboardFigures, liveSessions } from "@/lib/charging/mod.ts";
import { checkHealth, type Health } from "@/lib/health/mod.ts";
import {
  energyByDay,
  type EnergyDay,
  type RunTick,
  runTick,
  type ScheduleTick,
  scheduleTick,
  type SessionTick,
  sessionTick,
} from "@/lib/live/mod.ts";
import { unreadCount } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { getRun, syncStatus } from "@/lib/sync/mod.ts";
import type { Services } from "@/services.ts";
import { attempt } from "./attempt.ts";

/** What the first page shows; a part that could not be had is null. */
export interface Dashboard {
  figures: DashboardFigures;
  sessions: SessionTick[] | null;
  schedule: ScheduleTick | null;
  /** The run under way, else the last one. */
  run: RunTick | null;
  week: EnergyDay[] | null;
  unread: number | null;
  health: Health;
}

const DAYS = 7;

/** Everything at once; each part fails alone. */
export async function loadDashboard(ctx: Ctx, services: Services): Promise<Dashboard> {
  const [figures, sessions, sync, week, unread, health] = await Promise.all([
    dashboardFigures(ctx),
    attempt(ctx, "live sessions", () => liveSessions(ctx)),
    attempt(ctx, "sync", () => loadSync(ctx)),
    attempt(ctx, "week", () => energyByDay(ctx, { days: DAYS })),
    attempt(ctx, "unread", () => unreadCount(ctx, { audience: "admin" })),
    checkHealth(services),
  ]);
  return {
    figures,
    sessions: sessions?.map(sessionTick) ?? null,
    schedule: sync?.schedule ?? null,
    run: sync?.run ?? null,
    week,
    unread,
    health,
  };
}

async function loadSync(ctx: Ctx) {
  const status = await syncStatus(ctx);
  const shown = status.running ?? status.last;
  return {
    schedule: scheduleTick(status),
    run: shown && runTick(await getRun(ctx, { id: shown.id })),
  };
}
