import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { type OperationOutcome, SteveMisconfigured, SteveRefused } from "@/lib/steve/mod.ts";

/**
 * What became of asking a station to hold its connector.
 * - `held`: it accepted. - `refused`: it takes no reservations at all, or not this one.
 * - `not_now`: occupied, faulty, out of service or the card is busy: it may work a minute later.
 * - `unsupported`: this station or this SteVe has no such operation; our calendar stands alone.
 * - `unreachable`: surely nothing was done. - `unknown`: it may hold, nobody told.
 * - `lost`: nobody told, and SteVe's own list has no such hold: nothing was done after all.
 */
export type HoldVerdict =
  | "held"
  | "refused"
  | "not_now"
  | "unsupported"
  | "unreachable"
  | "unknown"
  | "lost";

/** How an operation at one station ended: the station's own word, and what it means for us. */
export interface HoldAnswer {
  verdict: HoldVerdict;
  /** OCPP status or error code; null when the station said nothing. */
  ocppStatus: string | null;
  message?: string;
}

const BY_STATUS: Record<string, HoldVerdict> = {
  Accepted: "held",
  Occupied: "not_now",
  Faulted: "not_now",
  Unavailable: "not_now",
  Rejected: "refused",
};
const NO_SUCH_FEATURE = new Set(["NotImplemented", "NotSupported"]);

/** Reads the outcome of a ReserveNow that was sent to one station. */
export function verdictOfOutcome(outcome: OperationOutcome): HoldAnswer {
  const [answer] = outcome.answered;
  if (answer) {
    const ocppStatus = String(answer.response);
    return { verdict: BY_STATUS[ocppStatus] ?? "refused", ocppStatus };
  }
  const [refusal] = outcome.errors;
  if (refusal) {
    const verdict = NO_SUCH_FEATURE.has(refusal.code) ? "unsupported" : "not_now";
    return { verdict, ocppStatus: refusal.code };
  }
  if (outcome.notConnected.length > 0 && outcome.exceptions.length === 0) {
    return { verdict: "unreachable", ocppStatus: null, message: "The station is not connected." };
  }
  const message = outcome.exceptions[0]?.message || "The station has not answered.";
  return { verdict: "unknown", ocppStatus: null, message };
}

/** Reads the failure of a ReserveNow; rethrows what is no answer of SteVe's. */
export function verdictOfFailure(error: unknown): HoldAnswer {
  if (error instanceof SteveRefused) {
    return { verdict: "not_now", ocppStatus: null, message: error.message };
  }
  if (error instanceof SteveMisconfigured) {
    const verdict = error.reason === "too_old" ? "unsupported" : "unreachable";
    return { verdict, ocppStatus: null, message: error.message };
  }
  if (error instanceof HttpFailure) {
    const verdict = error.outcomeKnown ? "unreachable" : "unknown";
    return { verdict, ocppStatus: null, message: error.message };
  }
  throw error;
}
