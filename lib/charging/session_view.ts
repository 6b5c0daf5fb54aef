import type { SessionFlag, SessionRow } from "./session_flags.ts";

/** A session as lists and pages show it. */
export interface SessionView {
  id: number;
  steveTransactionId: number;
  chargeBoxId: string;
  chargerName: string;
  connectorId: number;
  idTag: string | null;
  cardName: string | null;
  mappingId: number | null;
  userId: string | null;
  startedAt: Date;
  stoppedAt: Date | null;
  stopReason: string | null;
  energyWh: number;
  /** Between start and stop, or start and last reading, by the station's clock. */
  durationMs: number;
  /** Mean W over the duration; null without one. */
  averagePowerW: number | null;
  lastPowerW: number | null;
  lastSocPercent: number | null;
  lastMeterAt: Date | null;
  costCents: number | null;
  currency: string | null;
  isLive: boolean;
  isFinalized: boolean;
  flags: SessionFlag[];
  updatedAt: Date;
}

/** What a session row needs beside it to be described. */
export interface SessionSurroundings {
  chargerName: string | null;
  cardName: string | null;
  userId: string | null;
}

/** A session lives until SteVe says that it stopped. */
export const isLive = (row: Pick<SessionRow, "stoppedAt">) => row.stoppedAt === null;

/** Milliseconds of a session by the meter's clock; never negative. */
export function durationMsOf(
  row: Pick<SessionRow, "startedAt" | "stoppedAt" | "lastMeterAt">,
): number {
  const until = row.stoppedAt ?? row.lastMeterAt;
  return until === null ? 0 : Math.max(0, until.getTime() - row.startedAt.getTime());
}

/** Describes a session row for people and for the API. */
export function describeSession(row: SessionRow, around: SessionSurroundings): SessionView {
  const durationMs = durationMsOf(row);
  return {
    id: row.id,
    steveTransactionId: row.steveTransactionId,
    chargeBoxId: row.chargeBoxId,
    chargerName: around.chargerName ?? row.chargeBoxId,
    connectorId: row.connectorId,
    idTag: row.idTag,
    cardName: around.cardName,
    mappingId: row.mappingId,
    userId: around.userId,
    startedAt: row.startedAt,
    stoppedAt: row.stoppedAt,
    stopReason: row.stopReason,
    energyWh: row.energyWh,
    durationMs,
    averagePowerW: durationMs > 0 ? Math.round(row.energyWh * 3_600_000 / durationMs) : null,
    lastPowerW: isLive(row) ? row.lastPowerW : null,
    lastSocPercent: row.lastSocPercent,
    lastMeterAt: row.lastMeterAt,
    costCents: row.costCents,
    currency: row.currency,
    isLive: isLive(row),
    isFinalized: row.isFinalized,
    flags: row.flags as SessionFlag[], // The column holds the closed list; only this module and billing write it.
    updatedAt: row.updatedAt,
  };
}
