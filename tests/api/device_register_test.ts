import assert from "node:assert/strict";
import { eq, like, sql } from "drizzle-orm";
import {
  authAudit,
  devices,
  deviceTokens,
  idempotencyKeys,
  users,
  verifications,
} from "@/db/schema/mod.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { startTestApp } from "@/tests/support/app.ts";
import {
  callApi,
  mintCode,
  newPkce,
  PHONE,
  registerDevice,
} from "@/tests/support/device_client.ts";

const app = await startTestApp({ config: { TRUST_PROXY: true } });
const { db } = app.services;
const cookie = await app.signInOperator();
const PATH = "/api/devices/register";

const bodyOf = (oneTimeCode: string, codeVerifier: string, over = {}) => ({
  ...PHONE,
  oneTimeCode,
  codeVerifier,
  label: "Desk phone",
  requestedCapabilities: ["scanner", "user"],
  ...over,
});

async function freshBody(over = {}) {
  const { codeVerifier, codeChallenge } = newPkce();
  return bodyOf(await mintCode(app, cookie, codeChallenge), codeVerifier, over);
}

const refusal = async (response: Response) => {
  const { code } = await response.json();
  return [response.status, code];
};
const deviceCount = async () => (await db.select({ id: devices.id }).from(devices)).length;

Deno.test("200: a code and its verifier become a device of the operator who minted it", async () => {
  const body = await freshBody({ pushToken: "q83vEjRWeJCrze8=" });
  const response = await callApi(app, "POST", PATH, { body });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("pragma"), "no-cache");
  assert.match(answer.deviceToken, /^dev_[A-Za-z0-9_-]{43}$/);
  assert.match(answer.deviceSecret, /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(answer.capabilities, ["scanner", "user"]);
  const days = (Date.parse(answer.expiresAtIso) - Date.now()) / 86_400_000;
  assert.ok(days > 364.9 && days <= 365);

  const [device] = await db.select().from(devices).where(eq(devices.id, answer.deviceId));
  const [owner] = await db.select().from(users).where(eq(users.role, "admin"));
  assert.equal(device.ownerUserId, owner.id);
  assert.equal(device.kind, "phone_nfc");
  assert.equal(device.pushToken, "q83vEjRWeJCrze8=");

  const [token] = await db.select().from(deviceTokens)
    .where(eq(deviceTokens.deviceId, answer.deviceId));
  assert.equal(token.tokenHash, sha256Hex(answer.deviceToken));
  assert.equal(token.secretHash, sha256Hex(answer.deviceSecret));
  assert.ok(!JSON.stringify(token).includes(answer.deviceSecret), "the secret is not in clear");

  const audit = await db.select().from(authAudit)
    .where(eq(authAudit.subject, `device:${answer.deviceId}`)).orderBy(authAudit.id);
  assert.deepEqual(audit.map((row) => row.event), ["device.registered", "device.token.issued"]);
  assert.ok(audit.every((row) => row.actorUserId === owner.id), "attributed to who minted");
  const { hashPrefix } = audit[1].metadata as { hashPrefix: string };
  assert.equal(hashPrefix, token.tokenHash.slice(0, 8));
});

Deno.test("400 invalid_code: wrong, replayed, expired code and other verifier look the same", async () => {
  const used = await freshBody();
  assert.equal((await callApi(app, "POST", PATH, { body: used })).status, 200);
  const expired = await freshBody();
  await db.update(verifications).set({ expiresAt: new Date(Date.now() - 1) })
    .where(like(verifications.id, `%${sha256Hex(expired.oneTimeCode)}`));
  const before = await deviceCount();
  const mismatched = await freshBody();
  const cases = [
    bodyOf("A".repeat(43), newPkce().codeVerifier),
    used,
    expired,
    { ...mismatched, codeVerifier: newPkce().codeVerifier },
  ];
  const answers = await Promise.all(cases.map(async (body) => {
    const startedMs = performance.now();
    const response = await callApi(app, "POST", PATH, { body });
    const text = await response.text();
    assert.ok(performance.now() - startedMs >= 49, "the time hides the reason");
    return [response.status, text];
  }));
  assert.equal(answers[0][0], 400);
  assert.equal(JSON.parse(String(answers[0][1])).code, "invalid_code");
  assert.equal(new Set(answers.map(String)).size, 1, "byte for byte the same");
  assert.equal(await deviceCount(), before);
  assert.equal((await callApi(app, "POST", PATH, { body: mismatched })).status, 200);
});

