import type { Tone } from "@/components/accent.ts";
import { humanize } from "@/components/format.ts";
import type { listSessionEvents } from "@/lib/billing/mod.ts";

export type BillingEvent = Awaited<ReturnType<typeof listSessionEvents>>[number];

export const HELD_TEXTS: Record<NonNullable<BillingEvent["heldReason"]>, string> = {
  unmapped_card:
    "The card had no owner. Linked while the car still charges, the session is billed; afterwards it stays held.",
  inactive_card: "The card was inactive: an operator decides who pays.",
  no_subscription: "The customer has no active subscription at Lago.",
  before_billing_start: "The session ended before billing began.",
};

/** Where a billing event stands, in a word, and why. */
export function eventState(
  event: Pick<BillingEvent, "status" | "heldReason" | "lastError" | "attempts">,
): { tone: Tone; word: string; why: string | null } {
  switch (event.status) {
    case "sent":
      return { tone: "success", word: "Sent", why: null };
    case "pending":
      return {
        tone: "info",
        word: "Due",
        why: event.attempts > 0
          ? `${event.attempts} tries: ${event.lastError ?? "no answer"}`
          : null,
      };
    case "held":
      return {
        tone: "warning",
        word: "Held",
        why: event.heldReason ? HELD_TEXTS[event.heldReason] : "It waits for an operator.",
      };
    case "parked":
      return { tone: "error", word: "Parked", why: event.lastError ?? "Lago refused it." };
    case "zero":
      return { tone: "neutral", word: "Closed", why: "No energy: nothing is sent." };
    default:
      return { tone: "neutral", word: humanize(event.status), why: null };
  }
}
