import assert from "node:assert/strict";
import { AppError } from "@/lib/platform/errors.ts";
import { chargerCounts } from "./charger_counts.ts";
import { isOnline, normalizeStatus, ONLINE_WINDOW_MS, wordOfCharger } from "./charger_status.ts";
import { getCharger } from "./get_charger.ts";
import { listChargers } from "./list_chargers.ts";
import { recordChargers } from "./record_chargers.ts";
import { at, NOW, withWorld } from "./test_world.ts";

Deno.test("every OCPP status has its word", () => {
  const words = Object.fromEntries(
    [
      "Available",
      "Preparing",
      "Charging",
      "SuspendedEV",
      "SuspendedEVSE",
      "Finishing",
      "Reserved",
      "Unavailable",
      "Faulted",
      "Nonsense",
    ].map((raw) => [raw, normalizeStatus(raw)]),
  );
  assert.deepEqual(words, {
    Available: "online",
    Preparing: "in_use",
    Charging: "in_use",
    SuspendedEV: "in_use",
    SuspendedEVSE: "in_use",
    Finishing: "in_use",
    Reserved: "reserved",
    Unavailable: "offline",
    Faulted: "offline",
    Nonsense: "online",
  });
  assert.equal(normalizeStatus(null), "online");
  assert.equal(wordOfCharger(true, ["offline", "in_use"]), "in_use");
  assert.equal(wordOfCharger(true, ["reserved", "in_use", "online"]), "online");
  assert.equal(wordOfCharger(true, []), "online");
  assert.equal(wordOfCharger(false, ["online"]), "offline");
});

Deno.test("a charger is online within its window or while SteVe holds its line", () => {
  const charger = { managementMode: "ocpp", lastSeenAt: new Date(NOW), steveConnected: null };
  assert.equal(isOnline(charger, NOW + ONLINE_WINDOW_MS - 1), true);
  assert.equal(isOnline(charger, NOW + ONLINE_WINDOW_MS), false);
  assert.equal(isOnline({ ...charger, lastSeenAt: null }, NOW), false);
  assert.equal(isOnline({ ...charger, lastSeenAt: null, steveConnected: true }, NOW), true);
  assert.equal(isOnline({ ...charger, managementMode: "unmanaged" }, NOW), false);
});

Deno.test("stations are recorded once, updated forward, and keep their public id and name", () =>
  withWorld(async ({ ctx, database, clock }) => {
    const first = await recordChargers(ctx, [
      {
        chargeBoxId: "CP-1",
        vendor: "V",
        description: "North",
        lastHeartbeatAt: at(60),
        connected: true,
        connectors: [
          { connectorId: 0, status: "Available", statusAt: at(-5) },
          { connectorId: 1, status: "Charging", statusAt: at(-5) },
          { connectorId: 2, status: "Faulted", errorCode: "GroundFailure", statusAt: at(-5) },
        ],
      },
      { chargeBoxId: "CP-2" },
      { chargeBoxId: "" },
    ]);
    assert.deepEqual(first, { created: 2, changed: ["CP-1", "CP-2"] });
    const before = await getCharger(ctx, { chargeBoxId: "CP-1" });
    assert.equal(before.lastSeenAt?.getTime(), NOW, "a heartbeat from the future counts as now");
    assert.equal(before.name, "North");
    assert.equal(before.status, "in_use");
    assert.deepEqual(
      before.connectors.map((c) => [c.connectorId, c.rawStatus, c.status, c.errorCode]),
      [
        [1, "Charging", "in_use", null],
        [2, "Faulted", "offline", "GroundFailure"],
      ],
    );

    clock.advance(1_000);
    await database.sql`update chargers set friendly_name = 'Gate' where charge_box_id = 'CP-1'`;
    const same = await recordChargers(ctx, [
      {
        chargeBoxId: "CP-1",
        vendor: "V",
        connectors: [{ connectorId: 1, status: "Available", statusAt: at(-9) }],
      },
      { chargeBoxId: "CP-2", connectors: [] },
    ]);
    assert.deepEqual(
      same,
      { created: 0, changed: [] },
      "older statuses and known facts are no news",
    );
    const news = await recordChargers(ctx, [
      {
        chargeBoxId: "CP-1",
        model: "M",
        description: "South",
        connectors: [{ connectorId: 1, status: "Available", statusAt: at(-1) }],
      },
    ]);
    assert.deepEqual(news, { created: 0, changed: ["CP-1"] });
    const after = await getCharger(ctx, { publicId: before.publicId });
    assert.equal(after.publicId, before.publicId);
    assert.equal(after.name, "Gate");
    assert.equal(after.vendor, "V");
    assert.equal(after.model, "M");
    assert.equal(after.status, "online");
    await assert.rejects(
      getCharger(ctx, { chargeBoxId: "cp-1" }),
      (error) => error instanceof AppError && error.kind === "not_found",
    );
  }));

