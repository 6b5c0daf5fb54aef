import assert from "node:assert/strict";
import { and, eq, like } from "drizzle-orm";
import {
  authAudit,
  devices,
  deviceSettings,
  lagoCustomers,
  lagoSubscriptions,
  notifications,
  userMappings,
  verifications,
} from "@/db/schema/mod.ts";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import type { ApnsMessage, ApnsSender } from "../apns/apns_sender.ts";
import { deviceWorld, type TestDevice } from "../testing/device_world.ts";
import { armDeviceScan } from "./arm_device_scan.ts";
import { cancelDeviceScan } from "./cancel_device_scan.ts";
import { readScanResult } from "./read_scan_result.ts";
import { releaseDeviceScan } from "./release_device_scan.ts";
import { armedScan } from "./scan_request.ts";
import { signScan } from "./scan_signature.ts";
import { takeScanResult } from "./take_scan_result.ts";

const TAG = "04A1B2C3D4E5F6";

async function scanWorld(
  over: Parameters<Awaited<ReturnType<typeof deviceWorld>>["addDevice"]>[0] = {},
) {
  const world = await deviceWorld();
  const device = await world.addDevice(over);
  const pushed: ApnsMessage[] = [];
  const apns: ApnsSender = {
    send: (message) => {
      pushed.push(message);
      return Promise.resolve({ ok: true });
    },
  };
  const ts = () => Math.floor(world.clock.nowMs() / 1_000);
  return {
    ...world,
    device,
    pushed,
    arm: (who = "adm", deviceId = device.id) =>
      armDeviceScan(world.admin(who), {
        deviceId,
        purpose: "view-card",
        hintLabel: "Ada's card",
        apns,
      }),
    result(pairingCode: string, change: { from?: TestDevice; idTag?: string; ts?: number } = {}) {
      const from = change.from ?? device;
      const signed = { idTag: TAG, pairingCode, deviceId: from.id, ts: ts(), ...change };
      return {
        idTag: signed.idTag,
        pairingCode,
        ts: signed.ts,
        nonce: signScan(from.secret, { ...signed, idTag: signed.idTag.toUpperCase() }),
      };
    },
    ts,
  };
}

Deno.test("the signature is the one of the contract, byte for byte", () => {
  const secret = new Uint8Array(32).fill(7);
  const scan = { idTag: TAG, pairingCode: "X7R2KQ", deviceId: "d-1", ts: 1_768_478_400 };
  const text = "scan-result/v1|04A1B2C3D4E5F6|X7R2KQ|d-1|1768478400";
  assert.equal(signScan(secret, scan), hmacSha256Hex(secret, text));
  assert.equal(
    signScan(secret, scan),
    "43d771b56c87b7aff6dfb4308830ffbef0d1c4c68e2fa04cf74c7849f3e1e581",
  );
});

Deno.test("arming keeps a row for 90 s, pushes, tells the bus and audits without the code", async () => {
  const world = await scanWorld({ pushToken: "ab".repeat(32), apnsEnvironment: "production" });
  const scan = await world.arm();
  assert.match(scan.pairingCode, /^[2-9A-Z]{6}$/);
  assert.equal(scan.expiresAt.getTime(), world.clock.nowMs() + 90_000);
  assert.deepEqual(await armedScan(world.system, world.device.id), scan);
  const { data } = await world.until((event) => event.type === "device.scan.requested");
  assert.deepEqual(data, { deviceId: world.device.id, pairingCode: scan.pairingCode });
  assert.equal(world.pushed[0].collapseId, `scan-${scan.pairingCode}`);
  const [audit] = await world.database.db.select().from(authAudit)
    .where(eq(authAudit.event, "device.scan.armed"));
  assert.equal(audit.actorUserId, "adm");
  assert.ok(!JSON.stringify(audit).includes(scan.pairingCode));
  world.clock.advance(90_000);
  assert.equal(await armedScan(world.system, world.device.id), null);
  await world.stop();
});

Deno.test("a person who switched the notice off gets no push", async () => {
  const world = await scanWorld({ pushToken: "ab".repeat(32) });
  await world.database.db.insert(deviceSettings).values({
    deviceId: world.device.id,
    key: "notifications.scanRequest",
    valueJson: false,
    updatedBy: "ios-app",
  });
  await world.arm();
  assert.deepEqual(world.pushed, []);
  await world.stop();
});

Deno.test("another's device, a missing one, one without reader or without permission is refused", async () => {
  const world = await scanWorld();
  await assert.rejects(world.arm("oth"), { kind: "forbidden", code: "not_owner" });
  const notices = await world.database.db.select().from(notifications);
  assert.equal(notices.length, 1, "operators hear of it");
  const [violation] = await world.database.db.select().from(authAudit)
    .where(eq(authAudit.event, "privilege_violation"));
  assert.equal(violation.actorUserId, "oth");
  await assert.rejects(
    releaseDeviceScan(world.admin("oth"), { deviceId: world.device.id }),
    { code: "not_owner" },
  );
  await assert.rejects(world.arm("adm", crypto.randomUUID()), { kind: "not_found" });
  const blind = await world.addDevice({ capabilities: ["user"] });
  await assert.rejects(world.arm("adm", blind.id), { code: "capability_required" });
  const gone = await world.addDevice({ deletedAt: new Date() });
  await assert.rejects(world.arm("adm", gone.id), { code: "device_revoked" });
  const plain = world.as({ kind: "user", userId: "adm", role: "operator", permissions: [] });
  await assert.rejects(
    armDeviceScan(plain, {
      deviceId: world.device.id,
      purpose: "login",
      apns: { send: () => Promise.resolve({ ok: true }) },
    }),
    { code: "permission_missing" },
  );
  assert.equal((await world.database.db.select().from(verifications)).length, 0);
  await world.stop();
});

