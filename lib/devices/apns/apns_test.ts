import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { generateKeyPairSync, verify } from "node:crypto";
import { eq } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { listNotifications } from "@/lib/notifications/mod.ts";
import {
  createTestDatabase,
  ManualClock,
  testConfig,
  testContext,
} from "@/tests/support/database.ts";
import type { ScanRequest } from "../scan/scan_request.ts";
import { createApnsSender, hexToken } from "./apns_sender.ts";
import { PushHealth } from "./push_health.ts";
import { pushScanRequest, scanPayload } from "./push_scan_request.ts";

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = String(keys.privateKey.export({ type: "pkcs8", format: "pem" }));
const SET = {
  APNS_KEY_ID: "KEY1234567",
  APNS_TEAM_ID: "TEAM123456",
  APNS_KEY_BASE64: Buffer.from(pem).toString("base64"),
  APNS_TOPIC: "express.polaris.scan",
};
const HEX = "ab".repeat(32);
const scan: ScanRequest = {
  deviceId: "d1",
  pairingCode: "X7R2KQ",
  purpose: "view-card",
  hintLabel: "Ada",
  requestedByUserId: "adm",
  expiresAt: new Date("2026-01-15T12:01:30Z"),
};

interface Seen {
  path: string;
  headers: Headers;
  body: unknown;
}

/** A stand-in of Apple's service; `answer` decides. */
function apple(answer: (seen: Seen, call: number) => Response) {
  const seen: Seen[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (req) => {
    const one = { path: new URL(req.url).pathname, headers: req.headers, body: await req.json() };
    seen.push(one);
    return answer(one, seen.length);
  });
  return { seen, url: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
}

const message = {
  pushToken: HEX,
  environment: "sandbox" as const,
  payload: scanPayload(scan),
  collapseId: "scan-X7R2KQ",
  expiresAt: scan.expiresAt,
};

Deno.test("a push carries payload, headers and a token that Apple can verify", async () => {
  const stand = apple(() => new Response());
  const clock = new ManualClock();
  const sender = createApnsSender({ config: testConfig({ ...SET, APNS_URL: stand.url }), clock });
  assert.deepEqual(await sender.send(message), { ok: true });
  const [{ path, headers, body }] = stand.seen;
  assert.equal(path, `/3/device/${HEX}`);
  assert.equal(headers.get("apns-push-type"), "alert");
  assert.equal(headers.get("apns-priority"), "10");
  assert.equal(headers.get("apns-expiration"), String(scan.expiresAt.getTime() / 1_000));
  assert.equal(headers.get("apns-collapse-id"), "scan-X7R2KQ");
  assert.equal(headers.get("apns-topic"), SET.APNS_TOPIC);
  assert.deepEqual(body, {
    aps: {
      alert: { title: "Scan a card now", body: "Tap to start the NFC scan" },
      sound: "default",
      category: "NFC_SCAN_REQUEST",
      "thread-id": "device-scan-d1",
      "interruption-level": "time-sensitive",
      "mutable-content": 1,
    },
    v: 1,
    deviceId: "d1",
    pairingCode: "X7R2KQ",
    purpose: "view-card",
    hintLabel: "Ada",
    expiresAtEpochMs: scan.expiresAt.getTime(),
  });
  const [head, claims, signature] = headers.get("authorization")!.slice("bearer ".length).split(
    ".",
  );
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  assert.deepEqual(read(head), { alg: "ES256", kid: SET.APNS_KEY_ID });
  assert.deepEqual(read(claims), { iss: SET.APNS_TEAM_ID, iat: clock.nowMs() / 1_000 });
  assert.ok(verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: keys.publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  ));
  await stand.stop();
});

