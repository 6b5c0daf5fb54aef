import assert from "node:assert/strict";
import fc from "fast-check";
import { normalizeStatus } from "../charger_status.ts";
import type { ConnectorView } from "../list_chargers.ts";
import { canStart } from "./choose_connector.ts";
import { driverConnectors, type DriverUse } from "./driver_connectors.ts";
import { type OpenStart, STATION_KEEPS_MS } from "./open_starts.ts";

const NOW_MS = 1_000_000;
const view = (rawStatus: string | null, over: Partial<ConnectorView> = {}): ConnectorView => ({
  connectorId: 1,
  type: "type2",
  maxKw: 22,
  rawStatus,
  errorCode: null,
  statusAt: null,
  status: over.sessionId ? "in_use" : normalizeStatus(rawStatus),
  isReserved: false,
  sessionId: null,
  ...over,
});
const NOBODY: DriverUse = { held: new Set(), starts: [], sessions: new Map() };
const start = (over: Partial<OpenStart> = {}): OpenStart => ({
  id: 5,
  state: "accepted",
  chargeBoxId: "CP1",
  chargerName: "Bay 1",
  connectorId: 1,
  cardId: 1,
  requestedAt: new Date(NOW_MS),
  keptUntil: new Date(NOW_MS + STATION_KEEPS_MS),
  ...over,
});
const told = (
  connector: ConnectorView,
  use: Partial<DriverUse> = {},
  { isOnline = true, nowMs = NOW_MS } = {},
) => {
  const charger = { connectors: [connector], isOnline, managementMode: "ocpp" as const };
  const [{ state, canStart }] = driverConnectors(charger, { ...NOBODY, ...use }, nowMs);
  return [state, canStart];
};

Deno.test("one word for a connector, and whether a start may be tried goes with it", () => {
  assert.deepEqual(told(view("Available")), ["free", true]);
  assert.deepEqual(told(view(null)), ["free", true]);
  assert.deepEqual(told(view("Preparing")), ["plugged_in", true]);
  assert.deepEqual(told(view("Finishing")), ["plugged_in", true]);
  assert.deepEqual(told(view("Charging")), ["in_use", false]);
  assert.deepEqual(told(view("Preparing", { sessionId: 9 })), ["in_use", false]);
  assert.deepEqual(told(view("Reserved")), ["reserved", false]);
  assert.deepEqual(told(view("Reserved"), { held: new Set([1]) }), ["kept", true]);
  assert.deepEqual(told(view("Faulted")), ["offline", false]);
  assert.deepEqual(told(view("Available"), {}, { isOnline: false }), ["offline", false]);
});

Deno.test("the driver's own session is led to, whatever the station says", () => {
  for (const isOnline of [true, false]) {
    const [one] = driverConnectors(
      { connectors: [view("Charging", { sessionId: 9 })], isOnline, managementMode: "ocpp" },
      { ...NOBODY, sessions: new Map([[1, 70]]) },
      NOW_MS,
    );
    assert.deepEqual([one.state, one.canStart, one.transactionId], ["own", false, 70]);
  }
});

Deno.test("where the driver's start waits nothing else is started, until the station gives it up", () => {
  assert.deepEqual(told(view("Preparing"), { starts: [start()] }), ["starting", false]);
  assert.deepEqual(told(view("Available"), { starts: [start({ connectorId: 2 })] }), [
    "free",
    true,
  ]);
  const late = { nowMs: NOW_MS + STATION_KEEPS_MS };
  assert.deepEqual(told(view("Preparing"), { starts: [start()] }, late), ["plugged_in", true]);
});

Deno.test("a word that invites is said exactly where a start may be tried", () => {
  const invites = new Set<unknown>(["free", "plugged_in", "kept"]);
  const raws = ["Available", "Preparing", "Charging", "Finishing", "Reserved", "Unavailable", null];
  fc.assert(fc.property(
    fc.constantFrom(...raws),
    fc.boolean(),
    fc.option(fc.constant(9)),
    fc.boolean(),
    (raw, isReserved, sessionId, isHeld) => {
      const status = sessionId !== null
        ? "in_use"
        : isReserved && normalizeStatus(raw) === "online"
        ? "reserved"
        : normalizeStatus(raw);
      const connector = view(raw, { isReserved, sessionId, status });
      const held = new Set(isHeld ? [1] : []);
      const [state, mayStart] = told(connector, { held });
      assert.equal(invites.has(state), mayStart, `${state}`);
      assert.equal(mayStart, canStart(connector, held));
    },
  ));
});
