import assert from "node:assert/strict";
import { builder, createApp } from "@/fresh.config.ts";
import { createAuth, createOperator } from "@/lib/auth/mod.ts";
import { users } from "@/db/schema/auth.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";
import { Mailer } from "@/lib/platform/mail.ts";
import { RateLimiter } from "@/lib/platform/rate_limit.ts";
import { hostDispatch } from "@/lib/web/mod.ts";
import type { Services } from "@/services.ts";
import { createTestDatabase, testConfig, testContext } from "@/tests/support/database.ts";

const PASSWORD = "correct horse battery";
const database = await createTestDatabase();
const { db, sql } = database;
const applySnapshot = await builder.build({ mode: "production", snapshot: "memory" });
await createOperator(testContext(database), {
  email: "op@example.org",
  name: "Op",
  role: "admin",
  password: PASSWORD,
});
await db.insert(users)
  .values({ id: "d1", email: "driver@example.org", publicId: "ABCDEFGH", emailVerified: true });

const stopping = new AbortController();
let visitors = 0;

/** The application with its own browser: cookies, an address of its own, forms and redirects. */
function visit(host: "admin" | "app", over: Partial<Config> = {}) {
  const config = testConfig({ TRUST_PROXY: true, ...over });
  const origin = host === "admin" ? config.adminUrl : config.appUrl;
  const clock = systemClock;
  const limiter = new RateLimiter({ sql, clock });
  const mail = new Mailer({ config, db, clock });
  const auth = createAuth({ config, db, sql, clock, mail, limiter });
  const events = new EventBus(sql);
  const services = {
    ...{ config, db, sql, clock, events, limiter, mail, auth },
    stopping: stopping.signal,
    systemContext: () => testContext(database, { config, events }),
  };
  const app = createApp(services as unknown as Services); // Sign-in needs no more of them.
  applySnapshot(app);
  const handler = app.handler();
  const jar = new Map<string, string>();
  const ip = `198.51.100.${++visitors}`;

  async function send(path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers);
    headers.set("host", new URL(origin).host);
    headers.set("x-forwarded-for", ip);
    headers.set("accept", "text/html");
    if (init.method === "POST" && !headers.has("origin")) headers.set("origin", origin);
    if (jar.size > 0) headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    const request = hostDispatch(new Request(origin + path, { ...init, headers }), config);
    assert(request instanceof Request);
    const response = await handler(request);
    for (const text of response.headers.getSetCookie()) {
      const [name, value] = text.split(";")[0].split(/=(.*)/s);
      if (/Max-Age=0/.test(text)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: await response.text() };
  }
  return {
    jar,
    get: (path: string) => send(path),
    post: (path: string, fields: Record<string, string>, headers: HeadersInit = {}) =>
      send(path, { method: "POST", body: new URLSearchParams(fields), headers }),
    json: (path: string, body: unknown) =>
      send(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
  };
}

const lastLink = async () => {
  const [mail] = await listKeptMail(db, 1);
  return /http:\/\/app\.localhost:8000(\/login\/link\S+)/.exec(mail.text)![1];
};

Deno.test("an operator signs in by the form, goes where they wanted, and signs out", async () => {
  const browser = visit("admin");
  const form = await browser.get("/login?next=%2Fsync%3Ftab%3Druns");
  assert.equal(form.status, 200);
  assert.match(form.body, /name="next" value="\/sync\?tab=runs"/);
  assert.match(form.headers.get("cache-control")!, /no-store/);
  const done = await browser.post("/login", {
    email: "op@example.org",
    password: PASSWORD,
    next: "/sync?tab=runs",
  });
  assert.equal(done.status, 303);
  assert.equal(done.headers.get("location"), "/sync?tab=runs");
  const session = await browser.get("/api/auth/get-session");
  assert.equal(JSON.parse(session.body).user.email, "op@example.org");
  const again = await browser.get("/login");
  assert.equal(again.headers.get("location"), "/");
  const out = await browser.post("/api/auth/sign-out", {});
  assert.equal(out.status, 303);
  assert.equal(out.headers.get("location"), "/login?signed_out=1");
  assert.match((await browser.get("/login?signed_out=1")).body, /You are signed out/);
  assert.equal((await browser.get("/api/auth/get-session")).body, "null");
});

Deno.test("a wrong password is told on the form, which keeps the address and not the password", async () => {
  const browser = visit("admin");
  const known = await browser.post("/login", {
    email: "op@example.org",
    password: "wrong wrong wrong",
  });
  const unknown = await browser.post("/login", {
    email: "no@example.org",
    password: "wrong wrong wrong",
  });
  assert.equal(known.status, 401);
  assert.match(known.body, /E-mail or password is not right/);
  assert.match(known.body, /role="alert"/);
  assert.match(known.body, /value="op@example.org"/);
  assert.doesNotMatch(known.body, /wrong wrong/);
  const plain = (page: { body: string }) =>
    page.body.replaceAll(/(op|no)@example\.org/g, "").replaceAll(/nonce="[^"]*"/g, "");
  assert.equal(plain(known), plain(unknown));
  const empty = await browser.post("/login", { email: "nonsense", password: "" });
  assert.equal(empty.status, 400);
  assert.match(empty.body, /Enter an e-mail address/);
});

Deno.test("too many tries are told with the time to wait", async () => {
  const browser = visit("admin");
  for (let n = 0; n < 10; n++) {
    await browser.post("/login", { email: `x${n}@example.org`, password: "wrong wrong wrong" });
  }
  const limited = await browser.post("/login", { email: "op@example.org", password: PASSWORD });
  assert.equal(limited.status, 429);
  assert.match(limited.body, /Too many requests\. Try again in \d+ seconds/);
  assert.match(limited.headers.get("retry-after")!, /^\d+$/);
  assert.equal(browser.jar.size, 0);
});

Deno.test("a foreign next is dropped at every door", async () => {
  const browser = visit("admin");
  const form = await browser.get("/login?next=https%3A%2F%2Fevil.example");
  assert.match(form.body, /name="next" value="\/"/);
  const done = await browser.post("/login", {
    email: "op@example.org",
    password: PASSWORD,
    next: "//evil.example",
  });
  assert.equal(done.headers.get("location"), "/");
  assert.equal((await browser.get("/login?next=%2F%5Cevil.example")).headers.get("location"), "/");
});

Deno.test("a form another site sent is refused", async () => {
  const browser = visit("admin");
  const fields = { email: "op@example.org", password: PASSWORD };
  const foreign = await browser.post("/login", fields, { origin: "https://evil.example" });
  assert.equal(foreign.status, 403);
  assert.equal(browser.jar.size, 0);
});

Deno.test("a driver asks for a link, confirms it, and it works once", async () => {
  const browser = visit("app");
  const sent = await browser.post("/login", { email: "driver@example.org", next: "/sessions" });
  assert.equal(sent.status, 303);
  const notice = await browser.get(sent.headers.get("location")!);
  assert.match(notice.body, /If we know this address, a link is on its way/);
  assert.match(notice.body, /href="\/dev\/mail"/);
  const link = await lastLink();
  // A mail scanner opens the link first: nothing happens.
  for (let n = 0; n < 3; n++) assert.equal((await visit("app").get(link)).status, 200);
  const landing = await browser.get(link);
  assert.match(landing.body, /driver@example\.org/);
  assert.equal(landing.headers.get("referrer-policy"), "same-origin");
  const token = new URLSearchParams(link.split("?")[1]).get("token")!;
  const done = await browser.post("/login/link", { token, next: "/sessions" });
  assert.equal(done.status, 303);
  assert.equal(done.headers.get("location"), "/sessions");
  assert(browser.jar.has("polaris_customer_session"));
  const used = await visit("app").get(link);
  assert.equal(used.status, 410);
  assert.match(used.body, /no longer works/);
  assert.match(used.body, /Send me a sign-in link/);
  const replay = await visit("app").post("/login/link", { token });
  assert.equal(replay.status, 410);
});

Deno.test("an unknown address gets the same redirect and no mail", async () => {
  const before = (await listKeptMail(db)).length;
  const browser = visit("app");
  const sent = await browser.post("/login", { email: "stranger@example.org" });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get("location"), "/login?sent=1&next=%2F");
  assert.equal((await listKeptMail(db)).length, before);
  const bad = await browser.post("/login", { email: "no address" });
  assert.equal(bad.status, 400);
});