Deno.test("a new scan ends the one that waited; ten in a minute are enough", async () => {
  const world = await scanWorld();
  const first = await world.arm();
  const second = await world.arm();
  const cancelled = await world.until((event) => event.type === "device.scan.cancelled");
  assert.deepEqual(cancelled.data, {
    deviceId: world.device.id,
    pairingCode: first.pairingCode,
    source: "admin",
  });
  assert.equal((await armedScan(world.system, world.device.id))?.pairingCode, second.pairingCode);
  const rest = await Promise.allSettled(Array.from({ length: 10 }, () => world.arm()));
  assert.equal(rest.filter(({ status }) => status === "fulfilled").length, 8);
  await assert.rejects(world.arm(), { kind: "limit", code: "rate_limited" });
  const [notice] = await world.database.db.select().from(notifications);
  assert.equal(notice.source, "devices");
  const armed = await world.database.db.select().from(verifications)
    .where(eq(verifications.status, "armed"));
  assert.equal(armed.length, 1);
  world.clock.advance(60_000);
  await world.arm();
  await world.stop();
});

Deno.test("a result claims the scan, tells who waits and answers with what is known", async () => {
  const world = await scanWorld();
  const { db } = world.database;
  await db.insert(lagoCustomers).values({
    externalId: "cus-1",
    lagoId: "l1",
    name: "Dora Driver GmbH",
    raw: { slug: "LAG-1" },
  });
  await db.insert(lagoSubscriptions).values({
    externalId: "sub-1",
    lagoId: "l2",
    externalCustomerId: "cus-1",
    planCode: "expresscharge_plus",
    status: "active",
    periodEndingAt: new Date("2026-02-01T00:00:00Z"),
    raw: {},
  });
  await db.insert(userMappings).values({
    userId: "drv",
    steveOcppIdTag: TAG.toLowerCase(),
    displayName: "Blue card",
    lagoCustomerExternalId: "cus-1",
    lagoSubscriptionExternalId: "sub-1",
  });
  const { pairingCode } = await world.arm();
  const answer = await takeScanResult(
    world.device.ctx,
    world.result(pairingCode, { idTag: TAG.toLowerCase() }),
  );
  assert.deepEqual(answer, {
    ok: true,
    found: true,
    pairingCode,
    idTag: TAG,
    resolvedAtIso: world.clock.now().toISOString(),
    tag: { displayName: "Blue card", tagType: "ev_card" },
    customer: { displayName: "Dora Driver GmbH", slug: "LAG-1" },
    subscription: {
      planLabel: "expresscharge_plus",
      status: "active",
      currentPeriodEndIso: "2026-02-01T00:00:00.000Z",
      billingTier: null,
    },
  });
  const { data } = await world.until((event) => event.type === "scan.intercepted");
  assert.deepEqual(data, {
    pairingCode,
    pairableType: "device",
    pairableId: world.device.id,
  });
  const [audit] = await db.select().from(authAudit)
    .where(eq(authAudit.event, "device.scan.completed"));
  assert.equal(audit.metadata.idTag, "04A1…");
  assert.ok(!JSON.stringify(audit).includes(TAG));
  assert.deepEqual(await readScanResult(world.device.ctx, { pairingCode }), answer);
  await world.stop();
});

Deno.test("an unknown card is an answer, not an error", async () => {
  const world = await scanWorld();
  const { pairingCode } = await world.arm();
  const answer = await takeScanResult(world.device.ctx, world.result(pairingCode));
  assert.deepEqual(
    [answer.found, answer.tag, answer.customer, answer.subscription],
    [false, null, null, null],
  );
  await world.stop();
});

