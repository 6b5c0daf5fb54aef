import assert from "node:assert/strict";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const SECRET = "hook-secret";
const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp({ config: { STEVE_WEBHOOK_SECRET: SECRET, TRUST_PROXY: true } });
const { sql } = app.database;
const world = await seedSampleWorld(app.database.db);
const [ada, jean] = world.drivers;
const CHARGER = "LYON-01";

/** Address of the browser; limits count by it, so each test has its own. */
let ip = "203.0.113.1";
/** The browser's own mark: many browsers share an address. */
let mark = "a".repeat(43);
let visitors = 1;
const otherBrowser = () => mark = String(++visitors).padStart(43, "b");
const moveOn = () => {
  ip = `203.0.113.${visitors + 1}`;
  otherBrowser();
};

Deno.test.beforeEach(async () => {
  moveOn();
  await sql`delete from verifications`;
});
Deno.test.afterAll(() => app.stop());

const post = (path: string, body: unknown, cookie?: string) =>
  app.request("app", path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", "x-forwarded-for": ip },
    cookie: cookie ?? `polaris_scan=${mark}`,
  });

async function arm(chargeBoxId = CHARGER): Promise<{ pairingCode: string; chargeBoxId: string }> {
  const response = await post("/api/auth/scan-pair", { chargeBoxId });
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  assert.equal(body.expiresInSec, 90);
  return { pairingCode: body.pairingCode, chargeBoxId };
}

/** SteVe asks about a card at a charger. */
async function tap(idTag: string, chargeBoxId = CHARGER): Promise<string | null> {
  const body = JSON.stringify({
    idTag,
    chargeBoxId,
    connectorId: 1,
    isStartTx: true,
    ts: Date.now(),
  });
  const response = await app.request("admin", "/api/ocpp/pre-authorize", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-signature": hmacSha256Hex(SECRET, body) },
  });
  return (await response.json()).override;
}

const detect = async (pairing: object, more: Record<string, string> = {}) => {
  const headers = { "x-forwarded-for": ip, ...more };
  const query = new URLSearchParams({ ...pairing });
  return await app.request("app", `/api/auth/scan-detect?${query}`, { headers });
};

/** Arms, taps and hears of it: the body of scan-login. */
async function tapped(idTag: string, chargeBoxId = CHARGER) {
  const pairing = await arm(chargeBoxId);
  assert.equal(await tap(idTag, chargeBoxId), "BLOCKED");
  const reader = new EventReader(await detect(pairing));
  const { data } = await reader.next(({ event }) => event === "scan.intercepted");
  await reader.close();
  const { idTag: reference, t, nonce } = data as { idTag: string; t: number; nonce: string };
  return { idTag: reference, t, nonce, ...pairing };
}

const sessionsOf = async (userId: string) =>
  Number((await sql`select count(*) from auth_sessions where user_id = ${userId}`)[0].count);

Deno.test("200: a tap that a browser waits for signs its driver in, once, and the card charges again", async () => {
  const pairing = await arm();
  const stream = await detect(pairing);
  assert.equal(stream.status, 200);
  assert.match(stream.headers.get("content-type")!, /event-stream/);
  const reader = new EventReader(stream);
  assert.equal(await tap(ada.idTag.toLowerCase()), "BLOCKED");
  const { event, data } = await reader.next();
  await reader.close();
  assert.equal(event, "scan.intercepted");
  assert.ok(
    !JSON.stringify(data).toUpperCase().includes(ada.idTag),
    "the card's number stays here",
  );
  const { idTag, t, nonce } = data as Record<string, string | number>;
  const response = await post("/api/auth/scan-login", { idTag, t, nonce, ...pairing });
  assert.deepEqual(await response.json(), { ok: true, redirectTo: "/" });
  assert.equal(response.headers.get("cache-control"), "no-store");
  const cookies = response.headers.getSetCookie();
  assert.ok(cookies.every((text) => /HttpOnly; SameSite=Lax/.test(text)), cookies.join("\n"));
  const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
  const who = await app.request("app", "/api/auth/get-session", { cookie });
  assert.equal((await who.json()).user.id, ada.id, "the library knows the session, too");
  const home = await app.request("app", "/", { cookie });
  assert.equal(home.status, 200);
  await home.body?.cancel();
  assert.equal(await tap(ada.idTag), null, "released: the card charges");

  const [audit] = await sql`select metadata from auth_audit where event = 'auth.sign_in'`;
  assert.equal(audit.metadata.idTag, "card…".slice(0, 4) + "…");
  assert.equal(audit.metadata.method, "scan");
  const [notice] =
    await sql`select title from notifications where user_id = ${ada.id} and source = 'sign-in'`;
  assert.match(notice.title, /signed in with your card/);
});