Deno.test("the API answers by status and in the house's error shape", async () => {
  const browser = visit("admin");
  const wrong = await browser.json("/api/auth/sign-in/email", {
    email: "op@example.org",
    password: "wrong wrong wrong",
  });
  assert.equal(wrong.status, 401);
  const { error, code } = JSON.parse(wrong.body);
  assert.equal(error, "E-mail or password is not right.");
  assert.equal(code, "invalid_credentials");
  assert.equal((await browser.json("/api/auth/sign-in/email", {})).status, 400);
  assert.equal((await browser.json("/api/auth/sign-up/email", {})).status, 404);
  assert.equal(
    (await browser.json("/api/auth/sign-in/magic-link", { email: "a@b.cc" })).status,
    404,
  );
  const right = await browser.json("/api/auth/sign-in/email", {
    email: "op@example.org",
    password: PASSWORD,
  });
  assert.equal(right.status, 200);
  const list = await browser.get("/api/auth/multi-session/list-device-sessions");
  assert.equal(JSON.parse(list.body).length, 1);
  const driver = visit("app");
  const preflight = await driver.json("/api/auth/magic-link/preflight", { email: "x@example.org" });
  assert.equal(preflight.status, 200);
  assert.equal(
    (await driver.json("/api/auth/sign-in/email", { email: "a@b.cc", password: "x" })).status,
    404,
  );
});

