import assert from "node:assert/strict";
import { createOperator, disableUser } from "@/lib/auth/mod.ts";
import { registeredEndpoints } from "@/lib/web/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { testContext } from "@/tests/support/database.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const app = await startTestApp();
const { sql } = app.database;
const world = await seedSampleWorld(app.database.db);
const [ada, jean] = world.drivers;
const admin = await app.signInOperator();
const adaCookie = await app.signInCustomer(ada.email);
const [{ id: adminId }] = await sql`select id from users where role = 'admin'`;

Deno.test.beforeEach(async () => {
  await sql`delete from auth_sessions where impersonated_by is not null`;
  await sql`delete from impersonation_audit`;
  await sql`delete from notifications`;
  await sql`delete from auth_audit`;
});
Deno.test.afterAll(() => app.stop());

const start = (userId: unknown, cookie?: string, host: "admin" | "app" = "admin") =>
  app.request(host, "/api/customer/impersonation/start", {
    method: "POST",
    body: JSON.stringify({ userId }),
    headers: { "content-type": "application/json" },
    cookie,
  });
const end = (cookie?: string) =>
  app.request("app", "/api/customer/impersonation/end", {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
    cookie,
  });

async function addressOf(userId: string): Promise<string> {
  const response = await start(userId, admin);
  const body = await response.json();
  assert.equal(response.status, 200, JSON.stringify(body));
  assert.ok(body.url.startsWith(`${app.appUrl}/impersonation/enter?`), body.url);
  return body.url.slice(app.appUrl.length);
}

const jarOf = (response: Response) =>
  response.headers.getSetCookie().map((text) => text.split(";")[0])
    .filter((pair) => !pair.endsWith("=")).join("; ");

/** A Cookie header of the administrator's view of this customer. */
async function enter(userId: string, cookie?: string): Promise<string> {
  const response = await app.request("app", await addressOf(userId), { cookie });
  assert.equal(response.status, 303, await response.text());
  assert.equal(response.headers.get("location"), "/");
  return jarOf(response);
}

const open = async (path: string, cookie: string) => {
  const response = await app.request("app", path, { cookie });
  return { status: response.status, text: await response.text() };
};
const audited = async (event: string) =>
  await sql`select actor_user_id, subject, metadata from auth_audit where event = ${event}`;

Deno.test("200: an administrator sees what the customer sees, with a banner, and the customer is told", async () => {
  const view = await enter(ada.id);
  const home = await open("/", view);
  assert.equal(home.status, 200);
  assert.match(home.text, /You see what Ada Berg sees/);
  assert.match(home.text, /action="\/impersonation\/end"/);
  const [row] = await sql`select user_id, impersonated_by, surface,
    round(extract(epoch from expires_at - now())) as sec from auth_sessions
    where impersonated_by is not null`;
  assert.deepEqual([row.user_id, row.impersonated_by, row.surface], [ada.id, adminId, "customer"]);
  assert.ok(Number(row.sec) > 3_590 && Number(row.sec) <= 3_600, `${row.sec} s`);
  const [notice] = await sql`select title from notifications where user_id = ${ada.id}
    and audience = 'customer'`;
  assert.equal(notice.title, "An administrator viewed your account");
  const [begun] = await audited("impersonation.start");
  assert.deepEqual([begun.actor_user_id, begun.subject], [adminId, `user:${ada.id}`]);
  const [entered] = await audited("impersonation.entered");
  assert.deepEqual([entered.actor_user_id, entered.metadata.actingAs], [adminId, ada.id]);
  assert.equal((await audited("auth.sign_in")).length, 0, "no sign-in of the customer");
});

Deno.test("each page seen is written down, once a minute", async () => {
  const view = await enter(ada.id);
  await Promise.all([1, 2, 3].map(() => open("/sessions", view)));
  await open(`/sessions/${world.sessions[0].steveTransactionId}`, view);
  const routes = async () =>
    (await sql`select method || ' ' || route as route from impersonation_audit order by id`)
      .map((row) => row.route);
  const expected = [
    "POST /api/customer/impersonation/start",
    "GET /sessions",
    `GET /sessions/${world.sessions[0].steveTransactionId}`,
  ];
  assert.deepEqual(await routes(), expected);
  await sql`update impersonation_audit set created_at = created_at - interval '61 seconds'`;
  await open("/sessions", view);
  assert.deepEqual(await routes(), [...expected, "GET /sessions"]);
});

