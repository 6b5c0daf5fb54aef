import assert from "node:assert/strict";
import { desc, eq } from "drizzle-orm";
import {
  authAudit,
  devices,
  idempotencyKeys,
  notifications,
  userMappings,
  users,
  verifications,
} from "@/db/schema/mod.ts";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { callApi, ownAddress, PHONE } from "@/tests/support/device_client.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const app = await startTestApp({ config: { TRUST_PROXY: true } });
const { db, auth } = app.services;
const { drivers: [ada, jean, nora] } = await seedSampleWorld(db);
const QR = "/api/auth/qr-sign-in";
const VERIFY = "/api/auth/magic-link/verify";
const FACTS = { ...PHONE, deviceLabel: "Ada's iPhone" };

const infoOf = () => ({ headers: new Headers(), ip: ownAddress(), requestId: "test" });

/** The token of a mailed link that opens the app. */
async function mailedToken(email: string): Promise<string> {
  await auth.requestMagicLink(infoOf(), { email, target: "app" });
  const mail = (await listKeptMail(db, 50)).find((each) => each.toAddress === email);
  const token = /\/m\/([\w-]+)/.exec(mail?.text ?? "")?.[1];
  assert.ok(token, "a link was mailed");
  return token;
}

const post = (path: string, body: unknown, key?: string) =>
  callApi(app, "POST", path, { body, key });
const qr = (userPublicId: string, over = {}) => post(QR, { ...FACTS, userPublicId, ...over });
const deviceCount = async () => (await db.select({ id: devices.id }).from(devices)).length;
async function refusal(response: Response) {
  assert.equal(response.headers.get("cache-control"), "no-store");
  return [response.status, (await response.json()).code];
}

Deno.test("QR 200: the printed id signs its driver in on a phone of their own", async () => {
  const response = await qr("drvr-23qr");
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("pragma"), "no-cache");
  assert.equal(response.headers.get("set-cookie"), null);
  assert.deepEqual(answer.user, {
    id: ada.id,
    publicId: "DRVR23QR",
    name: "Ada Berg",
    email: ada.email,
  });
  assert.deepEqual(answer.device, {
    id: answer.device.id,
    label: "Ada's iPhone",
    capabilities: ["scanner", "user"],
    ownerUserId: ada.id,
  });
  const me = await callApi(app, "GET", "/api/devices/me", { token: answer.token.deviceToken });
  const { ownerRole, planCode, planName } = await me.json();
  assert.deepEqual([ownerRole, planCode, planName], ["customer", "standard", "Standard"]);

  const audit = await db.select().from(authAudit).where(eq(authAudit.actorUserId, ada.id))
    .orderBy(authAudit.id);
  assert.deepEqual(audit.map((row) => row.event), [
    "device.registered",
    "device.token.issued",
    "auth.sign_in",
  ]);
  const [notice] = await db.select().from(notifications).where(eq(notifications.userId, ada.id));
  assert.equal(notice.title, "A phone signed in to your account");
});

Deno.test("QR: the phone gets a tag billed like the driver's cards, and loses it at sign-out", async () => {
  const { device, token } = await (await qr("DRVR24QR")).json();
  const tags = () =>
    db.select().from(userMappings).where(eq(userMappings.userId, jean.id))
      .orderBy(desc(userMappings.id));
  const [tag] = await tags();
  assert.match(tag.steveOcppIdTag, /^APP-[0-9A-F]{16}$/);
  assert.equal(tag.tagType, "phone_nfc");
  assert.equal(tag.isActive, true);
  assert.equal(tag.lagoCustomerExternalId, jean.id);
  assert.equal(tag.lagoSubscriptionExternalId, jean.subscription);
  assert.equal(tag.stevePushedActive, null, "the sync worker is to push it");
  const response = await callApi(app, "DELETE", `/api/devices/${device.id}`, {
    token: token.deviceToken,
  });
  assert.equal(response.status, 200);
  await response.body?.cancel();
  const [gone, card] = await tags();
  assert.equal(gone.isActive, false);
  assert.equal(card.isActive, true, "the driver's own card stays");
});

Deno.test("QR: a driver whose cards are all unlinked signs in without a tag", async () => {
  await db.update(userMappings).set({ isActive: false }).where(eq(userMappings.userId, nora.id));
  const response = await qr("DRVR25QR");
  assert.equal(response.status, 200);
  await response.body?.cancel();
  const rows = await db.select().from(userMappings).where(eq(userMappings.userId, nora.id));
  assert.deepEqual(rows.map((row) => row.isActive), [false]);
  await db.update(userMappings).set({ isActive: true }).where(eq(userMappings.userId, nora.id));
});

