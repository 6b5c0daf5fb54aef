import type { ScheduleTick } from "@/lib/live/mod.ts";

const TIER = {
  active: "Active, every few minutes",
  idle: "Idle, hourly",
  dormant: "Dormant, weekly",
} as const;

/** The cadence in words; a dash where the worker has not run yet. */
export function tierLabel(schedule: ScheduleTick | null): string {
  if (!schedule?.tier) return "—";
  if (schedule.isPinned) return "Pinned to a fixed schedule";
  return TIER[schedule.tier];
}

/** One word for strips. */
export function tierWord(schedule: ScheduleTick | null): string {
  if (!schedule?.tier) return "—";
  return schedule.isPinned ? "Pinned" : TIER[schedule.tier].split(",")[0];
}
