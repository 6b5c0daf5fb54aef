export { checkInvariants, type InvariantBreach } from "./check_invariants.ts";
export { decideUsage, type UsageDecision, type UsageFacts } from "./decide_usage.ts";
export {
  deliverUsage,
  type DeliverUsageResult,
  type DeliveryReceipt,
  kwhString,
  parkEvents,
  type SendUsage,
  type UsageEvent,
} from "./deliver_usage.ts";
export * from "./driver/mod.ts";
export { hasDueUsage, releaseClaims } from "./due_usage.ts";
export { listSessionsAhead } from "./list_sessions_ahead.ts";
export { listSessionEvents, listUsageEvents } from "./list_usage_events.ts";
export * from "./receipts/mod.ts";
export { reconcile, type Reconciliation } from "./reconciliation.ts";
export { recordUsage, type RecordUsageResult } from "./record_usage.ts";
export { releaseHeldUsage, releaseLinkedUsage } from "./release_held_usage.ts";
