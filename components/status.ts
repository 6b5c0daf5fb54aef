import type { Tone } from "./accent.ts";
import { humanize } from "./format.ts";

/** How a status word is shown. `live` adds the pulsing dot. */
export type StatusLook = { tone: Tone; label: string; live?: boolean };

type Looks = Record<string, StatusLook>;

const charger: Looks = {
  available: { tone: "success", label: "Available" },
  preparing: { tone: "info", label: "Preparing" },
  charging: { tone: "success", label: "Charging", live: true },
  suspendedev: { tone: "info", label: "Paused by car" },
  suspendedevse: { tone: "warning", label: "Paused by charger" },
  finishing: { tone: "info", label: "Finishing" },
  reserved: { tone: "info", label: "Reserved" },
  unavailable: { tone: "neutral", label: "Out of service" },
  faulted: { tone: "error", label: "Faulted" },
  online: { tone: "success", label: "Online" },
  in_use: { tone: "info", label: "In use" },
  free: { tone: "success", label: "Free" },
  offline: { tone: "neutral", label: "Offline" },
  unmanaged: { tone: "neutral", label: "Unmanaged" },
};

const session: Looks = {
  in_progress: { tone: "success", label: "In progress", live: true },
  active: { tone: "success", label: "Charging", live: true },
  completed: { tone: "neutral", label: "Completed" },
  complete: { tone: "neutral", label: "Complete" },
  unknown: { tone: "warning", label: "Unknown" },
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
  draft: { tone: "neutral", label: "Draft" },
  finalized: { tone: "info", label: "Finalized" },
  open: { tone: "info", label: "Open" },
  pending: { tone: "info", label: "Payment pending" },
  overdue: { tone: "error", label: "Overdue" },
  paid: { tone: "success", label: "Paid" },
  voided: { tone: "neutral", label: "Voided" },
  failed: { tone: "error", label: "Payment failed" },
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
  pending: { tone: "info", label: "Pending" },
  confirmed: { tone: "success", label: "Confirmed" },
  active: { tone: "success", label: "Active", live: true },
  completed: { tone: "neutral", label: "Completed" },
  cancelled: { tone: "neutral", label: "Cancelled" },
  expired: { tone: "neutral", label: "Expired" },
  rejected: { tone: "error", label: "Rejected" },
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
  active: { tone: "success", label: "Active" },
  pending: { tone: "info", label: "Pending" },
  terminated: { tone: "neutral", label: "Terminated" },
  canceled: { tone: "neutral", label: "Canceled" },
};

const KINDS = { charger, session, sync, invoice, health, reservation, operation, subscription };

/** The families of status words. The same word may look different in two of them. */
export type StatusKind = keyof typeof KINDS;

/** Look of a status word. Case does not matter; a word nobody listed is shown as it is, in grey. */
export function statusLook(kind: StatusKind, status: string): StatusLook {
  return KINDS[kind][status.toLowerCase()] ?? { tone: "neutral", label: humanize(status) };
}