Deno.test("429: a pairing signs in once, however many ask at the same time", async () => {
  const body = await tapped(jean.idTag);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => post("/api/auth/scan-login", body)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, 429, 429, 429, 429, 429]);
  const late = answers.find(({ status }) => status === 429)!;
  assert.equal((await late.json()).code, "rate_limited");
  assert.equal(late.headers.get("retry-after"), "60");
  assert.equal(late.headers.get("x-ratelimit-remaining"), "0");
  for (const each of answers) if (!each.bodyUsed) await each.body?.cancel();
  assert.equal(await sessionsOf(jean.id), 1);
});

Deno.test("429: a tap older than 60 s is over, and so is its stream", async () => {
  const body = await tapped(jean.idTag);
  await sql`update verifications set updated_at = updated_at - interval '61 seconds'`;
  assert.equal((await post("/api/auth/scan-login", body)).status, 429);
  const reader = new EventReader(await detect({ ...body, pairingCode: body.pairingCode }));
  assert.equal((await reader.next()).event, "cancelled");
  await reader.close();
});

Deno.test("403: whatever field of the tap is altered, the nonce does not fit", async () => {
  const body = await tapped(jean.idTag);
  const before = await sessionsOf(jean.id);
  const forged = [
    { ...body, idTag: jean.idTag },
    { ...body, t: body.t + 1 },
    { ...body, pairingCode: "ZZZZ99" },
    { ...body, chargeBoxId: "LYON-02" },
    { ...body, nonce: "0".repeat(64) },
    { ...body, chargeBoxId: undefined, deviceId: crypto.randomUUID() },
  ];
  for (const attempt of forged) {
    assert.equal(
      (await post("/api/auth/scan-login", attempt)).status,
      403,
      JSON.stringify(attempt),
    );
  }
  assert.equal(await sessionsOf(jean.id), before);
  assert.equal((await post("/api/auth/scan-login", body)).status, 200, "the true one still works");
});

Deno.test("401: a card of nobody, an unlinked card, a disabled driver, an operator's card", async () => {
  await sql`insert into users (id, public_id) values ('op-x', 'PPPPXX22')`;
  await sql`insert into user_mappings (user_id, steve_ocpp_id_tag) values ('op-x', 'OPCARD')`;
  await sql`update users set role = 'operator' where id = 'op-x'`;
  await sql`insert into user_mappings (user_id, steve_ocpp_id_tag, is_active)
    values (${jean.id}, 'OLDCARD', false)`;
  await sql`insert into users (id, public_id, disabled_at) values ('gone', 'GGGGXX22', now())`;
  await sql`insert into user_mappings (user_id, steve_ocpp_id_tag) values ('gone', 'GONECARD')`;
  const texts = new Set<string>();
  for (const card of ["STRANGER", "OLDCARD", "GONECARD", "OPCARD"]) {
    const response = await post("/api/auth/scan-login", await tapped(card));
    const answer = await response.json();
    assert.equal(response.status, 401, card);
    assert.equal(answer.code, "unauthorized");
    assert.deepEqual(response.headers.getSetCookie(), []);
    texts.add(JSON.stringify(answer));
    assert.equal(await tap(card), null, "the charger is free for the card again");
  }
  assert.equal(texts.size, 1, "all alike");
});

Deno.test("400: shapes", async () => {
  const bad = [{}, { chargeBoxId: "" }, { chargeBoxId: 7 }];
  for (const body of bad) assert.equal((await post("/api/auth/scan-pair", body)).status, 400);
  const both = { pairingCode: "ABC234", chargeBoxId: CHARGER, deviceId: crypto.randomUUID() };
  assert.equal((await detect(both)).status, 400);
  assert.equal((await detect({ pairingCode: "ABC234" })).status, 400);
  const login = { idTag: "x", t: 1, nonce: "0".repeat(64), pairingCode: "ABC234" };
  assert.equal((await post("/api/auth/scan-login", login)).status, 400);
});

Deno.test("404 and 409: a charger that is unknown, offline, or where another browser waits", async () => {
  assert.equal((await post("/api/auth/scan-pair", { chargeBoxId: "NONE" })).status, 404);
  const offline = await post("/api/auth/scan-pair", { chargeBoxId: "DEPOT-A" });
  assert.equal(offline.status, 409);
  assert.equal((await offline.json()).code, "charger_offline");
  await arm();
  await arm(); // The same browser begins anew.
  const armed = () => sql`select 1 from verifications where status = 'armed'`;
  assert.equal((await armed()).length, 1);
  otherBrowser(); // Even behind the same address.
  const taken = await post("/api/auth/scan-pair", { chargeBoxId: CHARGER });
  assert.equal(taken.status, 409);
  assert.equal((await taken.json()).code, "charger_taken");
  moveOn();
  await arm("LYON-02");
  const many = await Promise.all(
    Array.from({ length: 5 }, () => post("/api/auth/scan-pair", { chargeBoxId: "LYON-DC1" })),
  );
  assert.ok(many.every(({ status }) => status === 200));
  assert.equal((await armed()).length, 3, "one at each charger");
  assert.equal(await tap(ada.idTag, "LYON-DC1"), "BLOCKED");
});

