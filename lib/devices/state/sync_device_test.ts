import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { deviceLogs, devices, deviceSettings } from "@/db/schema/mod.ts";
import { listNotifications } from "@/lib/notifications/mod.ts";
import { setDeviceFlags } from "@/lib/flags/mod.ts";
import { deviceWorld } from "../testing/device_world.ts";
import { deviceState } from "./device_state.ts";
import { checkDeviceLogSize, pruneDeviceLogs } from "./prune_logs.ts";
import { deviceStateSchema, syncBody } from "./schemas.ts";
import { syncDevice } from "./sync_device.ts";
import { writeDeviceSettings } from "./write_settings.ts";

const diagnostics = {
  appVersion: "2.1.0",
  osVersion: "26.1",
  model: "iPhone17,1",
  pushPermission: "authorized",
  nfcAvailable: true,
  pendingUploads: 3,
  reconnectCount: 2,
};
const extras = {
  batteryLevel: 0.5,
  batteryState: "charging",
  lowPowerMode: false,
  thermalState: "nominal",
  diskFreeBytes: 5e9,
  locale: "de_DE",
};
const body = (over: Record<string, unknown> = {}) => syncBody.parse({ diagnostics, ...over });
const record = (seq: string | number, over: Record<string, unknown> = {}) => ({
  timestamp: "1768478400000000000",
  severity_text: "INFO",
  severity_number: 9,
  body: "line",
  attributes: { "expresscharge.seq": seq, category: "nfc" },
  resource: { "service.name": "expresscharge" },
  ...over,
});

Deno.test("a device that syncs for the first time gets the whole envelope", async () => {
  const world = await deviceWorld();
  const { id, ctx } = await world.addDevice();
  const before = await deviceState(world.system, { deviceId: id });
  assert.deepEqual(before.connectivity, {
    online: false,
    lastSyncAt: null,
    reconnectCount: 0,
    pendingUploads: 0,
  });
  assert.equal(before.needsPushToken, false);
  const now = world.clock.now().toISOString();
  const state = deviceStateSchema.parse(await syncDevice(ctx, { ...body(), deviceId: id }));
  assert.deepEqual(state.connectivity, {
    online: true,
    lastSyncAt: now,
    reconnectCount: 2,
    pendingUploads: 3,
  });
  assert.deepEqual(state.ownerUser, {
    id: "adm",
    role: "admin",
    displayName: "Ada Admin",
    publicId: "ADMN2345",
  });
  assert.deepEqual(state.scanStatus, { armed: false, pairingCode: null, expiresAt: null });
  assert.equal(state.needsPushToken, true);
  assert.equal(state.logs, undefined);
  assert.deepEqual([state.settings, state.flags, state.kioskAllowed], [{}, {}, false]);
  const [row] = await world.database.db.select().from(devices).where(eq(devices.id, id));
  assert.deepEqual([row.appVersion, row.osVersion, row.model], ["2.1.0", "26.1", "iPhone17,1"]);
  assert.deepEqual(row.lastStatus, { ...diagnostics, syncedAt: now });
  world.clock.advance(90_000);
  assert.equal((await deviceState(world.system, { deviceId: id })).connectivity.online, false);
  await world.stop();
});

Deno.test("a customer's phone keeps its battery, heat and disk to itself; an operator's does not", async () => {
  const world = await deviceWorld();
  for (const ownerUserId of ["drv", "adm"]) {
    const { id, ctx } = await world.addDevice({ ownerUserId });
    await syncDevice(ctx, {
      ...body({ diagnostics: { ...diagnostics, ...extras } }),
      deviceId: id,
    });
    const [{ lastStatus }] = await world.database.db.select().from(devices)
      .where(eq(devices.id, id));
    const kept = Object.keys(extras).filter((key) => key in lastStatus!);
    assert.deepEqual(kept, ownerUserId === "drv" ? ["locale"] : Object.keys(extras));
  }
  await world.stop();
});