Deno.test("the token is kept for 50 minutes, and made anew when Apple finds it too old", async () => {
  const stand = apple((_, call) =>
    call === 4 ? Response.json({ reason: "ExpiredProviderToken" }, { status: 403 }) : new Response()
  );
  const clock = new ManualClock();
  const sender = createApnsSender({ config: testConfig({ ...SET, APNS_URL: stand.url }), clock });
  for (const wait of [0, 49 * 60_000, 60_000, 60_000]) {
    clock.advance(wait);
    assert.deepEqual(await sender.send(message), { ok: true });
  }
  const tokens = stand.seen.map(({ headers }) => headers.get("authorization"));
  assert.equal(tokens.length, 5);
  assert.equal(tokens[0], tokens[1]);
  assert.notEqual(tokens[1], tokens[2]);
  assert.equal(tokens[2], tokens[3]);
  assert.notEqual(tokens[3], tokens[4]);
  await stand.stop();
});

Deno.test("without its settings, or with a key that is none, a push ends in JwtSignFailed", async () => {
  const clock = new ManualClock();
  for (
    const config of [{}, { ...SET, APNS_TOPIC: undefined }, { ...SET, APNS_KEY_BASE64: "AAAA" }]
  ) {
    const sender = createApnsSender({
      config: testConfig(config),
      clock,
      fetch: () => Promise.reject(new Error("must not be called")),
    });
    assert.deepEqual(await sender.send(message), { ok: false, reason: "JwtSignFailed" });
  }
});

Deno.test("each environment has its host, and an outage is an answer, not an error", async () => {
  const urls: string[] = [];
  const sender = createApnsSender({
    config: testConfig(SET),
    clock: new ManualClock(),
    fetch: (url) => {
      urls.push(String(url));
      return Promise.reject(new TypeError("connection refused"));
    },
  });
  for (const environment of ["production", "sandbox", null] as const) {
    assert.deepEqual(await sender.send({ ...message, environment }), {
      ok: false,
      reason: "Unreachable",
    });
  }
  assert.deepEqual(urls.map((url) => new URL(url).host), [
    "api.push.apple.com",
    "api.sandbox.push.apple.com",
    "api.push.apple.com",
  ]);
});

Deno.test("a push token may come as hex or as base64", () => {
  assert.equal(hexToken(HEX.toUpperCase()), HEX);
  assert.equal(hexToken(Buffer.from(HEX, "hex").toString("base64")), HEX);
});

Deno.test("operators hear once in five minutes that more than 5 % of pushes fail", () => {
  const health = new PushHealth();
  const minute = 60_000;
  for (let n = 0; n < 60; n++) assert.equal(health.note(true, minute), false);
  assert.deepEqual([1, 2, 3].map(() => health.note(false, minute)), [false, false, false]);
  assert.equal(health.note(false, minute), true); // 4 of 64.
  assert.equal(health.note(false, 2 * minute), false);
  assert.equal(health.note(false, 5 * minute), false);
  assert.equal(health.note(false, 7 * minute), false); // The first ones are forgotten: 2 are too few.
  assert.equal(health.note(false, 7 * minute), true);
});

Deno.test("a dead push token is forgotten; other failures become a notice", async () => {
  const database = await createTestDatabase();
  const ctx = testContext(database, { config: SET });
  const [device] = await database.db.insert(devices).values({
    kind: "phone_nfc",
    label: "Phone",
    platform: "ios",
    model: "iPhone",
    osVersion: "17",
    appVersion: "1",
    pushToken: HEX,
    apnsEnvironment: "sandbox",
  }).returning();
  const tokenNow = async () =>
    (await database.db.select().from(devices).where(eq(devices.id, device.id)))[0].pushToken;
  const failing = { send: () => Promise.resolve({ ok: false as const, reason: "Unreachable" }) };
  for (let n = 0; n < 3; n++) await pushScanRequest(ctx, failing, { device, scan });
  assert.equal(await tokenNow(), HEX);
  const rows = await listNotifications(ctx, { audience: "admin" });
  assert.deepEqual(rows.map((row) => row.title), ["Pushes to devices fail"]);
  const dead = { send: () => Promise.resolve({ ok: false as const, reason: "Unregistered" }) };
  await pushScanRequest(ctx, dead, { device, scan });
  assert.equal(await tokenNow(), null);
  await database.drop();
});
