import assert from "node:assert/strict";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp();
const { sql } = app.database;
const { drivers: [ada, jean] } = await seedSampleWorld(app.database.db);
const cookie = await app.signInCustomer(ada.email);
const theirs = await app.signInCustomer(jean.email);

Deno.test.afterAll(() => app.stop());

const json = (method: string, path: string, body?: unknown) =>
  app.request("app", path, {
    method,
    cookie,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
const form = (path: string, fields: Record<string, string>) =>
  app.request("app", path, { method: "POST", cookie, body: new URLSearchParams(fields) });

Deno.test(
  "200 and 400: the own profile is read and changed, and only what may be",
  keep,
  async () => {
    const changed = await json("PATCH", "/api/customer/profile", {
      name: "Ada B.",
      language: "fr",
    });
    assert.equal(changed.status, 200);
    const profile = await (await json("GET", "/api/customer/profile")).json();
    assert.deepEqual([profile.name, profile.language, profile.email], ["Ada B.", "fr", ada.email]);
    for (
      const body of [{ role: "admin" }, { email: "x@example.org" }, { name: "" }, {
        language: "xx",
      }]
    ) {
      assert.equal(
        (await json("PATCH", "/api/customer/profile", body)).status,
        400,
        JSON.stringify(body),
      );
    }
  },
);

Deno.test(
  "the page says what is wrong with a name, keeps it, and speaks the chosen language",
  keep,
  async () => {
    const refused = await form("/account", { action: "profile", name: "   " });
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /aria-invalid="true"/);
    const saved = await form("/account", { action: "preferences", language: "de", theme: "dark" });
    assert.equal(saved.status, 303);
    const cookies = saved.headers.getSetCookie().map((text) => text.split(";")[0]);
    assert.ok(cookies.includes("lang=de") && cookies.includes("theme=dark"));
    const page = await app.request("app", "/account", { cookie });
    const html = await page.text();
    assert.match(html, /<html lang="de"/);
    assert.match(html, /Einstellungen/);
    const english = await app.request("app", "/account", { cookie: `${cookie}; lang=en` });
    assert.match(await english.text(), /Preferences/);
  },
);

Deno.test(
  "501: immediate deletion is reserved; the request has thirty days and can be taken back",
  keep,
  async () => {
    assert.equal((await json("POST", "/api/customer/delete-account")).status, 501);
    const asked = await (await json("POST", "/api/customer/deletion-request")).json();
    const days = (Date.parse(asked.request.dueAt) - Date.parse(asked.request.requestedAt)) /
      86_400_000;
    assert.equal(days, 30);
    assert.deepEqual(await (await json("POST", "/api/customer/deletion-request")).json(), asked);
    const home = () => app.request("app", "/", { cookie: `${cookie}; lang=en` });
    const warned = await (await home()).text();
    assert.match(warned, /This account is erased on [^<]+<[\s\S]+href="\/account"/);
    assert.equal((await json("DELETE", "/api/customer/deletion-request")).status, 200);
    assert.doesNotMatch(await (await home()).text(), /This account is erased on/);
    assert.deepEqual(await (await json("GET", "/api/customer/deletion-request")).json(), {
      request: null,
    });
    assert.equal((await form("/account/delete", { action: "request" })).status, 303);
    assert.match(
      await (await app.request("app", "/account", { cookie })).text(),
      /\/account\/delete/,
    );
    assert.equal((await form("/account/delete", { action: "withdraw" })).status, 303);
  },
);

Deno.test("200 and 429: the copy is a zip, a few an hour", keep, async () => {
  const response = await json("GET", "/api/customer/export");
  assert.equal(response.headers.get("content-type"), "application/zip");
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 2)], [0x50, 0x4b]);
  for (let n = 0; n < 4; n++) await (await json("GET", "/api/customer/export")).body?.cancel();
  assert.equal((await json("GET", "/api/customer/export")).status, 429);
});

Deno.test(
  "a driver sees where the account is open and closes it there, and nowhere else",
  keep,
  async () => {
    const other = await app.signInCustomer(ada.email);
    const rows =
      await sql`select id from auth_sessions where user_id = ${ada.id} order by created_at`;
    const [foreign] = await sql`select id from auth_sessions where user_id = ${jean.id}`;
    const [phone] =
      await sql`insert into devices (kind, label, owner_user_id, platform, model, os_version,
    app_version) values ('phone_nfc', 'My old phone', ${ada.id}, 'ios', 'm', '1', '1') returning id`;
    const html = await (await app.request("app", "/account/sign-ins", { cookie })).text();
    assert.match(html, /My old phone/);
    await form("/account/sign-ins", { action: "browser", id: foreign.id });
    assert.equal((await app.request("app", "/account", { cookie: theirs })).status, 200);
    await form("/account/sign-ins", { action: "browser", id: rows[1].id });
    assert.equal((await app.request("app", "/account", { cookie: other })).status, 303);
    await form("/account/sign-ins", { action: "phone", id: phone.id });
    const [{ deleted_at: ended }] =
      await sql`select deleted_at from devices where id = ${phone.id}`;
    assert.ok(ended);
    await form("/account/sign-ins", { action: "others" });
    assert.equal(
      (await app.request("app", "/account", { cookie })).status,
      200,
      "this browser stays",
    );
  },
);
