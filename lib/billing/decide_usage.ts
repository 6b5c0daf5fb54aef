import { adjustmentId, finalZeroId, usageId } from "./lago_transaction_id.ts";

/** The billing cursor of one transaction: how far its register has become events. */
export interface UsageCursor {
  /** Register value in Wh up to which events exist. */
  cursorWh: number;
  /** Sum of all event deltas in Wh. */
  totalWhBilled: number;
  isFinalized: boolean;
  /** Corrections made so far; numbers their ids. */
  adjustments: number;
}

export interface UsageFacts {
  instance: string;
  transactionId: number;
  startedAt: Date;
  meterStartWh: number;
  /** SteVe's word on the end; null while the car charges. */
  stop: { meterWh: number; at: Date } | null;
  /** The latest reading by the meter's clock; null before the first. */
  reading: { energyWh: number; at: Date } | null;
  /** Null before the first decision. */
  cursor: UsageCursor | null;
}

export interface UsageRules {
  /** A running session is billed in steps of at least this many Wh. */
  minStepWh: number;
  /** No station delivers more than this many W; a reading above it is not billed until the stop confirms it. */
  maxPowerW: number;
}

export const USAGE_RULES: UsageRules = { minStepWh: 100, maxPowerW: 400_000 };

/** A quantity of energy to bill: register from–to in Wh. Negative deltas correct earlier ones. */
export interface UsageStep {
  lagoEventTransactionId: string;
  kind: "usage" | "adjustment";
  fromWh: number;
  toWh: number;
  isFinal: boolean;
  /** The instant of the reading or stop behind the step. */
  at: Date;
}

export type UsageFlag =
  | "meter_rollback"
  | "meter_reset"
  | "implausible_energy"
  | "changed_after_final";

export interface UsageDecision {
  cursor: UsageCursor;
  /** At most one: a decision closes the distance to the best known register value in one step. */
  step: UsageStep | null;
  flags: UsageFlag[];
}

/** Rounding and start-up slack allowed above maximum power × time. */
const SLACK_WH = 1_000;

/**
 * Decides what of a session becomes a billing event now. Pure: same facts, same answer, so a crash
 * after the decision and before its commit changes nothing.
 *
 * Rules (spec/polaris.md 5.4 and 6.5, spec/steve-and-lago.md 12 and 16):
 * - while the session runs the cursor only moves forward; a lower reading is flagged and not billed;
 * - at the stop the register value of SteVe is final: one closing step, negative if readings overshot;
 * - a stop below the start is a meter reset: billed up to the best reading, flagged for review;
 * - a stop that changes later (a manual stop replaced by the station's) is a correction with a new id.
 */
export function decideUsage(facts: UsageFacts, rules: UsageRules = USAGE_RULES): UsageDecision {
  const cursor = facts.cursor ??
    { cursorWh: facts.meterStartWh, totalWhBilled: 0, isFinalized: false, adjustments: 0 };
  if (facts.stop) return decideStopped(facts, facts.stop, cursor);
  if (cursor.isFinalized) return { cursor, step: null, flags: ["changed_after_final"] };
  return decideRunning(facts, cursor, rules);
}

function decideRunning(facts: UsageFacts, cursor: UsageCursor, rules: UsageRules): UsageDecision {
  const reading = facts.reading;
  if (!reading) return { cursor, step: null, flags: [] };
  if (reading.energyWh < cursor.cursorWh) {
    return {
      cursor,
      step: null,
      flags: [reading.energyWh < facts.meterStartWh ? "meter_reset" : "meter_rollback"],
    };
  }
  const hours = Math.max(0, reading.at.getTime() - facts.startedAt.getTime()) / 3_600_000;
  const possibleWh = rules.maxPowerW * hours * 1.1 + SLACK_WH;
  if (reading.energyWh - facts.meterStartWh > possibleWh) {
    return { cursor, step: null, flags: ["implausible_energy"] };
  }
  if (reading.energyWh - cursor.cursorWh < rules.minStepWh) {
    return { cursor, step: null, flags: [] };
  }
  return advance(facts, cursor, {
    toWh: reading.energyWh,
    at: reading.at,
    kind: "usage",
    isFinal: false,
  }, []);
}

function decideStopped(
  facts: UsageFacts,
  stop: { meterWh: number; at: Date },
  cursor: UsageCursor,
): UsageDecision {
  const isReset = stop.meterWh < facts.meterStartWh;
  const flags: UsageFlag[] = isReset ? ["meter_reset"] : [];
  // A register that restarted says nothing about the energy: what the readings showed stands.
  const toWh = isReset ? cursor.cursorWh : stop.meterWh;
  if (!cursor.isFinalized) {
    const kind = toWh < cursor.cursorWh ? "adjustment" : "usage";
    return advance(facts, cursor, { toWh, at: stop.at, kind, isFinal: true }, flags);
  }
  if (toWh === cursor.cursorWh) return { cursor, step: null, flags };
  return advance(facts, cursor, { toWh, at: stop.at, kind: "adjustment", isFinal: false }, [
    ...flags,
    "changed_after_final",
  ]);
}

function advance(
  facts: UsageFacts,
  cursor: UsageCursor,
  step: Pick<UsageStep, "toWh" | "at" | "kind" | "isFinal">,
  flags: UsageFlag[],
): UsageDecision {
  const adjustments = cursor.adjustments + (step.kind === "adjustment" ? 1 : 0);
  const key = {
    instance: facts.instance,
    transactionId: facts.transactionId,
    meterToWh: step.toWh,
  };
  const id = step.kind === "adjustment"
    ? adjustmentId({ ...key, n: adjustments })
    : step.toWh === cursor.cursorWh
    ? finalZeroId(key)
    : usageId(key);
  return {
    cursor: {
      cursorWh: step.toWh,
      totalWhBilled: cursor.totalWhBilled + step.toWh - cursor.cursorWh,
      isFinalized: cursor.isFinalized || step.isFinal,
      adjustments,
    },
    step: { ...step, lagoEventTransactionId: id, fromWh: cursor.cursorWh },
    flags,
  };
}
