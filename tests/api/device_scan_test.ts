import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { generateKeyPairSync } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { devices, deviceTokens, users } from "@/db/schema/mod.ts";
import { revokeDeviceTokens } from "@/lib/auth/mod.ts";
import { addDevice, type TestDevice } from "@/lib/devices/testing/device_world.ts";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { until } from "@/tests/support/until.ts";

/** Apple's service, as far as the product sees it. */
const pushed: { path: string; body: Record<string, unknown> }[] = [];
const apple = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (req) => {
  pushed.push({ path: new URL(req.url).pathname, body: await req.json() });
  return new Response();
});
const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
  .export({ type: "pkcs8", format: "pem" });
const keep = { sanitizeOps: false, sanitizeResources: false };
const app = await startTestApp({
  config: {
    APNS_KEY_ID: "KEY",
    APNS_TEAM_ID: "TEAM",
    APNS_TOPIC: "express.polaris",
    APNS_KEY_BASE64: Buffer.from(String(pem)).toString("base64"),
    APNS_URL: `http://127.0.0.1:${apple.addr.port}`,
  },
});
const { services } = app;
const { db } = services;
const world = await seedSampleWorld(app.database.db);
const [ada] = world.drivers;
const operator = await app.signInOperator();
const driver = await app.signInCustomer(ada.email);
const [owner] = await db.select().from(users).where(eq(users.role, "admin"));
const system = services.systemContext("test");
const phone = (over = {}) => addDevice(system, { ownerUserId: owner.id, ...over });
const diagnostics = {
  appVersion: "1",
  osVersion: "17",
  model: "iPhone",
  pushPermission: "denied",
  nfcAvailable: true,
  pendingUploads: 0,
  reconnectCount: 0,
};

