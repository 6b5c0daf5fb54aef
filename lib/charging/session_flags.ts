import { sql } from "drizzle-orm";
import type { chargingSessions } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export type SessionRow = typeof chargingSessions.$inferSelect;

/** The closed list of what may be remarkable about a session. */
export const SESSION_FLAGS = [
  "meter_rollback",
  "meter_reset",
  "meter_gap",
  "clock_skew",
  "stuck",
  "zero_energy",
  "implausible_energy",
  "unmapped_card",
  "inactive_card",
  "changed_after_final",
  "identity_conflict",
  "manual_stop",
  "long_session",
] as const;
export type SessionFlag = typeof SESSION_FLAGS[number];

/** What a flag says to an operator, as a short label and a sentence. */
export const FLAG_TEXTS: Record<SessionFlag, { label: string; meaning: string }> = {
  meter_rollback: {
    label: "Meter went back",
    meaning: "A later reading was lower than an earlier one.",
  },
  meter_reset: { label: "Meter reset", meaning: "The register fell below the session's start." },
  meter_gap: { label: "Readings missing", meaning: "No reading came for a long stretch." },
  clock_skew: { label: "Clock wrong", meaning: "The station's clock disagrees with ours." },
  stuck: { label: "Stuck", meaning: "Still open in SteVe, but nothing was heard for hours." },
  zero_energy: { label: "No energy", meaning: "The session ended without energy." },
  implausible_energy: {
    label: "Implausible energy",
    meaning: "More energy than a station can deliver in the time.",
  },
  unmapped_card: { label: "Card not linked", meaning: "Nobody is billed: the card has no owner." },
  inactive_card: {
    label: "Card inactive",
    meaning: "The card was deactivated when the session began.",
  },
  changed_after_final: {
    label: "Changed after the end",
    meaning: "SteVe changed the session after it was billed in full.",
  },
  identity_conflict: {
    label: "Identity conflict",
    meaning: "SteVe reports another session under the same number.",
  },
  manual_stop: { label: "Stopped by hand", meaning: "Ended in SteVe; its energy may be a guess." },
  long_session: { label: "Very long", meaning: "The session lasted longer than a day and a half." },
};

/** Facts of history: once raised they stay, whatever later rows look like. */
const LASTING: readonly SessionFlag[] = [
  "meter_rollback",
  "meter_reset",
  "inactive_card",
  "changed_after_final",
  "identity_conflict",
];

/** Silence (ms) between two readings of a running session that counts as a gap. */
export const GAP_MS = 30 * 60_000;
/** An open session not heard of for this long (ms) is stuck: SteVe kept a refused stop, or the stop was lost. */
export const STUCK_MS = 12 * 3_600_000;
/** Difference of clocks (ms) that is tolerated; SteVe tolerates the same. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A start before this instant comes from a clock that was never set. */
export const CLOCK_UNSET_BEFORE_MS = Date.UTC(2000, 0, 1);
/** Longer sessions (ms) are worth a look. */
export const LONG_SESSION_MS = 36 * 3_600_000;
/** No station delivers more than this (W), with a tenth of tolerance and `ENERGY_SLACK_WH` of rounding. */
export const MAX_POWER_W = 400_000;
export const POWER_TOLERANCE = 1.1;
export const ENERGY_SLACK_WH = 1_000;

/** Whether a station can deliver `energyWh` between two instants. */
export function isPlausibleEnergy(energyWh: number, from: Date, to: Date): boolean {
  const hours = Math.max(0, to.getTime() - from.getTime()) / 3_600_000;
  return energyWh <= MAX_POWER_W * POWER_TOLERANCE * hours + ENERGY_SLACK_WH;
}

/** What `inspectSession` reads of a session. */
export type InspectedSession = Pick<
  SessionRow,
  | "idTag"
  | "mappingId"
  | "startedAt"
  | "meterStartWh"
  | "stoppedAt"
  | "meterStopWh"
  | "stopActor"
  | "lastMeterWh"
  | "lastMeterAt"
  | "lastHeardAt"
  | "energyWh"
  | "flags"
>;

export interface InspectedReading {
  measuredAt: Date;
  energyWh: number | null;
}

/**
 * Decides which flags a session carries now, in the order of the list. Pure.
 * @param readings samples in any order; may be empty when only the row is known
 */