Deno.test("diagnostics take the listed keys only, settings of a known key its type only", () => {
  for (
    const wrong of [
      { diagnostics: { ...diagnostics, jailbroken: false } },
      { diagnostics: { ...diagnostics, pushPermission: "maybe" } },
      { diagnostics: { ...diagnostics, nfcAvailable: undefined } },
      { pendingSettings: [{ key: "device.label", value: 7, updatedAt: "2026-01-01T00:00:00Z" }] },
      { pendingSettings: [{ key: "device.label", value: "x", updatedAt: "yesterday" }] },
      { logs: Array.from({ length: 101 }, (_, n) => record(n)) },
      { logs: [record("1".repeat(21))] },
      { logs: [{ ...record(1), attributes: {} }] },
      {
        location: {
          latitude: 91,
          longitude: 0,
          accuracyMeters: 1,
          capturedAt: "2026-01-01T00:00:00Z",
        },
      },
    ]
  ) {
    assert.equal(syncBody.safeParse({ diagnostics, ...wrong }).success, false);
  }
});

Deno.test("the last writer of a setting wins, a tie stays with the server, a wrong clock wins little", async () => {
  const world = await deviceWorld();
  const { id, ctx } = await world.addDevice();
  const nowMs = world.clock.nowMs();
  const at = (ms: number) => new Date(nowMs + ms).toISOString();
  const push = async (value: unknown, updatedAt: string) => {
    const state = await syncDevice(ctx, {
      ...body({ pendingSettings: [{ key: "notifications.scanRequest", value, updatedAt }] }),
      deviceId: id,
    });
    return state.settings["notifications.scanRequest"];
  };
  const admin = (value: boolean, ms: number) =>
    writeDeviceSettings(world.system, {
      deviceId: id,
      edits: [{ key: "notifications.scanRequest", value, updatedAt: new Date(nowMs + ms) }],
      updatedBy: "admin:adm",
    });
  assert.deepEqual(await push(false, at(-10_000)), {
    value: false,
    updatedAt: at(-10_000),
    updatedBy: "ios-app",
  });
  await admin(true, -5_000);
  assert.equal((await push(false, at(-6_000))).value, true);
  assert.equal((await push(false, at(-5_000))).value, true, "tie");
  assert.equal((await push(false, at(-4_999))).value, false);
  assert.equal((await push(true, at(3_600_000))).updatedAt, at(5_000), "clamped");
  assert.deepEqual(await admin(false, 5_001), ["notifications.scanRequest"]);
  await world.stop();
});

Deno.test("a label that wins becomes the device's own", async () => {
  const world = await deviceWorld();
  const { id, ctx } = await world.addDevice();
  const updatedAt = world.clock.now().toISOString();
  const state = await syncDevice(ctx, {
    ...body({ pendingSettings: [{ key: "device.label", value: "Front desk", updatedAt }] }),
    deviceId: id,
  });
  assert.equal(state.device.label, "Front desk");
  await world.stop();
});

Deno.test("logs are stored once, scrubbed, and acknowledged up to the highest that came", async () => {
  const world = await deviceWorld();
  const { db } = world.database;
  const { id, ctx } = await world.addDevice();
  const other = await world.addDevice();
  const secret = record("18446744073709551615", {
    body: "ada@example.org\u0000 called +4915112345678",
    attributes: { "expresscharge.seq": "18446744073709551615", card_uid: "04A1B2C3" },
    trace_id: "abc",
    severity_text: "WARN",
  });
  const logs = [record(7), record("8"), secret];
  const send = (who: typeof other, some: unknown[]) =>
    syncDevice(who.ctx, { ...body({ logs: some }), deviceId: who.id });
  const first = await send({ ...other, id, ctx }, logs);
  assert.deepEqual(first.logs, { ackedSeq: "18446744073709551615" });
  assert.deepEqual((await send({ ...other, id, ctx }, [record("007", { body: "again" })])).logs, {
    ackedSeq: "7",
  });
  assert.deepEqual((await send(other, [record(7)])).logs, { ackedSeq: "7" });
  assert.equal((await send(other, [])).logs, undefined);
  const rows = await db.select().from(deviceLogs).where(eq(deviceLogs.deviceId, id))
    .orderBy(deviceLogs.seq);
  assert.deepEqual(rows.map((row) => [row.seq, row.body]), [
    ["7", "line"],
    ["8", "line"],
    ["18446744073709551615", "<email>\ufffd called <phone>"],
  ]);
  assert.deepEqual(rows[2].attributes, {
    "expresscharge.seq": "18446744073709551615",
    card_uid: "<redacted>",
  });
  assert.equal(rows[0].timestampNs, 1768478400000000000n);
  assert.equal(rows[0].observedTs.getTime(), world.clock.nowMs());
  await world.stop();
});