Deno.test("of two results at once exactly one claims the scan", async () => {
  const world = await scanWorld();
  for (let round = 0; round < 5; round++) {
    const { pairingCode } = await world.arm();
    const results = await Promise.allSettled(
      ["04A1B2C3", "04FFFFFF"].map((idTag) =>
        takeScanResult(world.device.ctx, world.result(pairingCode, { idTag }))
      ),
    );
    assert.deepEqual(results.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  }
  await world.stop();
});

Deno.test("a wrong clock, a wrong signature and a wrong form are told apart and claim nothing", async () => {
  const world = await scanWorld();
  const other = await world.addDevice();
  const { pairingCode } = await world.arm();
  const send = (over: Record<string, unknown>, base = world.result(pairingCode)) =>
    takeScanResult(world.device.ctx, { ...base, ...over });
  for (const late of [-61, 61]) {
    const stale = world.result(pairingCode, { ts: world.ts() + late });
    await assert.rejects(send({}, stale), { code: "clock_skew" });
  }
  const refused: unknown[] = [];
  const onBadSignature = (device: unknown) => Promise.resolve(void refused.push(device));
  await assert.rejects(send({ idTag: "04FFFFFF", onBadSignature }), { code: "invalid_nonce" });
  await assert.rejects(
    send({ onBadSignature, nonce: world.result(pairingCode, { from: other }).nonce }),
    { kind: "unauthorized", code: "invalid_nonce" },
  );
  assert.equal(refused.length, 2);
  for (
    const wrong of [
      { idTag: "NOT-HEX" },
      { idTag: "" },
      { nonce: "short" },
      { nonce: "A".repeat(64) },
      { pairingCode: "a:b" },
      { pairingCode: "%" },
    ]
  ) {
    await assert.rejects(send(wrong), { kind: "invalid", code: "invalid_body" });
  }
  assert.equal((await takeScanResult(world.device.ctx, world.result(pairingCode))).found, false);
  await world.stop();
});

Deno.test("a scan that is over, cancelled, foreign or unknown looks like too many requests", async () => {
  const world = await scanWorld();
  const other = await world.addDevice();
  const over = { kind: "limit", code: "rate_limited" };
  const used = await world.arm();
  await takeScanResult(world.device.ctx, world.result(used.pairingCode));
  await assert.rejects(takeScanResult(world.device.ctx, world.result(used.pairingCode)), over);
  const late = await world.arm();
  await assert.rejects(
    takeScanResult(other.ctx, world.result(late.pairingCode, { from: other })),
    over,
  );
  world.clock.advance(90_000);
  await assert.rejects(takeScanResult(world.device.ctx, world.result(late.pairingCode)), over);
  const released = await world.arm();
  assert.deepEqual(
    await releaseDeviceScan(world.admin("adm"), { deviceId: world.device.id }),
    { released: 1 },
  );
  assert.deepEqual(
    await releaseDeviceScan(world.admin("adm"), { deviceId: world.device.id }),
    { released: 0 },
  );
  await assert.rejects(takeScanResult(world.device.ctx, world.result(released.pairingCode)), over);
  await assert.rejects(takeScanResult(world.device.ctx, world.result("ABCDEF")), over);
  const blind = await world.addDevice({ capabilities: ["user"] });
  await assert.rejects(
    takeScanResult(blind.ctx, world.result("ABCDEF", { from: blind })),
    { code: "capability_required" },
  );
  await world.stop();
});

Deno.test("a device cancels its own scan only; repeating tells how it stands", async () => {
  const world = await scanWorld();
  const other = await world.addDevice();
  const { pairingCode } = await world.arm();
  await assert.rejects(cancelDeviceScan(other.ctx, { pairingCode }), { kind: "not_found" });
  await assert.rejects(cancelDeviceScan(world.device.ctx, { pairingCode: "%" }), {
    kind: "not_found",
  });
  const cancel = () => cancelDeviceScan(world.device.ctx, { pairingCode });
  assert.deepEqual(await cancel(), { status: "released" });
  assert.deepEqual(await cancel(), { status: "released" });
  const { data } = await world.until((event) => event.type === "device.scan.cancelled");
  assert.equal((data as { source: string }).source, "device");
  const rows = await world.database.db.select().from(authAudit)
    .where(eq(authAudit.event, "device.scan.released"));
  assert.equal(rows.length, 1);
  const next = await world.arm();
  await takeScanResult(world.device.ctx, world.result(next.pairingCode));
  assert.deepEqual(await cancelDeviceScan(world.device.ctx, next), { status: "consumed" });
  const last = await world.arm();
  world.clock.advance(90_000);
  assert.deepEqual(await cancelDeviceScan(world.device.ctx, last), { status: "expired" });
  await world.stop();
});

Deno.test("a result can be read while it is young, by its own device", async () => {
  const world = await scanWorld();
  const other = await world.addDevice();
  const { pairingCode } = await world.arm();
  const read = (ctx = world.device.ctx) => readScanResult(ctx, { pairingCode });
  await assert.rejects(read(), { kind: "not_found", code: "scan_pending" });
  await takeScanResult(world.device.ctx, world.result(pairingCode));
  assert.equal((await read()).idTag, TAG);
  await assert.rejects(read(other.ctx), { kind: "not_found", code: undefined });
  world.clock.advance(90_000 + 5 * 60_000);
  await assert.rejects(read(), { kind: "not_found", code: undefined });
  await world.stop();
});

Deno.test("pairings of one device are never found under another whose id begins alike", async () => {
  const world = await scanWorld();
  const { pairingCode } = await world.arm();
  await world.database.db.update(verifications)
    .set({ identifier: `device-scan:${world.device.id}0:${pairingCode}` })
    .where(and(like(verifications.identifier, "device-scan:%")));
  assert.equal(await armedScan(world.system, world.device.id), null);
  assert.ok((await world.database.db.select().from(devices)).length > 0);
  await world.stop();
});