export function inspectSession(
  row: InspectedSession,
  readings: readonly InspectedReading[],
  now: Date,
): SessionFlag[] {
  const raised = new Set<SessionFlag>(LASTING.filter((flag) => row.flags.includes(flag)));
  const raiseIf = (condition: boolean, flag: SessionFlag) => void (condition && raised.add(flag));
  const nowMs = now.getTime();
  const startMs = row.startedAt.getTime();
  const stopMs = row.stoppedAt?.getTime() ?? null;

  const registers = readings.filter((r) => r.energyWh !== null)
    .toSorted((a, b) => a.measuredAt.getTime() - b.measuredAt.getTime());
  for (const [i, reading] of registers.entries()) {
    const isBelowStart = row.meterStartWh !== null && reading.energyWh! < row.meterStartWh;
    raiseIf(isBelowStart, "meter_reset");
    if (i === 0) continue;
    const before = registers[i - 1];
    raiseIf(!isBelowStart && reading.energyWh! < before.energyWh!, "meter_rollback");
    const silenceMs = reading.measuredAt.getTime() - before.measuredAt.getTime();
    raiseIf(silenceMs > GAP_MS && reading.energyWh! > before.energyWh!, "meter_gap");
  }
  // Without readings the row cannot prove or disprove a gap.
  if (readings.length === 0) raiseIf(row.flags.includes("meter_gap"), "meter_gap");

  if (row.meterStartWh !== null) {
    const registerWh = row.meterStopWh ?? row.lastMeterWh;
    raiseIf(registerWh !== null && registerWh < row.meterStartWh, "meter_reset");
    raiseIf(isImplausible(row), "implausible_energy");
  }
  raiseIf(startMs < CLOCK_UNSET_BEFORE_MS, "clock_skew");
  raiseIf(startMs > nowMs + CLOCK_TOLERANCE_MS, "clock_skew");
  raiseIf((row.lastMeterAt?.getTime() ?? 0) > nowMs + CLOCK_TOLERANCE_MS, "clock_skew");
  raiseIf(stopMs !== null && stopMs < startMs, "clock_skew");

  raiseIf(stopMs === null && nowMs - row.lastHeardAt.getTime() > STUCK_MS, "stuck");
  raiseIf(stopMs !== null && row.meterStopWh !== null && row.energyWh === 0, "zero_energy");
  raiseIf(row.idTag !== null && row.mappingId === null, "unmapped_card");
  raiseIf(row.stopActor === "manual", "manual_stop");
  // A clock that is wrong says nothing about the duration.
  raiseIf(
    !raised.has("clock_skew") && (stopMs ?? nowMs) - startMs > LONG_SESSION_MS,
    "long_session",
  );
  return SESSION_FLAGS.filter((flag) => raised.has(flag));
}

function isImplausible(row: InspectedSession): boolean {
  const registerWh = row.meterStopWh ?? row.lastMeterWh;
  const at = row.stoppedAt ?? row.lastMeterAt;
  if (registerWh === null || at === null || row.meterStartWh === null) return false;
  return !isPlausibleEnergy(registerWh - row.meterStartWh, row.startedAt, at);
}

/** Whether two flag lists say the same, in any order. */
export const sameFlags = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((flag) => b.includes(flag));

/**
 * Adds and removes flags of many sessions in one statement; sessions that already say so are untouched.
 * @returns internal ids of the sessions that changed
 */
export async function setSessionFlags(
  ctx: Ctx,
  changes: readonly { sessionId: number; add?: SessionFlag[]; remove?: SessionFlag[] }[],
): Promise<number[]> {
  if (changes.length === 0) return [];
  const merged = new Map<number, { s: number; a: SessionFlag[]; r: SessionFlag[] }>();
  for (const { sessionId, add = [], remove = [] } of changes) {
    const known = merged.get(sessionId) ?? { s: sessionId, a: [], r: [] };
    merged.set(sessionId, { s: sessionId, a: [...known.a, ...add], r: [...known.r, ...remove] });
  }
  const rows = await ctx.db.execute<{ id: number }>(sql`
    with wanted as (
      select c.id, array(
        select distinct f from unnest(c.flags || n.a) as f where f <> all (n.r) order by f) as flags
      from jsonb_to_recordset(${JSON.stringify([...merged.values()])}::jsonb)
        as n(s bigint, a text[], r text[])
      join charging_sessions c on c.id = n.s
      order by c.steve_transaction_id for update of c)
    update charging_sessions c set flags = w.flags, updated_at = ${ctx.clock.now().toISOString()}::timestamptz
    from wanted w
    where c.id = w.id and not (c.flags @> w.flags and c.flags <@ w.flags)
    returning c.id`);
  return rows.map((row) => row.id);
}