Deno.test("old logs go in batches, young ones stay", async () => {
  const world = await deviceWorld();
  const { db } = world.database;
  const { id } = await world.addDevice();
  const old = new Date(world.clock.nowMs() - 7 * 86_400_000 - 1);
  await db.insert(deviceLogs).values(Array.from({ length: 25 }, (_, n) => ({
    deviceId: id,
    seq: String(n),
    timestampNs: 0n,
    observedTs: n < 23 ? old : world.clock.now(),
    severityText: "INFO",
    severityNumber: 9,
    body: "",
  })));
  assert.equal(await pruneDeviceLogs(world.system, { batch: 10 }), 23);
  assert.equal(await pruneDeviceLogs(world.system), 0);
  assert.equal((await db.select().from(deviceLogs)).length, 2);
  await world.stop();
});

Deno.test("operators hear when stored logs grow beyond their size, once", async () => {
  const world = await deviceWorld();
  const ctx = (bytes: number) => ({
    ...world.system,
    config: { ...world.system.config, DEVICE_LOG_SIZE_ALARM_BYTES: bytes },
  });
  const notices = async () =>
    (await listNotifications(world.system, { audience: "admin" })).map((row) => row.occurrences);
  const { bytes } = await checkDeviceLogSize(ctx(2 ** 30));
  assert.ok(bytes > 0);
  assert.deepEqual(await notices(), []);
  await checkDeviceLogSize(ctx(1));
  await checkDeviceLogSize(ctx(1));
  assert.deepEqual(await notices(), [2]);
  await world.stop();
});

Deno.test("a place is kept for managed devices with the flag only, the newest one", async () => {
  const world = await deviceWorld();
  const { id, ctx } = await world.addDevice({ capabilities: ["scanner", "managed"] });
  const place = (latitude: number, ms: number) => ({
    latitude,
    longitude: 4.8,
    accuracyMeters: 10,
    capturedAt: new Date(world.clock.nowMs() + ms).toISOString(),
  });
  const send = async (location?: unknown) => {
    await syncDevice(ctx, { ...body({ location }), deviceId: id });
    const [row] = await world.database.db.select().from(devices).where(eq(devices.id, id));
    return row.lastLocation?.latitude ?? null;
  };
  const setFlag = (value: boolean) =>
    setDeviceFlags(world.system, {
      deviceId: id,
      flags: [{ key: "device.location.upload", value }],
    });
  assert.equal(await send(place(45, 0)), null);
  await setFlag(true);
  assert.equal(await send(place(45, 0)), 45);
  assert.equal(await send(place(46, -1_000)), 45, "older");
  assert.equal(await send(place(46, 60_000)), 45, "from the future");
  assert.equal(await send(), 45);
  assert.equal(await send(place(46, 1_000)), 46);
  await world.database.db.update(devices).set({ capabilities: ["scanner"] })
    .where(eq(devices.id, id));
  assert.equal(await send(place(47, 2_000)), null, "no longer managed: forgotten");
  await world.stop();
});

Deno.test("a device that was deregistered or never was gets no state", async () => {
  const world = await deviceWorld();
  const { id, ctx } = await world.addDevice({ deletedAt: new Date() });
  const missing = crypto.randomUUID();
  await assert.rejects(deviceState(ctx, { deviceId: id }), { kind: "gone" });
  await assert.rejects(syncDevice(ctx, { ...body(), deviceId: id }), { kind: "gone" });
  await assert.rejects(deviceState(ctx, { deviceId: missing }), { kind: "not_found" });
  await assert.rejects(syncDevice(ctx, { ...body(), deviceId: missing }), { kind: "not_found" });
  assert.equal((await world.database.db.select().from(deviceSettings)).length, 0);
  await world.stop();
});
