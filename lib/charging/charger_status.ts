import { sql } from "drizzle-orm";
import { chargers } from "@/db/schema/mod.ts";

/** What people are told about a charger or a connector. */
export type StatusWord = "online" | "in_use" | "reserved" | "offline";

/** A charger is online when it was heard of within this many ms, or SteVe says that it is connected. */
export const ONLINE_WINDOW_MS = 10 * 60_000;

/**
 * The word for a raw OCPP 1.6 connector status. Unknown and missing ones count as free: upstream SteVe
 * does not tell the status at all, and a charger that is heard of can be tried.
 */
export function normalizeStatus(raw: string | null): StatusWord {
  switch (raw) {
    case "Preparing":
    case "Charging":
    case "SuspendedEV":
    case "SuspendedEVSE":
    case "Finishing":
    case "Occupied":
      return "in_use";
    case "Reserved":
      return "reserved";
    case "Unavailable":
    case "Faulted":
      return "offline";
    default:
      return "online";
  }
}

/** Whether a charger is online at `nowMs`; unmanaged ones never are. */
export function isOnline(
  charger: { managementMode: string; lastSeenAt: Date | null; steveConnected: boolean | null },
  nowMs: number,
): boolean {
  if (charger.managementMode === "unmanaged") return false;
  return charger.steveConnected === true ||
    (charger.lastSeenAt !== null && nowMs - charger.lastSeenAt.getTime() < ONLINE_WINDOW_MS);
}

/** The same rule for a query. */
export const onlineCondition = (now: Date) =>
  sql<
    boolean
  >`(${chargers.managementMode} <> 'unmanaged' and (coalesce(${chargers.steveConnected}, false) or
    ${chargers.lastSeenAt} > ${
    new Date(now.getTime() - ONLINE_WINDOW_MS).toISOString()
  }::timestamptz))`;

/** One connector decides for a charger only when no better one is left: a free one counts first. */
export function wordOfCharger(isReachable: boolean, connectors: readonly StatusWord[]): StatusWord {
  if (!isReachable) return "offline";
  const order: StatusWord[] = ["online", "in_use", "reserved", "offline"];
  return order.find((word) => connectors.includes(word)) ?? "online";
}
