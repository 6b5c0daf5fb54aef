import type { ChargerView, ConnectorView } from "../list_chargers.ts";

export type ConnectorChoice =
  /** Null leaves the choice to the station: no connector of it is known. */
  | { kind: "chosen"; connectorId: number | null }
  | { kind: "unknown" }
  | { kind: "busy" };

/** A car that waits comes first, then what is kept for the driver, then what is free. */
const ORDER = [
  (view: ConnectorView) => view.rawStatus === "Preparing",
  (_: ConnectorView, isHeld: boolean) => isHeld,
  (view: ConnectorView) => view.status === "online",
  () => true,
];

/**
 * The connector for a start: the one that was asked for, or the best free one. Preparing counts as free:
 * a car is plugged in and waits for leave. Reserved counts where the reservation is the driver's own.
 */
export function chooseConnector(
  charger: Pick<ChargerView, "connectors">,
  input: { connectorId?: number | null; heldForDriver: ReadonlySet<number> },
): ConnectorChoice {
  const { connectorId, heldForDriver } = input;
  // Where SteVe tells no status, only sessions reveal connectors: there may be more.
  const isTold = charger.connectors.some((view) => view.rawStatus !== null);
  const isFree = (view: ConnectorView) => canStart(view, heldForDriver);
  if (connectorId !== undefined && connectorId !== null) {
    const named = charger.connectors.find((view) => view.connectorId === connectorId);
    if (!named) return isTold ? { kind: "unknown" } : { kind: "chosen", connectorId };
    return isFree(named) ? { kind: "chosen", connectorId } : { kind: "busy" };
  }
  const free = charger.connectors.filter(isFree);
  const rank = (view: ConnectorView) =>
    ORDER.findIndex((isSuch) => isSuch(view, heldForDriver.has(view.connectorId)));
  const [best] = free.toSorted((a, b) => rank(a) - rank(b) || a.connectorId - b.connectorId);
  if (best) return { kind: "chosen", connectorId: best.connectorId };
  return isTold ? { kind: "busy" } : { kind: "chosen", connectorId: null };
}

/**
 * Whether a start may be tried on this connector; `heldForDriver` are those the driver has reserved. Who
 * plugs in at a connector that is kept for somebody else does not get it by that.
 */
export function canStart(view: ConnectorView, heldForDriver: ReadonlySet<number>): boolean {
  if (view.sessionId !== null) return false;
  const isKept = view.isReserved || view.status === "reserved";
  if (isKept && !heldForDriver.has(view.connectorId)) return false;
  if (view.status === "online" || view.status === "reserved") return true;
  return view.rawStatus === "Preparing" || view.rawStatus === "Finishing";
}
