import type { ChargerView } from "@/lib/charging/mod.ts";

/** What the app tells of a charger (spec 4.6 row 5). */
export type AppChargerState =
  | "idle"
  | "preparing"
  | "charging"
  | "reserved"
  | "outOfService"
  | "offline";

const FORM_FACTORS = ["wallbox", "pulsar", "commander", "wall_mount", "tesla", "generic"] as const;
export type FormFactor = typeof FORM_FACTORS[number];

export type AppConnectorType = "ccs" | "j1772" | "nacs" | "chademo" | "type2";

/** Best first: one free connector makes a charger worth the way. */
const ORDER: AppChargerState[] = ["idle", "preparing", "charging", "reserved", "outOfService"];

/** The state of a charger from its connectors; undefined for one that tells nothing by itself. */
export function appStateOf(
  charger: Pick<ChargerView, "managementMode" | "isOnline" | "status" | "connectors">,
): AppChargerState | undefined {
  if (charger.managementMode === "unmanaged") return undefined;
  if (!charger.isOnline) return "offline";
  const states = charger.connectors.length > 0
    ? charger.connectors.map(connectorState)
    : [charger.status === "offline" ? "outOfService" : "idle"];
  return ORDER.find((state) => states.includes(state)) ?? "idle";
}

function connectorState(
  { status, rawStatus, sessionId }: ChargerView["connectors"][number],
): AppChargerState {
  if (sessionId !== null) return "charging";
  switch (status) {
    case "online":
      return "idle";
    case "reserved":
      return "reserved";
    case "offline":
      return "outOfService";
    case "in_use":
      // Plugged in without a transaction: before the start, or after the end.
      return rawStatus === "Preparing" || rawStatus === "Finishing" ? "preparing" : "charging";
  }
}

export const formFactorOf = (text: string): FormFactor =>
  FORM_FACTORS.find((known) => known === text) ?? "generic";

/** The app's word for a connector type as stations and people write it, e.g. `Type 2`, `cCCS2`. */
export function connectorTypeOf(text: string | null): AppConnectorType | null {
  const plain = (text ?? "").toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (/ccs|combo/.test(plain)) return "ccs";
  if (plain.includes("chademo")) return "chademo";
  if (/nacs|tesla|j3400/.test(plain)) return "nacs";
  if (/type2|mennekes|iec62196t2|^ctype2$/.test(plain)) return "type2";
  return /j1772|type1/.test(plain) ? "j1772" : null;
}
