import type { ReservationStatus } from "./statuses.ts";

/** Why a reservation could not be kept. */
export type RejectReason = "charger_refused" | "charger_gone" | "card_inactive";

export interface ReservationState {
  status: ReservationStatus;
  startAt: Date;
  endAt: Date;
}

export interface ReservationFacts {
  now: Date;
  /** A session of this card on this connector that overlaps the window. */
  session: "none" | "running" | "ended";
  isCardActive: boolean;
  isChargerKnown: boolean;
  /** The station was asked to hold the connector and will not. */
  isRefused: boolean;
}

export interface ReservationDecision {
  status: ReservationStatus;
  reason?: RejectReason;
}

/**
 * What a reservation is at `facts.now`:
 * pending → confirmed | rejected, → active when its window opens, → completed when a session of its
 * card ran in it, else expired at its end. Charging counts more than any refusal. Cancelled, rejected
 * and completed stay; an expired one becomes completed when its session is reported late.
 */
export function decideReservation(
  state: ReservationState,
  facts: ReservationFacts,
): ReservationDecision {
  const { status } = state;
  if (status === "cancelled" || status === "rejected" || status === "completed") return { status };
  if (status === "expired") return { status: facts.session === "none" ? "expired" : "completed" };

  if (facts.now >= state.endAt) {
    return { status: facts.session === "none" ? "expired" : "completed" };
  }
  const isOpen = facts.now >= state.startAt;
  if (isOpen && facts.session === "ended") return { status: "completed" };
  if (isOpen && facts.session === "running") return { status: "active" };
  const reason = reasonAgainst(facts);
  if (reason) return { status: "rejected", reason };
  // A window that opened does not close again when a clock of another replica is behind.
  return { status: isOpen || status === "active" ? "active" : "confirmed" };
}

function reasonAgainst(facts: ReservationFacts): RejectReason | null {
  if (!facts.isChargerKnown) return "charger_gone";
  if (!facts.isCardActive) return "card_inactive";
  return facts.isRefused ? "charger_refused" : null;
}
