import { z } from "zod";

/** OCPP's `ChargingProfile`, as far as an outlet obeys it. */
export const chargingProfileSchema = z.object({
  chargingProfileId: z.number(),
  transactionId: z.number().optional(),
  stackLevel: z.number(),
  chargingProfilePurpose: z.enum(["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"]),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  chargingSchedule: z.object({
    duration: z.number().optional(),
    startSchedule: z.string().optional(),
    chargingRateUnit: z.enum(["A", "W"]),
    chargingSchedulePeriod: z.array(z.object({
      startPeriod: z.number(),
      limit: z.number(),
      numberPhases: z.number().optional(),
    })).min(1),
  }),
});

/** A charging profile with the connector it was set on (0 = the whole station). */
export type ChargingProfile = z.infer<typeof chargingProfileSchema> & { connectorId: number };

/** The electrics and the session that a limit is computed for. */
export interface Outlet {
  voltage: number;
  phases: number;
  /** Start of the running session; profiles without a start time count from it. */
  sessionStartMs: number;
}

/**
 * Limit in W that the profiles set at a moment, Infinity when none applies. A session profile goes
 * before a default one, the highest stack level first; a station-wide maximum caps either.
 */
export function profileLimitW(profiles: ChargingProfile[], atMs: number, outlet: Outlet): number {
  const best = (purpose: ChargingProfile["chargingProfilePurpose"]) => {
    const limits = profiles
      .filter((profile) => profile.chargingProfilePurpose === purpose)
      .toSorted((one, other) => other.stackLevel - one.stackLevel)
      .map((profile) => limitOf(profile, atMs, outlet));
    return limits.find((limit) => limit !== null) ?? null;
  };
  const session = best("TxProfile") ?? best("TxDefaultProfile") ?? Infinity;
  return Math.min(session, best("ChargePointMaxProfile") ?? Infinity);
}

function limitOf(profile: ChargingProfile, atMs: number, outlet: Outlet): number | null {
  if (profile.validFrom && atMs < Date.parse(profile.validFrom)) return null;
  if (profile.validTo && atMs >= Date.parse(profile.validTo)) return null;
  const schedule = profile.chargingSchedule;
  const startMs = schedule.startSchedule
    ? Date.parse(schedule.startSchedule)
    : outlet.sessionStartMs;
  const elapsedSec = (atMs - startMs) / 1000;
  if (elapsedSec < 0) return null;
  if (schedule.duration !== undefined && elapsedSec >= schedule.duration) return null;
  const period = schedule.chargingSchedulePeriod.findLast((one) => one.startPeriod <= elapsedSec);
  if (!period) return null;
  if (schedule.chargingRateUnit === "W") return period.limit;
  return period.limit * outlet.voltage * (period.numberPhases ?? outlet.phases);
}