Deno.test("QR 404: after a card was reported lost the printed id is worth nothing until there is a new card", async () => {
  const [user] = await db.select({ publicId: users.publicId }).from(users).where(
    eq(users.id, jean.id),
  );
  await db.insert(authAudit).values({
    event: "customer.card.reported_lost",
    actorKind: "user",
    actorUserId: jean.id,
    subject: `card:${jean.mappingId}`,
  });
  assert.deepEqual(await refusal(await qr(user.publicId)), [404, "not_found"]);
  await db.insert(userMappings).values({ userId: jean.id, steveOcppIdTag: "04NEWCARD00001" });
  assert.equal((await qr(user.publicId)).status, 200);
});

Deno.test("QR 404: unknown, malformed, an operator's, a disabled driver's id look the same", async () => {
  const [operator] = await db.select().from(users).where(eq(users.role, "admin"));
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, nora.id));
  const before = await deviceCount();
  const answers: string[] = [];
  for (const id of ["ZZZZZZZZ", "not an id", operator.publicId, "DRVR25QR"]) {
    const startedMs = performance.now();
    const response = await qr(id);
    answers.push(`${response.status} ${await response.text()}`);
    assert.ok(performance.now() - startedMs >= 49, "the time hides the reason");
  }
  await db.update(users).set({ disabledAt: null }).where(eq(users.id, nora.id));
  assert.match(answers[0], /^404 .*We do not recognise this card/);
  assert.equal(new Set(answers).size, 1);
  assert.equal(await deviceCount(), before);
});

Deno.test("400: what a phone tells of itself is checked", async () => {
  for (const over of [{ platform: "android" }, { deviceLabel: "" }, { model: undefined }]) {
    assert.deepEqual(await refusal(await qr("DRVR23QR", over)), [400, "validation_failed"]);
  }
});

Deno.test("a repeat with the same key gets the same phone, and no secret is saved in clear", async () => {
  const before = await deviceCount();
  const key = crypto.randomUUID();
  const body = { ...FACTS, userPublicId: "DRVR23QR" };
  const first = await (await post(QR, body, key)).json();
  const again = await post(QR, body, key);
  assert.equal(again.headers.get("pragma"), "no-cache");
  assert.deepEqual(await again.json(), first);
  assert.equal(await deviceCount(), before + 1);
  const [row] = await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
  assert.ok(!JSON.stringify(row).includes(first.token.deviceToken));
  assert.ok(!JSON.stringify(row).includes(first.token.deviceSecret));
});

Deno.test("link 200: the mailed token signs its driver in once", async () => {
  const token = await mailedToken(ada.email);
  const response = await post(VERIFY, { ...FACTS, token, pushToken: null });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  assert.equal(response.headers.get("pragma"), "no-cache");
  assert.equal(answer.user.id, ada.id);
  const me = await callApi(app, "GET", "/api/devices/me", { token: answer.token.deviceToken });
  assert.equal(me.status, 200);
  await me.body?.cancel();
  assert.deepEqual(await refusal(await post(VERIFY, { ...FACTS, token })), [404, "not_found"]);
  assert.deepEqual(await auth.signInWithMagicLink(infoOf(), token), { ok: false });
});

Deno.test("of a browser and ten phones with one link exactly one signs in", async () => {
  const token = await mailedToken(jean.email);
  const phones = Array.from({ length: 10 }, async () => {
    const response = await post(VERIFY, { ...FACTS, token });
    await response.body?.cancel();
    return response.status === 200;
  });
  const browser = auth.signInWithMagicLink(infoOf(), token).then((result) => result.ok);
  const won = (await Promise.all([browser, ...phones])).filter(Boolean);
  assert.equal(won.length, 1);
});

Deno.test("link 404: unknown, expired, malformed, and a driver disabled meanwhile", async () => {
  const expired = await mailedToken(nora.email);
  await db.update(verifications).set({ expiresAt: new Date(Date.now() - 1) });
  for (const token of [expired, "A".repeat(43), "?", "x".repeat(200)]) {
    assert.deepEqual(await refusal(await post(VERIFY, { ...FACTS, token })), [404, "not_found"]);
  }
  const disabled = await mailedToken(nora.email);
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, nora.id));
  assert.deepEqual(await refusal(await post(VERIFY, { ...FACTS, token: disabled })), [
    404,
    "not_found",
  ]);
});

Deno.test("429: ten tries a minute per address over both ways", async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 11; n++) {
    const [path, body] = n % 2
      ? [QR, { ...FACTS, userPublicId: "ZZZZZZZZ" }]
      : [VERIFY, { ...FACTS, token: "A".repeat(43) }];
    const response = await callApi(app, "POST", path, { body, ip: "192.0.2.55" });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [...Array(10).fill(404), 429]);
});

Deno.test({ name: "stop", sanitizeOps: false, sanitizeResources: false, fn: () => app.stop() });
