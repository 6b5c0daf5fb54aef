import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { callApi, PHONE } from "@/tests/support/device_client.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const app = await startTestApp({ config: { TRUST_PROXY: true } });
const { db } = app.services;
const { drivers: [ada] } = await seedSampleWorld(db);
const cookie = await app.signInCustomer(ada.email);

Deno.test.afterAll(() => app.stop());

/** One request of a driver, or of a stranger from `ip`. */
function ask(
  method: string,
  path: string,
  options: { json?: unknown; form?: string; ip?: string },
) {
  const { json, form, ip } = options;
  const headers = new Headers(ip ? { "x-forwarded-for": ip } : {});
  if (json !== undefined) headers.set("content-type", "application/json");
  if (form !== undefined) headers.set("content-type", "application/x-www-form-urlencoded");
  return app.request("app", path, {
    method,
    headers,
    cookie: ip ? undefined : cookie,
    body: json === undefined ? form : JSON.stringify(json),
  });
}

Deno.test("400: NUL in a text is the caller's fault, on pages and in the API", async () => {
  const stranger = { ip: "198.51.100.7" };
  const asked = [
    ask("POST", "/api/auth/scan-pair", { json: { chargeBoxId: "A\0" }, ...stranger }),
    ask("GET", "/auth/scan?chargeBoxId=%00&pairingCode=AAAAAA", stranger),
    ask("GET", "/impersonation/enter?by=%00&token=x", stranger),
    ask("PUT", "/api/customer/chargers/%00/favourite", {}),
    ask("POST", "/api/customer/remote-start", { json: { chargeBoxId: "\0" } }),
    ask("POST", "/auth/passkeys", { form: "action=remove&id=%00" }),
  ];
  for (const answer of asked) {
    const { status, body, url } = await answer;
    await body?.cancel();
    assert.equal(status, 400, url);
  }
});

Deno.test("409: a window of thousands of years is in the way, and no other is offered", async () => {
  const wish = {
    chargeBoxId: "LYON-01",
    connectorId: 1,
    mappingId: ada.mappingId,
    startAt: new Date(Date.now() + 3_600_000).toISOString(),
    endAt: "9998-01-01T00:00:00Z",
  };
  const path = "/api/customer/reservations";
  assert.equal((await ask("POST", path, { json: wish })).status, 201);
  const again = await ask("POST", path, { json: wish });
  assert.equal(again.status, 409);
  assert.deepEqual((await again.json()).suggestions, []);
});

Deno.test("429: one printed card makes ten phones an hour, from wherever", async () => {
  const before = await cardsOf(ada.id);
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const ip = `203.0.113.${n + 1}`;
    const body = { ...PHONE, deviceLabel: "Phone", userPublicId: "DRVR23QR" };
    const answer = await ask("POST", "/api/auth/qr-sign-in", { json: body, ip });
    statuses.push(answer.status);
    await answer.body?.cancel();
  }
  assert.deepEqual(statuses, [...Array(10).fill(200), 429, 429]);
  assert.equal(await cardsOf(ada.id) - before, 10);
});

async function cardsOf(userId: string) {
  return (await db.select().from(userMappings).where(eq(userMappings.userId, userId))).length;
}

Deno.test("429: another address of the same IPv6 network does not count anew", async () => {
  const statuses: number[] = [];
  for (let n = 1; n <= 12; n++) {
    const ip = `2001:db8:7:7::${n.toString(16)}`;
    const json = { email: "nobody@example.org" };
    const answer = await ask("POST", "/api/auth/magic-link/preflight", { json, ip });
    statuses.push(answer.status);
    await answer.body?.cancel();
  }
  assert.deepEqual(statuses, [...Array(10).fill(200), 429, 429]);
});

Deno.test("a device's log of hostile lines does not hold up the others", async () => {
  const signedIn = await callApi(app, "POST", "/api/auth/qr-sign-in", {
    body: { ...PHONE, deviceLabel: "Phone", userPublicId: "DRVR24QR" },
  });
  const { token } = await signedIn.json();
  const log = (seq: number, attributes: Record<string, unknown>) => ({
    timestamp: 1,
    severity_text: "info",
    severity_number: 9,
    body: "eyJ".repeat(2_666),
    attributes: { "expresscharge.seq": String(seq), ...attributes },
  });
  const logs = Array.from(
    { length: 100 },
    (_, n) => log(n, n === 0 ? { z: "eyJ".repeat(500_000) } : {}),
  );
  const diagnostics = {
    appVersion: "1",
    osVersion: "1",
    model: "m",
    pushPermission: "denied",
    nfcAvailable: false,
    pendingUploads: 0,
    reconnectCount: 0,
  };
  const startedAt = performance.now();
  const answer = await callApi(app, "POST", "/api/devices/me/state/sync", {
    token: token.deviceToken,
    body: { diagnostics, logs },
  });
  assert.equal(answer.status, 200, await answer.text());
  const ms = performance.now() - startedAt;
  assert.ok(ms < 3_000, `${ms} ms`);
});

Deno.test("429: forms have the limit of the API's writes", async () => {
  const statuses = new Set<number>();
  for (let n = 0; n < 31; n++) {
    const answer = await ask("POST", "/notifications", { form: "action=read&id=999999999" });
    await answer.body?.cancel();
    statuses.add(answer.status);
  }
  assert.ok(statuses.has(429), [...statuses].join());
});

Deno.test("429: files are made at most twenty times a minute for one driver", async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 21; n++) {
    const answer = await ask("GET", `/sessions/export?format=${n % 2 ? "pdf" : "csv"}`, {});
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  assert.deepEqual(statuses, [...Array(20).fill(200), 429]);
});