Deno.test("what is read by the API is written down, too, and the data cannot be carried away", async () => {
  const view = await enter(ada.id);
  assert.equal((await open("/api/customer/profile", view)).status, 200);
  const [row] = await sql`select route from impersonation_audit order by id desc limit 1`;
  assert.equal(row.route, "/api/customer/profile");
  assert.equal((await open("/api/customer/export", view)).status, 403);
});

Deno.test("401 without a session, 400 for a bad body", async () => {
  assert.equal((await start(ada.id)).status, 401);
  assert.equal((await end()).status, 401);
  assert.equal((await start(7, admin)).status, 400);
});

Deno.test("403: operators and customers, audited as a violation", async () => {
  const ctx = testContext(app.database);
  const plain = { email: "plain@example.org", name: "Plain", role: "operator" as const };
  await createOperator(ctx, { ...plain, password: "a long enough password" });
  const signedIn = await app.services.auth.signInWithPassword(
    { headers: new Headers({ origin: app.adminUrl }), ip: "198.51.100.77" },
    { email: plain.email, password: "a long enough password" },
  );
  assert.ok(signedIn.ok);
  const operator = signedIn.setCookies.map((text) => text.split(";")[0]).join("; ");
  assert.equal((await start(ada.id, operator)).status, 403);
  assert.equal((await start(jean.id, adaCookie, "app")).status, 403);
  const rows = await audited("privilege_violation");
  assert.deepEqual(rows.map((row) => row.subject).sort(), [`user:${ada.id}`, `user:${jean.id}`]);
});

Deno.test("404: no such customer, another admin, oneself: all alike", async () => {
  const ctx = testContext(app.database);
  const { userId: other } = await createOperator(ctx, {
    email: "other-admin@example.org",
    name: "Other",
    role: "admin",
    password: "a long enough password",
  });
  const answers = new Set<string>();
  for (const id of ["nobody", other, adminId]) {
    const response = await start(id, admin);
    assert.equal(response.status, 404);
    answers.add(await response.text());
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0], /Customer not found/);
});

Deno.test("409: one view at a time, also when two begin at once; a disabled account is not viewed", async () => {
  const view = await enter(ada.id);
  const response = await start(jean.id, admin);
  assert.equal(response.status, 409);
  const { error } = await response.json();
  assert.equal(error, "Already impersonating; end the current session first.");
  assert.equal((await end(view)).status, 200);
  const first = await addressOf(ada.id);
  const second = await addressOf(jean.id);
  assert.equal((await app.request("app", first)).status, 410, "a newer start replaces the older");
  const answers = await Promise.all([1, 2, 3].map(() => app.request("app", second)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 410, 410]);
  await sql`delete from auth_sessions where impersonated_by is not null`;
  await sql`insert into users (id, public_id, disabled_at) values ('dis', 'DDDDXX22', now())
    on conflict do nothing`;
  assert.equal((await start("dis", admin)).status, 409);
});

Deno.test("410: an address is good once, for a minute, and while its administrator is one", async () => {
  const used = await addressOf(ada.id);
  assert.equal((await app.request("app", used)).status, 303);
  const again = await app.request("app", used);
  assert.equal(again.status, 410);
  assert.match(await again.text(), /The view did not open/);
  await sql`delete from auth_sessions where impersonated_by is not null`;
  const old = await addressOf(ada.id);
  await sql`update verifications set expires_at = now() where identifier like 'impersonation:%'`;
  assert.equal((await app.request("app", old)).status, 410);
  const forged = (await addressOf(ada.id)).replace(/token=.{4}/, "token=AAAA");
  assert.equal((await app.request("app", forged)).status, 410);
  assert.equal((await app.request("app", "/impersonation/enter")).status, 410);
});

