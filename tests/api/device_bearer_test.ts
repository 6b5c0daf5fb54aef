import assert from "node:assert/strict";
import { and, desc, eq, sql } from "drizzle-orm";
import {
  authAudit,
  chargers,
  devices,
  deviceTokens,
  notifications,
  users,
} from "@/db/schema/mod.ts";
import type { BusEvent } from "@/lib/platform/events.ts";
import { registeredEndpoints } from "@/lib/web/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { callApi, registerDevice, type TestDevice } from "@/tests/support/device_client.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { until } from "@/tests/support/until.ts";

const app = await startTestApp({ config: { TRUST_PROXY: true } });
const { db } = app.services;
await seedSampleWorld(db);
const cookie = await app.signInOperator();
const ME = "/api/devices/me";

const get = (path: string, token?: string, ip?: string) => callApi(app, "GET", path, { token, ip });
const statusOf = async (response: Response) => {
  await response.body?.cancel();
  return response.status;
};
const invalidAudits = async () =>
  (await db.select({ id: authAudit.id }).from(authAudit)
    .where(eq(authAudit.event, "device.token.invalid"))).length;
const patchToken = (device: TestDevice, set: Partial<typeof deviceTokens.$inferInsert>) =>
  db.update(deviceTokens).set(set).where(eq(deviceTokens.deviceId, device.deviceId));

Deno.test("200: the device sees itself and its owner", async () => {
  const device = await registerDevice(app, cookie);
  const response = await get(ME, device.deviceToken);
  assert.equal(response.status, 200);
  const { registeredAtIso, ownerUserId, ...me } = await response.json();
  assert.ok(Date.parse(registeredAtIso) && ownerUserId);
  assert.deepEqual(me, {
    deviceId: device.deviceId,
    label: "Desk phone",
    kind: "phone_nfc",
    ownerDisplayName: "Olive Operator",
    ownerName: "Olive Operator",
    ownerEmail: "operator@example.org",
    ownerRole: "admin",
    planCode: null,
    planName: null,
  });
});

Deno.test("401: missing, malformed, unknown, revoked and expired tokens, disabled owners", async () => {
  const device = await registerDevice(app, cookie);
  assert.equal(await statusOf(await get(ME)), 401);
  assert.equal(await statusOf(await get(ME, "dev_short")), 401);
  assert.equal(await statusOf(await get(ME, "evi_" + "A".repeat(43))), 401);
  const unknown = await get(ME, "dev_" + "A".repeat(43));
  assert.equal(unknown.status, 401);
  assert.equal((await unknown.json()).code, "unauthorized");
  const basic = await callApi(app, "GET", ME, {
    headers: { authorization: `Basic ${device.deviceToken}` },
  });
  assert.equal(await statusOf(basic), 401);

  await patchToken(device, { expiresAt: new Date(Date.now() - 1) });
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 401);
  await patchToken(device, { expiresAt: new Date(Date.now() + 60_000), revokedAt: new Date() });
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 401);
  await patchToken(device, { revokedAt: null });
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.role, "admin"));
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 401);
  await db.update(users).set({ disabledAt: null }).where(eq(users.role, "admin"));
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 200);
});

Deno.test("a refused token is audited by eight characters of its hash, within bounds", async () => {
  const before = await invalidAudits();
  const ip = "192.0.2.200";
  assert.equal(await statusOf(await get(ME, "dev_" + "B".repeat(43), ip)), 401);
  const [row] = await db.select().from(authAudit)
    .where(eq(authAudit.event, "device.token.invalid")).orderBy(desc(authAudit.id)).limit(1);
  assert.equal(row.ip, ip);
  assert.match(String((row.metadata as { hashPrefix: string }).hashPrefix), /^[0-9a-f]{8}$/);
  for (let n = 0; n < 25; n++) {
    assert.equal(await statusOf(await get(ME, "dev_" + String(n).padStart(43, "C"), ip)), 401);
  }
  assert.equal(await invalidAudits() - before, 10, "ten a minute and address");
});

