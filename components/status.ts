import type { Tone } from "./accent.ts";
import { msg } from "@/lib/platform/i18n/say.ts";
import { humanize } from "./format.ts";

/** How a status word is shown. `live` adds the pulsing dot. */
export type StatusLook = { tone: Tone; label: string; live?: boolean };

type Looks = Record<string, StatusLook>;

const charger: Looks = {
  available: { tone: "success", label: msg("Available") },
  preparing: { tone: "info", label: msg("Preparing") },
  charging: { tone: "success", label: msg("Charging"), live: true },
  suspendedev: { tone: "info", label: msg("Paused by car") },
  suspendedevse: { tone: "warning", label: msg("Paused by charger") },
  finishing: { tone: "info", label: msg("Finishing") },
  reserved: { tone: "info", label: msg("Reserved") },
  unavailable: { tone: "neutral", label: msg("Out of service") },
  faulted: { tone: "error", label: msg("Faulted") },
  online: { tone: "success", label: msg("Online") },
  in_use: { tone: "info", label: msg("In use") },
  free: { tone: "success", label: msg("Free") },
  offline: { tone: "neutral", label: msg("Offline") },
  unmanaged: { tone: "neutral", label: msg("Unmanaged") },
};

const session: Looks = {
  in_progress: { tone: "success", label: msg("In progress"), live: true },
  active: { tone: "success", label: msg("Charging"), live: true },
  completed: { tone: "neutral", label: msg("Completed") },
  complete: { tone: "neutral", label: msg("Complete") },
  unknown: { tone: "warning", label: msg("Unknown") },
};

const sync: Looks = {
  idle: { tone: "neutral", label: "Idle" },
  running: { tone: "info", label: "Running", live: true },
  completed: { tone: "success", label: "Completed" },
  success: { tone: "success", label: "Completed" },
  warning: { tone: "warning", label: "Completed with warnings" },
  failed: { tone: "error", label: "Failed" },
  error: { tone: "error", label: "Failed" },
  skipped: { tone: "neutral", label: "Skipped" },
  pending: { tone: "neutral", label: "Waiting" },
};

const invoice: Looks = {
  draft: { tone: "neutral", label: msg("Draft") },
  finalized: { tone: "info", label: msg("Finalized") },
  open: { tone: "info", label: msg("Open##invoice") },
  pending: { tone: "info", label: msg("Payment pending") },
  overdue: { tone: "error", label: msg("Overdue") },
  paid: { tone: "success", label: msg("Paid") },
  voided: { tone: "neutral", label: msg("Voided") },
  failed: { tone: "error", label: msg("Payment failed") },
};

const health: Looks = {
  ok: { tone: "success", label: "Healthy" },
  healthy: { tone: "success", label: "Healthy" },
  operational: { tone: "success", label: "Operational" },
  up: { tone: "success", label: "Up" },
  degraded: { tone: "warning", label: "Degraded" },
  late: { tone: "warning", label: "Late" },
  grace: { tone: "warning", label: "In grace" },
  maintenance: { tone: "info", label: "Maintenance" },
  paused: { tone: "neutral", label: "Paused" },
  unhealthy: { tone: "error", label: "Unhealthy" },
  down: { tone: "error", label: "Down" },
  expired: { tone: "error", label: "Expired" },
  major_outage: { tone: "error", label: "Major outage" },
  firing: { tone: "error", label: "Firing", live: true },
  resolved: { tone: "success", label: "Resolved" },
};

const reservation: Looks = {
  pending: { tone: "info", label: msg("Pending") },
  confirmed: { tone: "success", label: msg("Confirmed") },
  active: { tone: "success", label: msg("Active"), live: true },
  completed: { tone: "neutral", label: msg("Completed") },
  cancelled: { tone: "neutral", label: msg("Cancelled") },
  expired: { tone: "neutral", label: msg("Expired") },
  rejected: { tone: "error", label: msg("Rejected") },
};

const operation: Looks = {
  dry_run: { tone: "neutral", label: "Dry run" },
  pending: { tone: "info", label: "Pending" },
  submitted: { tone: "info", label: "Submitted" },
  accepted: { tone: "success", label: "Accepted" },
  rejected: { tone: "warning", label: "Rejected" },
  failed: { tone: "error", label: "Failed" },
};

const subscription: Looks = {
  active: { tone: "success", label: msg("Active") },
  pending: { tone: "info", label: msg("Pending") },
  terminated: { tone: "neutral", label: msg("Terminated") },
  canceled: { tone: "neutral", label: msg("Canceled") },
};

const KINDS = { charger, session, sync, invoice, health, reservation, operation, subscription };

/** The families of status words. The same word may look different in two of them. */
export type StatusKind = keyof typeof KINDS;

/** Look of a status word. Case does not matter; a word nobody listed is shown as it is, in grey. */
export function statusLook(kind: StatusKind, status: string): StatusLook {
  return KINDS[kind][status.toLowerCase()] ?? { tone: "neutral", label: humanize(status) };
}