Deno.test("sessions and reservations of the moment show on their connector", () =>
  withWorld(async ({ ctx, session, database }) => {
    await recordChargers(ctx, [{ chargeBoxId: "CP-1", lastHeartbeatAt: at(0) }]);
    const live = await session({ connectorId: 2 });
    await session({ connectorId: 3, lastHeardAt: at(-13 * 60) });
    await session({ connectorId: 4, stoppedAt: at(-1) });
    await database
      .sql`insert into reservations (charge_box_id, connector_id, start_at, end_at, status) values
      ('CP-1', 5, ${at(-5).toISOString()}, ${at(5).toISOString()}, 'confirmed'),
      ('CP-1', 6, ${at(5).toISOString()}, ${at(15).toISOString()}, 'confirmed')`;
    const charger = await getCharger(ctx, { chargeBoxId: "CP-1" });
    assert.deepEqual(charger.connectors.map((c) => [c.connectorId, c.status, c.sessionId]), [
      [2, "in_use", live],
      [5, "reserved", null],
    ]);
    assert.equal(charger.status, "in_use");
  }));

Deno.test("lists filter and count by the same rule", () =>
  withWorld(async ({ ctx, database }) => {
    await recordChargers(ctx, [
      { chargeBoxId: "A_1", lastHeartbeatAt: at(-1) },
      { chargeBoxId: "B", lastHeartbeatAt: at(-11), description: "Yard" },
      { chargeBoxId: "C", connected: true },
      { chargeBoxId: "D" },
      { chargeBoxId: "E", lastHeartbeatAt: at(-1) },
    ]);
    await database.sql`update chargers set management_mode = 'unmanaged' where charge_box_id = 'E'`;
    const ids = async (input: Parameters<typeof listChargers>[1]) =>
      (await listChargers(ctx, input)).map((charger) => charger.chargeBoxId);
    assert.deepEqual(await ids({}), ["A_1", "E", "B", "C", "D"]);
    assert.deepEqual(await ids({ online: true }), ["A_1", "C"]);
    assert.deepEqual(await ids({ online: false }), ["E", "B", "D"]);
    assert.deepEqual(await ids({ mode: "unmanaged" }), ["E"]);
    assert.deepEqual(await ids({ search: "yar" }), ["B"]);
    assert.deepEqual(await ids({ search: "_" }), ["A_1"]);
    assert.deepEqual(await ids({ chargeBoxIds: ["D", "X"] }), ["D"]);
    assert.deepEqual(await ids({ chargeBoxIds: [] }), []);
    assert.deepEqual(await ids({ limit: 1 }), ["A_1"]);
    const [free] = await listChargers(ctx, { mode: "unmanaged" });
    assert.deepEqual([free.isOnline, free.status], [false, "online"]);
    assert.deepEqual(await chargerCounts(ctx), { total: 5, online: 2, offline: 2, unmanaged: 1 });
  }));