Deno.test("200: ending deletes the view, tells where to go, and its cookie is worth nothing", async () => {
  const view = await enter(ada.id);
  const response = await end(view);
  assert.deepEqual(await response.json(), { url: app.adminUrl });
  assert.match(response.headers.getSetCookie()[0], /^polaris_customer_session=; .*Max-Age=0/);
  assert.equal((await app.request("app", "/", { cookie: view })).status, 303);
  assert.equal((await end(view)).status, 401);
  const [row] = await audited("impersonation.end");
  assert.deepEqual([row.actor_user_id, row.subject], [adminId, `user:${ada.id}`]);
  const own = await end(adaCookie);
  assert.equal(own.status, 409, "a customer's own session is no view");
  assert.equal((await open("/", adaCookie)).status, 200);
});

Deno.test("the banner's form ends the view and leads to the operators' site", async () => {
  const view = await enter(ada.id);
  const exit = () => app.request("app", "/impersonation/end", { method: "POST", cookie: view });
  const response = await exit();
  // A redirect of a form to another host is blocked by the policy of our own pages.
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("refresh"), `0; url=${app.adminUrl}`);
  assert.match(response.headers.getSetCookie()[0], /^polaris_customer_session=; .*Max-Age=0/);
  assert.match((await exit()).headers.get("location")!, /^\/login/);
  const foreign = await app.request("app", "/impersonation/end", {
    method: "POST",
    cookie: await enter(ada.id),
    headers: { origin: "https://evil.example" },
  });
  assert.equal(foreign.status, 403);
});

Deno.test("signing out of a view ends it as the administrator, not as the customer", async () => {
  const view = await enter(ada.id);
  const response = await app.request("app", "/api/auth/sign-out", { method: "POST", cookie: view });
  assert.equal(response.status, 200);
  await response.body?.cancel();
  assert.equal((await audited("auth.sign_out")).length, 0);
  assert.equal((await audited("impersonation.end"))[0].actor_user_id, adminId);
});

Deno.test("the customer's own sessions of that browser stay, and the picker does not show the view", async () => {
  const view = await enter(jean.id, adaCookie);
  const held = adaCookie.split("; ").filter((pair) => pair.includes("_multi-"));
  const both = [view, ...held].join("; ");
  const picker = await open("/switch", both);
  assert.match(picker.text, /Ada Berg/);
  assert.doesNotMatch(picker.text.split("<main")[1], /Jean Moreau/);
  await end(both);
  const after = await open("/login", held.join("; "));
  assert.match(after.text, /Continue as Ada Berg/);
});

Deno.test("a view ends with the office of its administrator", async () => {
  const ctx = testContext(app.database);
  const { userId } = await createOperator(ctx, {
    email: "leaver@example.org",
    name: "Leaver",
    role: "admin",
    password: "a long enough password",
  });
  const view = await enter(ada.id);
  await sql`update auth_sessions set impersonated_by = ${userId} where impersonated_by is not null`;
  assert.equal((await open("/", view)).status, 200);
  await disableUser(ctx, userId);
  assert.equal((await open("/", view)).status, 303);
});

Deno.test("403: everything a customer can write is refused while impersonating", async () => {
  const view = await enter(ada.id);
  const writes = registeredEndpoints().filter(({ spec }) =>
    spec.method !== "GET" && spec.hosts !== "admin" && !spec.allowedWhileImpersonating &&
    (spec.auth === "customer" || spec.auth === "session")
  );
  assert.ok(writes.length >= 4, `${writes.length} writes`);
  const allowed = registeredEndpoints().filter(({ spec }) => spec.allowedWhileImpersonating);
  assert.deepEqual(allowed.map(({ spec }) => spec.path), ["/api/customer/impersonation/end"]);
  for (const { spec } of writes) {
    const path = spec.path.replace(/\{\w+\}/g, "1");
    const response = await app.request("app", path, {
      method: spec.method,
      body: "{}",
      headers: { "content-type": "application/json" },
      cookie: view,
    });
    const body = await response.json();
    assert.equal(response.status, 403, `${spec.method} ${spec.path}: ${JSON.stringify(body)}`);
    assert.equal(body.code, "impersonation_read_only", spec.path);
  }
  const form = await app.request("app", "/auth/passkeys", {
    method: "POST",
    body: new URLSearchParams({ id: "x", action: "remove" }),
    cookie: view,
  });
  assert.equal(form.status, 403);
  const options = await app.request("app", "/api/auth/passkey/generate-register-options", {
    cookie: view,
  });
  assert.equal(options.status, 401, "no passkey of the customer is begun");
});