function call(device: TestDevice | null, method: string, path: string, body?: unknown, more = {}) {
  return app.request("admin", path, {
    method,
    headers: {
      ...(device ? { authorization: `Bearer ${device.token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

function arm(
  device: TestDevice,
  options: { cookie?: string; body?: unknown; method?: string } = {},
) {
  const { cookie = operator, method = "POST" } = options;
  return app.request("admin", `/api/admin/devices/${device.id}/scan-arm`, {
    method,
    cookie,
    headers: method === "POST" ? { "content-type": "application/json" } : {},
    body: method === "POST"
      ? JSON.stringify(options.body ?? { purpose: "view-card", hintLabel: "Ada" })
      : undefined,
  });
}

function signed(device: TestDevice, pairingCode: string, idTag = "04A1B2C3D4E5F6") {
  const ts = Math.floor(Date.now() / 1_000);
  const message = `scan-result/v1|${idTag}|${pairingCode}|${device.id}|${ts}`;
  return { idTag, pairingCode, ts, nonce: hmacSha256Hex(device.secret, message) };
}

const codeOf = async (response: Response) => (await response.json()).code;

Deno.test("200: state and sync speak the envelope", keep, async () => {
  const device = await phone({ label: "Desk" });
  const state = await call(device, "GET", "/api/devices/me/state");
  assert.equal(state.status, 200);
  assert.equal(state.headers.get("cache-control"), "no-store");
  const { connectivity, device: facts } = await state.json();
  assert.deepEqual([facts.label, connectivity.online, connectivity.lastSyncAt], [
    "Desk",
    true,
    null,
  ]);
  const synced = await call(device, "POST", "/api/devices/me/state/sync", {
    diagnostics,
    pendingSettings: [{
      key: "device.label",
      value: "Door",
      updatedAt: new Date().toISOString(),
    }],
    logs: [{
      timestamp: 1768478400000000000,
      severity_text: "INFO",
      severity_number: 9,
      body: "hello",
      attributes: { "expresscharge.seq": "12", category: "net" },
    }],
    logCursor: "12",
  });
  assert.equal(synced.status, 200);
  const envelope = await synced.json();
  assert.deepEqual([envelope.device.label, envelope.logs], ["Door", { ackedSeq: "12" }]);
});

Deno.test("400: diagnostics with a key that is not listed", keep, async () => {
  const device = await phone();
  const response = await call(device, "POST", "/api/devices/me/state/sync", {
    diagnostics: { ...diagnostics, serialNumber: "1" },
  });
  assert.equal(response.status, 400);
  assert.equal(await codeOf(response), "validation_failed");
});

Deno.test(
  "401 without, with a made-up and with a revoked token; 410 for a deregistered device",
  keep,
  async () => {
    const revoked = await phone();
    await revokeDeviceTokens(system, { deviceId: revoked.id, reason: "test" });
    const gone = await phone({ deletedAt: new Date() });
    const made = { ...revoked, token: `dev_${"A".repeat(43)}` };
    const operations: [string, string, unknown?][] = [
      ["GET", "/api/devices/me/state"],
      ["POST", "/api/devices/me/state/sync", { diagnostics }],
      ["GET", "/api/devices/scan-stream"],
      ["POST", "/api/devices/scan-result", signed(revoked, "ABCDEF")],
      ["GET", "/api/devices/scan-result/ABCDEF"],
      ["POST", "/api/devices/scan-cancel", { pairingCode: "ABCDEF" }],
    ];
    for (const [method, path, body] of operations) {
      await db.execute(sql`delete from rate_limits`);
      for (const device of [null, made, revoked]) {
        const response = await call(device, method, path, body);
        assert.equal(response.status, 401, `${method} ${path}`);
        assert.match(response.headers.get("content-type")!, /json/);
        await response.body?.cancel();
      }
      const response = await call(gone, method, path, body);
      assert.equal(response.status, 410, `${method} ${path}`);
      await response.body?.cancel();
    }
  },
);

Deno.test(
  "the whole way: arm, event, push, result, answer; a repeat with its key is replayed",
  keep,
  async () => {
    const device = await phone({ pushToken: "cd".repeat(32), apnsEnvironment: "sandbox" });
    const stream = new EventReader(await call(device, "GET", "/api/devices/scan-stream"));
    assert.equal((await stream.next()).event, "connected");
    const armed = await arm(device);
    assert.equal(armed.status, 200);
    const { pairingCode, expiresInSec } = await armed.json();
    assert.equal(expiresInSec, 90);
    const asked = await stream.next((m) => m.event === "scan.requested");
    assert.equal((asked.data as { pairingCode: string }).pairingCode, pairingCode);
    await until("the push", () => pushed.length > 0);
    assert.equal(pushed[0].path, `/3/device/${"cd".repeat(32)}`);
    assert.equal(pushed[0].body.pairingCode, pairingCode);

    const pending = await call(device, "GET", `/api/devices/scan-result/${pairingCode}`);
    assert.deepEqual([pending.status, await codeOf(pending)], [404, "scan_pending"]);
    const idempotency = { "idempotency-key": crypto.randomUUID() };
    const result = signed(device, pairingCode);
    const first = await call(device, "POST", "/api/devices/scan-result", result, idempotency);
    assert.equal(first.status, 200);
    const answer = await first.json();
    assert.deepEqual([answer.ok, answer.found, answer.idTag], [true, false, result.idTag]);
    const again = await call(device, "POST", "/api/devices/scan-result", result, idempotency);
    assert.deepEqual([again.status, await again.json()], [200, answer]);
    const bare = await call(device, "POST", "/api/devices/scan-result", result);
    assert.deepEqual([bare.status, await codeOf(bare)], [429, "rate_limited"]);
    const read = await call(device, "GET", `/api/devices/scan-result/${pairingCode}`);
    assert.deepEqual([read.status, await read.json()], [200, answer]);
    await stream.close();
  },
);

Deno.test("a driver's card is answered with its name and plan", keep, async () => {
  const device = await phone();
  await db.execute(
    sql`update user_mappings set steve_ocpp_id_tag = '04C0FFEE' where id = ${ada.mappingId}`,
  );
  const { pairingCode } = await (await arm(device)).json();
  const response = await call(
    device,
    "POST",
    "/api/devices/scan-result",
    signed(device, pairingCode, "04C0FFEE"),
  );
  const { found, tag, customer, subscription } = await response.json();
  assert.equal(found, true);
  assert.deepEqual(tag, { displayName: "Ada's card", tagType: "ev_card" });
  assert.deepEqual(customer, { displayName: "Ada Berg", slug: null });
  assert.deepEqual([subscription.planLabel, subscription.status], ["standard", "active"]);
});

Deno.test(
  "400 clock_skew and invalid_body, 401 invalid_nonce; the fifth bad signature revokes the token",
  keep,
  async () => {
    const device = await phone();
    const { pairingCode } = await (await arm(device)).json();
    const send = (over: Record<string, unknown>) =>
      call(device, "POST", "/api/devices/scan-result", { ...signed(device, pairingCode), ...over });
    const skewed = await send({ ts: Math.floor(Date.now() / 1_000) - 90 });
    assert.deepEqual([skewed.status, await codeOf(skewed)], [400, "clock_skew"]);
    const shapeless = await send({ nonce: "zz" });
    assert.deepEqual([shapeless.status, await codeOf(shapeless)], [400, "invalid_body"]);
    for (let n = 0; n < 5; n++) {
      const forged = await send({ nonce: "0".repeat(64) });
      assert.deepEqual([forged.status, await codeOf(forged)], [401, "invalid_nonce"]);
    }
    const [token] = await db.select().from(deviceTokens).where(
      eq(deviceTokens.deviceId, device.id),
    );
    assert.ok(token.revokedAt, "revoked");
    const after = await send({});
    assert.deepEqual([after.status, await codeOf(after)], [401, "unauthorized"]);
  },
);

Deno.test("a device cancels; the operator takes back; both may repeat it", keep, async () => {
  const device = await phone();
  const stream = new EventReader(await call(device, "GET", "/api/devices/scan-stream"));
  const { pairingCode } = await (await arm(device)).json();
  for (let n = 0; n < 2; n++) {
    const response = await call(device, "POST", "/api/devices/scan-cancel", { pairingCode });
    assert.deepEqual(await response.json(), { ok: true, pairingCode, status: "released" });
  }
  const unknown = await call(device, "POST", "/api/devices/scan-cancel", { pairingCode: "QQQQQQ" });
  assert.deepEqual([unknown.status, await codeOf(unknown)], [404, "not_found"]);
  await arm(device);
  for (const released of [1, 0]) {
    const response = await arm(device, { method: "DELETE" });
    assert.deepEqual([response.status, await response.json()], [200, { ok: true, released }]);
  }
  const sources = [];
  while (sources.length < 2) {
    const { data } = await stream.next((m) => m.event === "scan.cancelled");
    sources.push((data as { source: string }).source);
  }
  assert.deepEqual(sources, ["device", "admin"]);
  await stream.close();
});

Deno.test("scan-arm: 400, 401, 403, 404, 410 and 429", keep, async () => {
  const device = await phone();
  const status = async (response: Response) => {
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status(await arm(device, { body: { purpose: "open-sesame" } })), 400);
  assert.equal(await status(await arm(device, { body: { purpose: "login", extra: 1 } })), 400);
  assert.equal(await status(await arm({ ...device, id: "no-uuid" })), 400);
  assert.equal(await status(await arm(device, { cookie: "" })), 401);
  assert.equal(await status(await arm(device, { cookie: driver })), 401);
  const bearer = await call(device, "POST", `/api/admin/devices/${device.id}/scan-arm`, {
    purpose: "login",
  });
  assert.equal(await status(bearer), 401, "a device cannot arm itself");
  const foreign = await phone({ ownerUserId: ada.id });
  for (const method of ["POST", "DELETE"]) {
    const response = await arm(foreign, { method });
    assert.deepEqual([response.status, await codeOf(response)], [403, "not_owner"]);
    assert.equal(await status(await arm({ ...device, id: crypto.randomUUID() }, { method })), 404);
  }
  assert.equal(await status(await arm(await phone({ deletedAt: new Date() }))), 410);
  const tries = [];
  for (let n = 0; n < 11; n++) tries.push(await arm(device));
  assert.deepEqual(tries.map((response) => response.status), [...Array(10).fill(200), 429]);
  assert.ok(tries[10].headers.get("retry-after"));
});

Deno.test(
  "429: a fourth stream from one address; a second of the same device replaces the first",
  keep,
  async () => {
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => phone()));
    const open = (device: TestDevice) => call(device, "GET", "/api/devices/scan-stream");
    const readers = [];
    for (const device of [a, b, c]) readers.push(new EventReader(await open(device)));
    const fourth = await open(d);
    assert.deepEqual([fourth.status, await codeOf(fourth)], [429, "rate_limited"]);
    const again = new EventReader(await open(a));
    await readers[0].next((m) => m.event === "device.session.replaced");
    assert.ok(await readers[0].ends());
    await revokeDeviceTokens(system, { deviceId: b.id, reason: "test" });
    await readers[1].next((m) => m.event === "device.token.revoked");
    assert.ok(await readers[1].ends());
    for (const reader of [again, readers[2]]) await reader.close();
    assert.ok((await db.select().from(devices)).length > 4);
  },
);

Deno.test("close the application", keep, async () => {
  await app.stop();
  await apple.shutdown();
});