Deno.test("of ten devices with one code one is registered", async () => {
  const body = await freshBody();
  const before = await deviceCount();
  const statuses = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const response = await callApi(app, "POST", PATH, { body });
      await response.body?.cancel();
      return response.status;
    }),
  );
  assert.deepEqual(statuses.toSorted(), [200, ...Array(9).fill(400)]);
  assert.equal(await deviceCount(), before + 1);
});

Deno.test("a repeat under the same key, from another network too, gets the same device; nothing is saved in clear", async () => {
  const body = await freshBody();
  const before = await deviceCount();
  const key = crypto.randomUUID();
  const first = await (await callApi(app, "POST", PATH, { body, key })).json();
  const again = await callApi(app, "POST", PATH, { body, key });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get("idempotent-replay"), "true");
  assert.equal(again.headers.get("cache-control"), "no-store");
  assert.equal(again.headers.get("pragma"), "no-cache");
  assert.deepEqual(await again.json(), first);
  assert.equal(await deviceCount(), before + 1);
  const [row] = await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
  for (const secret of [first.deviceToken, first.deviceSecret, first.deviceId]) {
    assert.ok(!JSON.stringify(row).includes(secret));
  }
  const other = await callApi(app, "POST", PATH, { body: await freshBody(), key });
  assert.deepEqual(await refusal(other), [409, "idempotency_key_reused"]);
});

Deno.test("400: platform and capabilities have codes of their own and leave the code usable", async () => {
  const body = await freshBody();
  const tries: [object, string][] = [
    [{ platform: "android" }, "invalid_platform"],
    [{ requestedCapabilities: [] }, "invalid_capabilities"],
    [{ requestedCapabilities: ["fly"] }, "invalid_capabilities"],
    [{ requestedCapabilities: ["kiosk", "scanner", "user"] }, "invalid_capabilities"],
    [{ requestedCapabilities: ["charger"] }, "capability_not_app_eligible"],
  ];
  for (const [over, code] of tries) {
    const response = await callApi(app, "POST", PATH, { body: { ...body, ...over } });
    assert.deepEqual(await refusal(response), [400, code]);
  }
  const noLabel = await callApi(app, "POST", PATH, { body: { ...body, label: " " } });
  assert.deepEqual(await refusal(noLabel), [400, "validation_failed"]);
  assert.equal((await callApi(app, "POST", PATH, { body })).status, 200);
});

Deno.test("a code of an operator who was disabled meanwhile is worth nothing", async () => {
  const body = await freshBody();
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.role, "admin"));
  const response = await callApi(app, "POST", PATH, { body });
  await db.update(users).set({ disabledAt: null }).where(eq(users.role, "admin"));
  assert.deepEqual(await refusal(response), [400, "invalid_code"]);
});

Deno.test("when the token cannot be stored there is no device, and the code still works", async () => {
  const body = await freshBody();
  const before = await deviceCount();
  await db.execute(sql`alter table device_tokens add constraint broken check (false) not valid`);
  const response = await callApi(app, "POST", PATH, { body });
  await db.execute(sql`alter table device_tokens drop constraint broken`);
  assert.equal(response.status, 500);
  assert.equal(await deviceCount(), before);
  assert.equal((await callApi(app, "POST", PATH, { body })).status, 200);
});

Deno.test("a push token follows the phone: the device that had it before loses it", async () => {
  const first = await registerDevice(app, cookie, { pushToken: "c2FtZS1waG9uZQ==" });
  const second = await registerDevice(app, cookie, { pushToken: "c2FtZS1waG9uZQ==" });
  const rows = await db.select({ id: devices.id }).from(devices)
    .where(eq(devices.pushToken, "c2FtZS1waG9uZQ=="));
  assert.deepEqual(rows.map((row) => row.id), [second.deviceId]);
  assert.notEqual(first.deviceId, second.deviceId);
});

Deno.test("429: five registrations a minute per address", async () => {
  const body = bodyOf("A".repeat(43), "B".repeat(43));
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) {
    const response = await callApi(app, "POST", PATH, { body, ip: "192.0.2.77" });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429]);
});

Deno.test({ name: "stop", sanitizeOps: false, sanitizeResources: false, fn: () => app.stop() });