Deno.test("the admin sign-in page follows the configuration", async () => {
  const oidc = { ADMIN_OIDC_ISSUER: "http://127.0.0.1:9", ADMIN_OIDC_CLIENT_ID: "polaris" };
  const direct = await visit("admin", oidc).get("/login?next=%2Fsync");
  assert.equal(direct.status, 302);
  assert.equal(direct.headers.get("location"), "/login/oidc?next=%2Fsync");
  const afterSignOut = await visit("admin", oidc).get("/login?signed_out=1");
  assert.equal(afterSignOut.status, 200);
  assert.doesNotMatch(afterSignOut.body, /type="password"|with email instead/);
  const both = await visit("admin", { ...oidc, ADMIN_AUTH_SHOW_FALLBACK: true }).get("/login");
  assert.match(both.body, /Sign in with email instead/);
  const byMail = await visit("admin", oidc).get("/login/email");
  assert.match(byMail.body, /type="password"/);
  const down = await visit("admin", oidc).get("/login/oidc");
  assert.equal(down.status, 503);
  assert.match(down.body, /does not answer/);
  const refused = await visit("admin").get("/login/refused?error=not_in_group");
  assert.equal(refused.status, 403);
  assert.match(refused.body, /not in the group/);
  const invented = await visit("admin").get("/login/refused?error=%3Cscript%3E");
  assert.doesNotMatch(invented.body, /<script>/);
});

Deno.test("the development mailbox shows the mail and is gone where mail leaves or in production", async () => {
  const browser = visit("app");
  const list = await browser.get("/dev/mail");
  assert.match(list.body, /Your sign-in link/);
  const path = /href="(\/dev\/mail\/\d+)"/.exec(list.body)![1];
  const view = await browser.get(path);
  assert.match(view.body, /srcdoc="&lt;!doctype html/);
  assert.match(view.body, /sandbox="allow-top-navigation-by-user-activation"/);
  assert.match(view.body, /\/login\/link\?token=/);
  for (const over of [{ isProduction: true }, { SMTP_URL: "smtp://127.0.0.1:9" }]) {
    assert.equal((await visit("app", over).get("/dev/mail")).status, 404);
    assert.equal((await visit("app", over).get(path)).status, 404);
  }
  assert.equal((await browser.get("/dev/mail/0")).status, 404);
  assert.equal((await browser.get("/dev/mail/99999999")).status, 404);
});

Deno.test.afterAll(async () => {
  stopping.abort();
  await database.drop();
});
