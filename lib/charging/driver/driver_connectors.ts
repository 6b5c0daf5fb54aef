import type { ChargerView, ConnectorView } from "../list_chargers.ts";
import { canStart } from "./choose_connector.ts";
import { keptStart, type OpenStart } from "./open_starts.ts";

/**
 * What a connector is to one driver. `plugged_in`: a car is plugged in and nobody charges. `kept`: reserved
 * for this driver. `starting`: this driver's start waits there. `own`: this driver charges there.
 */
export type DriverConnectorState =
  | "free"
  | "plugged_in"
  | "kept"
  | "starting"
  | "own"
  | "in_use"
  | "reserved"
  | "offline";

export interface DriverConnector extends Pick<ConnectorView, "connectorId" | "type" | "maxKw"> {
  state: DriverConnectorState;
  /** A start may be tried. */
  canStart: boolean;
  /** SteVe's id of the driver's session here. */
  transactionId: number | null;
  /** The operation of the driver's start that waits here. */
  startId: number | null;
}

export interface DriverUse {
  /** Connectors that are reserved for the driver now. */
  held: ReadonlySet<number>;
  /** The driver's starts at this charger. */
  starts: readonly OpenStart[];
  /** Transaction ids of the driver's sessions at this charger, by connector. */
  sessions: ReadonlyMap<number, number>;
}

/** A charger's connectors as one driver finds them at `nowMs`: the one place that says so. Pure. */
export function driverConnectors(
  charger: Pick<ChargerView, "connectors" | "isOnline" | "managementMode">,
  use: DriverUse,
  nowMs: number,
): DriverConnector[] {
  // Nobody hears of an unmanaged charger: what is known of its connectors is told.
  const isReachable = charger.isOnline || charger.managementMode === "unmanaged";
  return charger.connectors.map((view) => {
    const { connectorId, type, maxKw } = view;
    const transactionId = use.sessions.get(connectorId) ?? null;
    const start = transactionId === null ? keptStart(use.starts, connectorId, nowMs) : null;
    const mayStart = isReachable && start === null && canStart(view, use.held);
    return {
      connectorId,
      type,
      maxKw,
      transactionId,
      startId: start?.id ?? null,
      canStart: mayStart,
      state: transactionId !== null
        ? "own"
        : !isReachable
        ? "offline"
        : start !== null
        ? "starting"
        : stateOf(view, use.held, mayStart),
    };
  });
}

function stateOf(
  view: ConnectorView,
  held: ReadonlySet<number>,
  mayStart: boolean,
): DriverConnectorState {
  if (!mayStart) return view.status === "online" ? "reserved" : view.status;
  if (view.rawStatus === "Preparing" || view.rawStatus === "Finishing") return "plugged_in";
  return held.has(view.connectorId) ? "kept" : "free";
}