Deno.test("five refusals of one token in a minute revoke it and tell the operators once", async () => {
  const device = await registerDevice(app, cookie);
  await patchToken(device, { expiresAt: new Date(Date.now() - 1) });
  const heard: BusEvent[] = [];
  const stop = app.services.events.subscribe((event) => heard.push(event));
  for (let n = 0; n < 7; n++) {
    const revoked = await db.select().from(deviceTokens)
      .where(and(eq(deviceTokens.deviceId, device.deviceId), sql`revoked_at is not null`));
    assert.equal(revoked.length, n < 5 ? 0 : 1, `after ${n} refusals`);
    assert.equal(await statusOf(await get(ME, device.deviceToken)), 401);
  }
  const notices = await db.select().from(notifications)
    .where(eq(notifications.dedupeKey, `devices:blocked:${device.deviceId}`));
  assert.equal(notices.length, 1);
  assert.equal(notices[0].occurrences, 1);
  await until(
    "the news of it",
    () =>
      heard.some((event) =>
        event.type === "device.changed" && event.data.deviceId === device.deviceId &&
        event.data.what === "token.revoked"
      ),
  );
  stop();
  await patchToken(device, { expiresAt: new Date(Date.now() + 60_000) });
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 401, "it stays revoked");
});

Deno.test("wrong signatures count as refusals of a valid token", async () => {
  const device = await registerDevice(app, cookie);
  const [{ id: tokenId }] = await db.select({ id: deviceTokens.id }).from(deviceTokens)
    .where(eq(deviceTokens.deviceId, device.deviceId));
  const from = { ip: "192.0.2.9", requestId: "test" };
  for (let n = 0; n < 4; n++) {
    await app.services.auth.noteRefusedDevice(from, {
      tokenId,
      deviceId: device.deviceId,
      reason: "invalid_nonce",
    });
  }
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 200);
  await app.services.auth.noteRefusedDevice(from, {
    tokenId,
    deviceId: device.deviceId,
    reason: "invalid_nonce",
  });
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 401);
});

Deno.test("use is written without blocking, and once a minute", async () => {
  const device = await registerDevice(app, cookie);
  const longAgo = new Date(Date.now() - 3_600_000);
  await db.update(devices).set({ lastSeenAt: longAgo }).where(eq(devices.id, device.deviceId));
  assert.equal(await statusOf(await get(ME, device.deviceToken)), 200);
  const used = async () => {
    const [row] = await db.select({ used: deviceTokens.lastUsedAt, seen: devices.lastSeenAt })
      .from(deviceTokens).innerJoin(devices, eq(devices.id, deviceTokens.deviceId))
      .where(eq(devices.id, device.deviceId));
    return row;
  };
  await until("a use", async () => (await used()).seen!.getTime() > longAgo.getTime());
  const first = (await used()).used!;
  for (let n = 0; n < 3; n++) await statusOf(await get(ME, device.deviceToken));
  assert.equal((await used()).used!.getTime(), first.getTime());
});

Deno.test("a bearer token opens no cookie route, a cookie no device route", async () => {
  const device = await registerDevice(app, cookie);
  for (const { spec } of registeredEndpoints()) {
    if (!["session", "customer", "operator"].includes(spec.auth)) continue;
    const path = spec.path.replaceAll(/\{\w+\}/g, "1");
    const base = spec.hosts === "customer" ? app.appUrl : app.adminUrl;
    const isWrite = spec.method !== "GET";
    const response = await app.handle(
      new Request(base + path, {
        method: spec.method,
        headers: {
          authorization: `Bearer ${device.deviceToken}`,
          ...(isWrite ? { "content-type": "application/json", origin: base } : {}),
        },
        body: isWrite ? "{}" : undefined,
      }),
    );
    assert.equal(await statusOf(response), 401, `${spec.method} ${spec.path}`);
  }
  assert.equal(await statusOf(await app.request("admin", ME, { cookie })), 401);
  const page = await app.handle(
    new Request(`${app.adminUrl}/notifications`, {
      headers: { authorization: `Bearer ${device.deviceToken}` },
    }),
  );
  assert.equal(await statusOf(page), 303, "pages ask for a sign-in");
});

Deno.test("429: 120 requests a minute over all device routes", async () => {
  const device = await registerDevice(app, cookie);
  const statuses: number[] = [];
  for (let n = 0; n < 121; n++) {
    statuses.push(await statusOf(await get(n % 2 ? ME : "/api/devices", device.deviceToken)));
  }
  assert.ok(statuses.slice(0, 120).every((status) => status === 200));
  assert.equal(statuses[120], 429);
});