Deno.test("429: ten pairings a minute, and three streams an address", async () => {
  for (let n = 0; n < 10; n++) await arm();
  assert.equal((await post("/api/auth/scan-pair", { chargeBoxId: CHARGER })).status, 429);
  moveOn();
  await sql`delete from verifications`;
  const pairing = await arm();
  const open = await Promise.all([1, 2, 3].map(() => detect(pairing)));
  assert.deepEqual(open.map(({ status }) => status), [200, 200, 200]);
  assert.equal((await detect(pairing)).status, 429);
  for (const each of open) await each.body?.cancel();
  const again = await detect(pairing);
  assert.equal(again.status, 200, "a stream that ended gives its place back");
  await again.body?.cancel();
});

Deno.test("204: whoever cancels frees the charger, also for a card that was taken", async () => {
  const pairing = await arm();
  const reader = new EventReader(await detect(pairing));
  const cancel = (query: Record<string, string>) =>
    app.request("app", `/api/auth/scan-pair?${new URLSearchParams(query)}`, { method: "DELETE" });
  assert.equal(
    (await cancel({ ...pairing, pairingCode: "ZZZZ22" })).status,
    204,
    "unknown: nothing",
  );
  assert.equal((await cancel(pairing)).status, 204);
  assert.equal((await reader.next()).event, "cancelled");
  await reader.close();
  assert.equal(await tap(ada.idTag), null);
  const body = await tapped(ada.idTag);
  assert.equal((await cancel(pairing)).status, 204);
  assert.equal((await cancel({ chargeBoxId: CHARGER, pairingCode: body.pairingCode })).status, 204);
  assert.equal(await tap(ada.idTag), null);
  assert.equal((await post("/api/auth/scan-login", body)).status, 429);
});

Deno.test("a stream that comes back hears the tap once; one for an unknown code hears that it is over", async () => {
  const body = await tapped(ada.idTag);
  const pairing = { chargeBoxId: CHARGER, pairingCode: body.pairingCode };
  const back = new EventReader(await detect(pairing, { "last-event-id": "12" }));
  assert.equal((await back.next()).event, "scan.intercepted");
  await back.close();
  const again = new EventReader(await detect(pairing, { "last-event-id": String(body.t) }));
  await assert.rejects(again.next(() => true, 300), /in time/);
  await again.close();
  const unknown = new EventReader(await detect({ ...pairing, pairingCode: "QQQQ22" }));
  assert.equal((await unknown.next()).event, "cancelled");
  await unknown.close();
});

Deno.test("a device's pairing for another purpose signs nobody in; one for signing in signs in its own driver alone", async () => {
  const [{ id: deviceId }] =
    await sql`insert into devices (kind, label, owner_user_id, platform, model,
    os_version, app_version) values ('phone_nfc', 'Reader', ${ada.id}, 'ios', 'm', '1', '1') returning id`;
  const insert = (code: string, purpose: string) =>
    sql`insert into verifications (id, identifier, value, status, matched_id_tag, expires_at)
      values (${code}, ${`device-scan:${deviceId}:${code}`}, ${JSON.stringify({ purpose })},
        'consumed', ${jean.idTag}, now() + interval '60 seconds')`;
  await insert("VVVV22", "view-card");
  const other = new EventReader(await detect({ deviceId, pairingCode: "VVVV22" }));
  assert.equal((await other.next()).event, "cancelled");
  await other.close();
  const signIn = async (pairingCode: string) => {
    await insert(pairingCode, "login");
    const reader = new EventReader(await detect({ deviceId, pairingCode }));
    const { data } = await reader.next();
    await reader.close();
    const { idTag, t, nonce } = data as Record<string, string>;
    return await post("/api/auth/scan-login", { idTag, t, nonce, deviceId, pairingCode });
  };
  assert.equal((await signIn("LLLL22")).status, 401, "somebody else's phone");
  await sql`update devices set owner_user_id = ${jean.id} where id = ${deviceId}`;
  assert.equal((await signIn("LLLL33")).status, 200);
  await sql`delete from devices where id = ${deviceId}`;
});

