import assert from "node:assert/strict";
import fc from "fast-check";
import { normalizeStatus } from "../charger_status.ts";
import type { ConnectorView } from "../list_chargers.ts";
import { canStart, chooseConnector } from "./choose_connector.ts";

const STATUSES = [
  null,
  "Available",
  "Preparing",
  "Charging",
  "SuspendedEV",
  "SuspendedEVSE",
  "Finishing",
  "Reserved",
  "Unavailable",
  "Faulted",
];

function view(connectorId: number, rawStatus: string | null, sessionId: number | null = null) {
  const status = sessionId === null ? normalizeStatus(rawStatus) : "in_use";
  return { connectorId, rawStatus, sessionId, status, isReserved: false } as ConnectorView;
}
const choose = (connectors: ConnectorView[], connectorId?: number, held: number[] = []) =>
  chooseConnector({ connectors }, { connectorId, heldForDriver: new Set(held) });

Deno.test("a plugged-in car comes first, then the driver's reservation, then the lowest free one", () => {
  const all = [view(1, "Available"), view(2, "Reserved"), view(3, "Preparing")];
  assert.deepEqual(choose(all, undefined, [2]), { kind: "chosen", connectorId: 3 });
  assert.deepEqual(choose(all.slice(0, 2), undefined, [2]), { kind: "chosen", connectorId: 2 });
  assert.deepEqual(choose(all.slice(0, 2)), { kind: "chosen", connectorId: 1 });
});

Deno.test("a station that tells no connectors chooses itself", () => {
  assert.deepEqual(choose([]), { kind: "chosen", connectorId: null });
  assert.deepEqual(choose([], 4), { kind: "chosen", connectorId: 4 });
  const revealed = [view(1, null, 77)];
  assert.deepEqual(choose(revealed), { kind: "chosen", connectorId: null });
  assert.deepEqual(choose(revealed, 2), { kind: "chosen", connectorId: 2 });
  assert.deepEqual(choose(revealed, 1), { kind: "busy" });
});

Deno.test("a car that is plugged in does not take a connector that is kept for somebody else", () => {
  const kept = { ...view(1, "Preparing"), isReserved: true };
  assert.deepEqual(choose([kept, view(2, "Available")]), { kind: "chosen", connectorId: 2 });
  assert.deepEqual(choose([kept], 1), { kind: "busy" });
  assert.deepEqual(choose([kept], 1, [1]), { kind: "chosen", connectorId: 1 });
});

Deno.test("whatever is chosen exists, is free, and is the one asked for", () => {
  const connectors = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom(...STATUSES),
      session: fc.option(fc.integer({ min: 1 })),
    }),
    { selector: (one) => one.id, minLength: 1 },
  );
  fc.assert(fc.property(
    connectors,
    fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
    fc.array(fc.integer({ min: 1, max: 6 })),
    (specs, wanted, held) => {
      const views = specs.map((one) => view(one.id, one.status, one.session));
      const heldForDriver = new Set(held);
      const choice = chooseConnector({ connectors: views }, { connectorId: wanted, heldForDriver });
      const free = views.filter((one) => canStart(one, heldForDriver));
      const isTold = views.some((one) => one.rawStatus !== null);
      const isKnown = (id: number | null) => views.some((one) => one.connectorId === id);
      if (choice.kind === "chosen" && !isKnown(choice.connectorId)) {
        assert.ok(!isTold && choice.connectorId === (wanted ?? null));
      } else if (choice.kind === "chosen") {
        assert.ok(free.some((one) => one.connectorId === choice.connectorId));
        if (wanted !== undefined) assert.equal(choice.connectorId, wanted);
      } else if (choice.kind === "unknown") {
        assert.ok(!views.some((one) => one.connectorId === wanted));
      } else {
        assert.ok(
          wanted === undefined
            ? free.length === 0
            : !free.some((one) => one.connectorId === wanted),
        );
      }
    },
  ));
});
