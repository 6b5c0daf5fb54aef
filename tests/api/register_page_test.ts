import assert from "node:assert/strict";
import { like } from "drizzle-orm";
import { verifications } from "@/db/schema/mod.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { grantPermission } from "@/lib/auth/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { testContext } from "@/tests/support/database.ts";
import { newPkce } from "@/tests/support/device_client.ts";

const app = await startTestApp({
  role: "operator",
  config: { APNS_TEAM_ID: "TEAM123456", APNS_TOPIC: "express.polaris.app" },
});
const { db } = app.services;
const operator = await app.signInOperator();
const { codeChallenge } = newPkce();
const asked = (over: Record<string, string> = {}) =>
  new URLSearchParams({
    codeChallenge,
    codeChallengeMethod: "S256",
    label: "Front <desk>",
    ...over,
  });
const PATHS = [["/app/register", "expchg"], ["/expresscan/register", "expresscan"]] as const;

const open = (path: string, query: URLSearchParams, cookie?: string) =>
  app.request("admin", `${path}?${query}`, { cookie });
const confirm = (path: string, body: URLSearchParams, cookie?: string, headers?: HeadersInit) =>
  app.request("admin", path, { method: "POST", body, cookie, headers });
const codes = async () => (await db.select().from(verifications).where(
  like(verifications.id, "expresscan-register:%"),
));

Deno.test("without a session the page leads to sign-in and back with all the app sent", async () => {
  const response = await open("/app/register", asked());
  assert.equal(response.status, 303);
  const next = new URL(response.headers.get("location")!, app.adminUrl).searchParams.get("next");
  assert.equal(next, `/app/register?${asked()}`);
  await response.body?.cancel();
});

Deno.test("403: without the permission nothing can be registered, and the page says why", async () => {
  const shown = await open("/app/register", asked(), operator);
  assert.equal(shown.status, 403);
  const text = await shown.text();
  assert.match(text, /devices:write/);
  assert.doesNotMatch(text, /<form/);
  const posted = await confirm("/app/register", asked(), operator);
  assert.equal(posted.status, 403);
  assert.match(await posted.text(), /devices:write/);
  assert.equal((await codes()).length, 0);
});

Deno.test("an administrator grants it", async () => {
  const [{ id }] = await app.database.sql`select id from users where role = 'operator'`;
  const actor = { kind: "user", userId: id, role: "admin", permissions: [] } as const;
  const ctx = testContext(app.database, { actor });
  await grantPermission(ctx, { userId: id, permission: "devices:write" });
});

for (const [path, scheme] of PATHS) {
  Deno.test(`${path}: confirming sends a hashed, bound, short-lived code to ${scheme}://`, async () => {
    const shown = await open(path, asked(), operator);
    assert.equal(shown.status, 200);
    assert.match(
      shown.headers.get("content-security-policy")!,
      new RegExp(`form-action [^;]*${scheme}:`),
    );
    const html = await shown.text();
    assert.match(html, /Front &lt;desk(&gt;|>)/);
    assert.match(html, /Register this device/);

    const response = await confirm(path, asked(), operator);
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const target = new URL(response.headers.get("location")!);
    assert.equal(target.href.split("?")[0], `${scheme}://register/callback`);
    const code = target.searchParams.get("code")!;
    assert.match(code, /^[A-Za-z0-9_-]{43}$/);
    const row = (await codes()).find((each) => each.identifier.endsWith(sha256Hex(code)))!;
    assert.match(row.identifier, /^expresscan-register:[^:]+:[0-9a-f]{64}$/);
    assert.equal(JSON.parse(row.value).challenge, codeChallenge);
    const lifeMs = row.expiresAt.getTime() - Date.now();
    assert.ok(lifeMs > 50_000 && lifeMs <= 60_000);
    assert.ok(!JSON.stringify(row).includes(code), "only its hash is stored");
  });

  Deno.test(`${path}: 400 for what the app would not send`, async () => {
    const before = (await codes()).length;
    const wrong: Record<string, string>[] = [
      { codeChallenge: "short" },
      { codeChallenge: `${codeChallenge}=` },
      { codeChallengeMethod: "plain" },
      { label: " " },
      { label: "x".repeat(121) },
    ];
    for (const over of wrong) {
      const shown = await open(path, asked(over), operator);
      assert.equal(shown.status, 400, JSON.stringify(over));
      assert.match(await shown.text(), /Open this page from the app/);
      const posted = await confirm(path, asked(over), operator);
      assert.equal(posted.status, 400, JSON.stringify(over));
      await posted.body?.cancel();
    }
    assert.equal((await codes()).length, before);
  });

  Deno.test(`${path}/callback hands a code on and nothing else`, async () => {
    const code = "A".repeat(43);
    const shown = await open(`${path}/callback`, new URLSearchParams({ code }), operator);
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get("referrer-policy"), "no-referrer");
    assert.match(
      await shown.text(),
      new RegExp(`href="${scheme}://register/callback\\?code=${code}"`),
    );
    const odd = await open(`${path}/callback`, new URLSearchParams({ code: '"><b>' }), operator);
    assert.equal(odd.status, 400);
    await odd.body?.cancel();
  });
}

Deno.test("403: another site cannot confirm, and the pages are the operators' host's alone", async () => {
  const before = (await codes()).length;
  const foreign = await confirm("/app/register", asked(), operator, {
    origin: "https://evil.example",
  });
  assert.equal(foreign.status, 403);
  await foreign.body?.cancel();
  assert.equal((await codes()).length, before);
  const customers = await app.request("app", `/app/register?${asked()}`);
  assert.equal(customers.status, 404);
  await customers.body?.cancel();
});

Deno.test("the association file names the app and the addresses that open it, on every host", async () => {
  for (const host of ["app", "admin"] as const) {
    const response = await app.request(host, "/.well-known/apple-app-site-association");
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type")!, /^application\/json/);
    const { applinks } = await response.json();
    assert.deepEqual(applinks.apps, []);
    assert.deepEqual(applinks.details[0].appIDs, ["TEAM123456.express.polaris.app"]);
    const paths = applinks.details[0].components.map((one: Record<string, string>) => one["/"]);
    for (const path of ["/app/register/callback", "/c/*", "/u/*", "/m/*"]) {
      assert.ok(paths.includes(path), path);
    }
  }
});

Deno.test({ name: "stop", sanitizeOps: false, sanitizeResources: false, fn: () => app.stop() });
