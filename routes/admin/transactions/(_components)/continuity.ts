import type { SessionRow } from "@/lib/charging/mod.ts";

/** What the check needs of a billing event; registers in Wh. */
export interface MeterStep {
  id: number;
  meterValueFrom: number;
  meterValueTo: number;
  whDelta: number;
  isFinal: boolean;
}

export interface Continuity {
  isSound: boolean;
  /** One sentence for people. */
  text: string;
}

type Meter = Pick<SessionRow, "meterStartWh" | "meterStopWh" | "isFinalized" | "flags">;

/**
 * Whether the billing events of a session tile its meter without gap or overlap (spec 5.4): the first
 * begins at the start, each begins where the one before ended, and the last reaches the stop.
 * `events` in any order.
 */
export function checkContinuity(events: readonly MeterStep[], session: Meter): Continuity {
  const steps = [...events].sort((a, b) => a.id - b.id);
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return { isSound: true, text: "No billing event yet: nothing to check." };
  const wrong = faultOf(steps, session);
  if (wrong) return { isSound: false, text: wrong };
  const sum = steps.reduce((total, step) => total + step.whDelta, 0);
  const range = `${steps.length} ${steps.length === 1 ? "event covers" : "events cover"} ` +
    `${first.meterValueFrom} to ${last.meterValueTo} Wh`;
  return {
    isSound: true,
    text: `${range} without gap or overlap; the deltas add up to ${sum} Wh.`,
  };
}

function faultOf(steps: readonly MeterStep[], session: Meter): string | null {
  const [first] = steps;
  if (session.meterStartWh !== null && first.meterValueFrom !== session.meterStartWh) {
    return `The first event begins at ${first.meterValueFrom} Wh, the meter at ${session.meterStartWh} Wh.`;
  }
  for (const [at, step] of steps.entries()) {
    if (step.meterValueTo - step.meterValueFrom !== step.whDelta) {
      return `Event ${step.id}: the delta of ${step.whDelta} Wh is not its end less its start.`;
    }
    const before = steps[at - 1];
    if (before && before.meterValueTo !== step.meterValueFrom) {
      return `Event ${step.id} begins at ${step.meterValueFrom} Wh, but the one before ended at ${before.meterValueTo} Wh.`;
    }
  }
  if (!session.isFinalized) return null;
  const finals = steps.filter((step) => step.isFinal).length;
  if (finals !== 1) return `There are ${finals} final events; a finished session has exactly one.`;
  const end = steps.at(-1)!.meterValueTo;
  // After a meter reset the register cannot meet the stop value; that is what the flag says.
  const canMeet = session.meterStopWh !== null && !session.flags.includes("meter_reset");
  return canMeet && end !== session.meterStopWh
    ? `The last event ends at ${end} Wh, the meter stopped at ${session.meterStopWh} Wh.`
    : null;
}
