import assert from "node:assert/strict";
import type { ConnectorView } from "@/lib/charging/mod.ts";
import { appStateOf, connectorTypeOf, formFactorOf } from "./charger_state.ts";

const plug = (over: Partial<ConnectorView> = {}): ConnectorView => ({
  connectorId: 1,
  type: null,
  maxKw: null,
  rawStatus: "Available",
  errorCode: null,
  statusAt: null,
  status: "online",
  isReserved: false,
  sessionId: null,
  ...over,
});
const charger = (...connectors: ConnectorView[]) => ({
  managementMode: "ocpp" as const,
  isOnline: true,
  status: "online" as const,
  connectors,
});

Deno.test("one connector: its state in the app's words", () => {
  const cases: [Partial<ConnectorView>, string][] = [
    [{}, "idle"],
    [{ status: "in_use", rawStatus: "Preparing" }, "preparing"],
    [{ status: "in_use", rawStatus: "Finishing" }, "preparing"],
    [{ status: "in_use", rawStatus: "SuspendedEV" }, "charging"],
    [{ status: "in_use", rawStatus: "Preparing", sessionId: 7 }, "charging"],
    [{ status: "reserved", rawStatus: "Reserved" }, "reserved"],
    [{ status: "offline", rawStatus: "Faulted" }, "outOfService"],
  ];
  for (const [over, state] of cases) assert.equal(appStateOf(charger(plug(over))), state);
});

Deno.test("of several connectors the best one counts", () => {
  const busy = plug({ status: "in_use", rawStatus: "Charging" });
  const broken = plug({ status: "offline", rawStatus: "Faulted" });
  assert.equal(appStateOf(charger(busy, plug())), "idle");
  assert.equal(appStateOf(charger(broken, busy)), "charging");
  assert.equal(appStateOf(charger(broken, broken)), "outOfService");
});

Deno.test("without connectors the charger's own word counts", () => {
  assert.equal(appStateOf(charger()), "idle");
  assert.equal(appStateOf({ ...charger(), status: "offline" }), "outOfService");
});

Deno.test("silent chargers are offline, unmanaged ones have no state", () => {
  assert.equal(appStateOf({ ...charger(plug()), isOnline: false }), "offline");
  assert.equal(
    appStateOf({ ...charger(plug()), isOnline: false, managementMode: "unmanaged" }),
    undefined,
  );
});

Deno.test("connector types as stations and people write them", () => {
  const cases: [string | null, string | null][] = [
    ["Type 2", "type2"],
    ["sType2", "type2"],
    ["Mennekes", "type2"],
    ["CCS", "ccs"],
    ["cCCS2", "ccs"],
    ["CCS Type 2", "ccs"],
    ["Combo 1", "ccs"],
    ["CHAdeMO", "chademo"],
    ["J1772", "j1772"],
    ["Type 1", "j1772"],
    ["NACS", "nacs"],
    ["Schuko", null],
    [null, null],
  ];
  for (const [text, type] of cases) assert.equal(connectorTypeOf(text), type, String(text));
});

Deno.test("an unknown housing is generic", () => {
  assert.equal(formFactorOf("pulsar"), "pulsar");
  assert.equal(formFactorOf("toaster"), "generic");
});
