import { Cron } from "croner";

/** How often the worker looks: every 15 min while cars charge, hourly when quiet, weekly when asleep (spec 6.2). */
export type Tier = "active" | "idle" | "dormant";

export interface CadenceState {
  tier: Tier;
  /** Quiet runs in a row; a demotion needs several. */
  quietRuns: number;
  lastActivityAtMs: number;
}

export interface CadenceRules {
  SYNC_ACTIVE_SECONDS: number;
  SYNC_IDLE_SECONDS: number;
  SYNC_DORMANT_SECONDS: number;
  SYNC_DORMANT_THRESHOLD_DAYS: number;
  SYNC_IDLE_HYSTERESIS_TICKS: number;
  SYNC_CRON_SCHEDULE?: string;
}

export const startCadence = (nowMs: number): CadenceState => ({
  tier: "active",
  quietRuns: 0,
  lastActivityAtMs: nowMs,
});

/** Someone asked for a run, or a charger spoke: the next runs come at the fastest pace. */
export function recordActivity(nowMs: number): CadenceState {
  return startCadence(nowMs);
}

/** The state after a run. A run that made events is activity; quiet ones demote step by step. */
export function afterRun(
  state: CadenceState,
  run: { eventsCreated: number; openSessions: number },
  rules: CadenceRules,
  nowMs: number,
): CadenceState {
  if (run.eventsCreated > 0 || run.openSessions > 0) return recordActivity(nowMs);
  const quietRuns = state.quietRuns + 1;
  const asleepAfterMs = rules.SYNC_DORMANT_THRESHOLD_DAYS * 86_400_000;
  const tier = nowMs - state.lastActivityAtMs >= asleepAfterMs
    ? "dormant"
    : quietRuns >= rules.SYNC_IDLE_HYSTERESIS_TICKS || state.tier === "dormant"
    ? "idle"
    : state.tier;
  return { ...state, tier, quietRuns };
}

/** When the next run is due, in ms. SYNC_CRON_SCHEDULE pins every tier to its pattern (UTC). */
export function nextRunAtMs(state: CadenceState, rules: CadenceRules, nowMs: number): number {
  if (rules.SYNC_CRON_SCHEDULE) {
    const next = new Cron(rules.SYNC_CRON_SCHEDULE, { timezone: "UTC" }).nextRun(new Date(nowMs));
    if (next) return next.getTime();
  }
  const pause = {
    active: rules.SYNC_ACTIVE_SECONDS,
    idle: rules.SYNC_IDLE_SECONDS,
    dormant: rules.SYNC_DORMANT_SECONDS,
  };
  return nowMs + pause[state.tier] * 1_000;
}