Deno.test("403: who signed in by a tap adds no passkey, takes no data along and deletes nothing", async () => {
  const login = await post("/api/auth/scan-login", await tapped(jean.idTag));
  assert.equal(login.status, 200);
  const cookie = login.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
  for (
    const [method, path] of [
      ["GET", "/api/auth/passkey/generate-register-options"],
      ["GET", "/api/customer/export"],
      ["POST", "/api/customer/deletion-request"],
    ]
  ) {
    const response = await app.request("app", path, { method, cookie });
    assert.equal(response.status, 403, path);
    assert.equal((await response.json()).code, "strong_sign_in_needed");
  }
  const page = await app.request("app", "/account/delete", {
    method: "POST",
    cookie,
    body: new URLSearchParams({ action: "request" }),
  });
  assert.equal(page.status, 303);
  const [{ n }] =
    await sql`select count(*)::int as n from deletion_requests where user_id = ${jean.id}`;
  assert.equal(n, 0);
  assert.equal((await app.request("app", "/api/customer/profile", { cookie })).status, 200);
});

Deno.test("200 and 401: readers are listed to who is signed in, own devices among them", async () => {
  assert.equal((await app.request("app", "/api/auth/scan-tap-targets")).status, 401);
  await sql`insert into devices (kind, label, owner_user_id, platform, model, os_version, app_version,
    last_seen_at) values ('phone_nfc', 'My phone', ${ada.id}, 'ios', 'm', '1', '1', now()),
    ('phone_nfc', 'Another', ${jean.id}, 'ios', 'm', '1', '1', now())`;
  const cookie = await app.signInCustomer(ada.email);
  const response = await app.request("app", "/api/auth/scan-tap-targets", { cookie });
  const { targets } = await response.json();
  assert.deepEqual(
    targets.map((each: { label: string; isOnline: boolean }) => [each.label, each.isOnline]),
    [
      ["Lyon fast charger", true],
      ["Lyon north, bay 1", true],
      ["Lyon north, bay 2", true],
      ["My phone", true],
      ["Depot A", false],
    ],
  );
});

Deno.test("without a script: choose, wait, tap, sign in", keep, async () => {
  const form = (path: string, fields: Record<string, string>) =>
    app.request("app", path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "x-forwarded-for": ip },
    });
  const login = await (await app.request("app", "/login")).text();
  assert.match(login, /action="\/auth\/scan"/);
  assert.match(login, /Lyon north, bay 1/);
  assert.doesNotMatch(login, /Depot A/, "offline ones are not offered");
  const landing = await app.request("app", `/auth/scan?chargeBoxId=${CHARGER}`);
  assert.match(await landing.text(), /At the charger Lyon north, bay 1/);

  const armed = await form("/auth/scan", { chargeBoxId: CHARGER, next: "/sessions" });
  assert.equal(armed.status, 303);
  const waiting = armed.headers.get("location")!;
  const page = await app.request("app", waiting);
  assert.equal(page.headers.get("refresh"), "2");
  assert.match(await page.text(), /Hold your card against the reader of Lyon north, bay 1/);
  await tap(jean.idTag);
  const read = await (await app.request("app", waiting)).text();
  const fields = Object.fromEntries(
    [...read.split("</main>")[0].matchAll(/<input +type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      .map(([, name, value]) => [name, value]),
  );
  const done = await form("/auth/scan/finish", fields);
  assert.equal(done.status, 303);
  assert.equal(done.headers.get("location"), "/sessions");
  assert.ok(
    done.headers.getSetCookie().some((text) => text.startsWith("polaris_customer_session=")),
  );
  const again = await form("/auth/scan/finish", fields);
  assert.match(again.headers.get("location")!, /failed=late/);
  const late = await (await app.request("app", again.headers.get("location")!)).text();
  assert.match(late, /The time is over/);

  const offline = await form("/auth/scan", { chargeBoxId: "DEPOT-A" });
  assert.equal(offline.status, 409);
  assert.match(await offline.text(), /not connected at the moment/);
  assert.equal((await form("/auth/scan", { chargeBoxId: "NONE" })).status, 404);
});

Deno.test(
  "404 where the operator switched it off: no page offers it, and a tap charges",
  keep,
  async () => {
    app.config.TAP_SIGN_IN = "off";
    try {
      const armed = await post("/api/auth/scan-pair", { chargeBoxId: CHARGER });
      assert.equal(armed.status, 404);
      assert.match((await armed.json()).error, /switched off/);
      assert.equal(await tap(jean.idTag), null);
      const html = async (path: string) => await (await app.request("app", path)).text();
      const offered = /action="\/auth\/scan"|href="\/auth\/scan/;
      for (const path of ["/login", `/c/${CHARGER}`, `/auth/scan?chargeBoxId=${CHARGER}`]) {
        assert.doesNotMatch(await html(path), offered, path);
      }
      assert.match(await html(`/auth/scan?chargeBoxId=${CHARGER}`), /switched off here/);
      app.config.TAP_SIGN_IN = "on";
      for (const path of ["/login", `/c/${CHARGER}`]) assert.match(await html(path), offered, path);
    } finally {
      app.config.TAP_SIGN_IN = "on";
    }
  },
);