Deno.test("the charger list: last seen first, in the app's words, for the capability user", async () => {
  await db.insert(chargers).values({
    chargeBoxId: "SHED",
    publicId: "SHEDSHED",
    managementMode: "unmanaged",
    formFactor: "hand-made",
    lastSeenAt: null,
  });
  const device = await registerDevice(app, cookie);
  const { chargers: list } = await (await get("/api/devices", device.deviceToken)).json();
  assert.deepEqual(list.map((one: { chargerId: string }) => one.chargerId), [
    "LYON-01",
    "LYON-02",
    "LYON-DC1",
    "DEPOT-A",
    "SHED",
  ]);
  const [first, , fast, depot, shed] = list;
  assert.deepEqual(
    [first.state, first.connectorType, first.siteName, first.label],
    ["idle", "type2", "Rue des Acacias", "Lyon north, bay 1"],
  );
  assert.deepEqual([fast.connectorType, fast.maxKw, fast.state], ["ccs", 150, "idle"]);
  assert.equal(depot.state, "offline");
  assert.ok(!("state" in shed));
  assert.equal(shed.managementMode, "unmanaged");
  assert.equal(shed.formFactor, "generic");
  assert.deepEqual(shed.capabilities, ["charger"]);

  const reader = await registerDevice(app, cookie, { requestedCapabilities: ["scanner"] });
  const refused = await get("/api/devices", reader.deviceToken);
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).code, "capability_required");
  const denied = await db.select().from(authAudit)
    .where(eq(authAudit.event, "device.capability.denied"));
  assert.equal(denied.length, 1);
});

Deno.test("push token: kept, forgotten, and only of the calling device", async () => {
  const device = await registerDevice(app, cookie);
  const other = await registerDevice(app, cookie);
  const put = (id: string, body: unknown) =>
    callApi(app, "PUT", `/api/devices/${id}/push-token`, { token: device.deviceToken, body });
  const stored = async () =>
    (await db.select().from(devices).where(eq(devices.id, device.deviceId)))[0];
  const body = { pushToken: "AAEC", apnsEnvironment: "production" };
  assert.equal(await statusOf(await put(device.deviceId, body)), 200);
  assert.equal((await stored()).pushToken, "AAEC");
  assert.equal((await stored()).apnsEnvironment, "production");
  assert.equal(await statusOf(await put(device.deviceId, { ...body, pushToken: "" })), 200);
  assert.equal((await stored()).pushToken, null);
  assert.equal(await statusOf(await put(device.deviceId, { ...body, apnsEnvironment: "x" })), 400);
  const foreign = await put(other.deviceId, body);
  const missing = await put(crypto.randomUUID(), body);
  assert.deepEqual([foreign.status, missing.status], [404, 404]);
  assert.equal(await foreign.text(), await missing.text(), "not owned is like missing");
});

Deno.test("sign-out ends the token at once; a repeat is 410", async () => {
  const device = await registerDevice(app, cookie);
  const other = await registerDevice(app, cookie);
  const remove = (id: string) =>
    callApi(app, "DELETE", `/api/devices/${id}`, { token: device.deviceToken });
  assert.equal(await statusOf(await remove(other.deviceId)), 404);
  assert.equal(await statusOf(await remove(device.deviceId)), 200);
  const after = await get(ME, device.deviceToken);
  assert.equal(after.status, 410);
  assert.equal((await after.json()).code, "device_deleted");
  assert.equal(await statusOf(await remove(device.deviceId)), 410);
  assert.equal(await statusOf(await get(ME, other.deviceToken)), 200);
  const audit = await db.select({ event: authAudit.event }).from(authAudit)
    .where(eq(authAudit.subject, `device:${device.deviceId}`)).orderBy(authAudit.id);
  assert.deepEqual(audit.map((row) => row.event).slice(2), [
    "device.token.revoked",
    "device.deregistered",
  ]);
});

Deno.test({ name: "stop", sanitizeOps: false, sanitizeResources: false, fn: () => app.stop() });
