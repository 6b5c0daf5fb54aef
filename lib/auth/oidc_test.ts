import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { authAccounts, authAudit, users } from "@/db/schema/auth.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { authBench } from "./testing/bench.ts";
import { startIdentityProvider } from "./testing/identity_provider.ts";
import { disableUser } from "./users.ts";

const database = await createTestDatabase();
const provider = await startIdentityProvider();
const settings = {
  ADMIN_OIDC_ISSUER: provider.issuer,
  ADMIN_OIDC_CLIENT_ID: "polaris",
  ADMIN_OIDC_CLIENT_SECRET: "client-secret",
  ADMIN_OIDC_ADMIN_GROUP: "charging-ops",
};
const bench = authBench(database, settings);

/** Walks the redirect flow as a browser would; `over` bends single steps. */
async function walk(
  claims: Record<string, unknown>,
  over: { b?: typeof bench; next?: string; state?: string; cookie?: string } = {},
) {
  const b = over.b ?? bench;
  const started = await b.auth.startOidc({ headers: new Headers() }, over.next ?? null);
  assert.equal(started.status, 302);
  const authorize = new URL(started.headers.get("location")!);
  provider.state.claims = claims;
  provider.state.nonce = authorize.searchParams.get("nonce") ?? "";
  const query = new URLSearchParams({
    code: "code-1",
    state: over.state ?? authorize.searchParams.get("state")!,
  });
  const request = b.admin(`/api/auth/oauth2/callback/pocket-id?${query}`, {
    headers: { cookie: over.cookie ?? b.jar(started.headers.getSetCookie()) },
  });
  const response = await b.auth.handle(request, "admin");
  await response.body?.cancel();
  const cookie = b.jar(response.headers.getSetCookie());
  const session = await b.auth.authenticate(b.admin("/", { headers: { cookie } }), "admin");
  return { authorize, session, location: response.headers.get("location") };
}

const person = (name: string, over: Record<string, unknown> = {}) => ({
  sub: `sub-${name}`,
  email: `${name}@example.org`,
  email_verified: true,
  name,
  groups: ["charging-ops"],
  ...over,
});

Deno.test("a member of the group is made an admin and signed in", async () => {
  const { authorize, session, location } = await walk(person("new"), { next: "/sync?tab=runs" });
  assert.equal(authorize.origin, provider.issuer);
  assert.equal(
    authorize.searchParams.get("redirect_uri"),
    "http://admin.localhost:8000/api/auth/oauth2/callback/pocket-id",
  );
  assert.equal(authorize.searchParams.get("code_challenge_method"), "S256");
  assert(authorize.searchParams.get("scope")!.split(" ").includes("groups"));
  assert(provider.state.tokenRequests.at(-1)!.get("code_verifier"));
  assert.equal(session?.user.role, "admin");
  assert.match(session!.user.publicId, /^[2-9A-Z]{8}$/);
  assert.equal(new URL(location!, bench.config.adminUrl).pathname, "/sync");
  const [account] = await database.db.select().from(authAccounts)
    .where(eq(authAccounts.userId, session!.userId));
  assert.equal(account.providerId, "pocket-id");
  assert.notEqual(account.accessToken, "access", "tokens are stored encrypted");
});

Deno.test("the same person comes back as the same user", async () => {
  const first = await walk(person("again"));
  const second = await walk(person("again"));
  assert.equal(first.session!.userId, second.session!.userId);
});

Deno.test("who is not in the group is refused, at the first and at every later sign-in", async () => {
  const outsider = await walk(person("outsider", { groups: ["drivers"] }));
  assert.equal(outsider.session, null);
  assert.match(outsider.location!, /\/login\/refused\?error=not_in_group/);
  const made = await database.db.select().from(users).where(
    eq(users.email, "outsider@example.org"),
  );
  assert.equal(made.length, 0);
  assert((await walk(person("leaver"))).session);
  const left = await walk(person("leaver", { groups: [] }));
  assert.equal(left.session, null);
  assert.match(left.location!, /not_in_group/);
  const rows = await database.db.select().from(authAudit)
    .where(eq(authAudit.event, "auth.sign_in_failed"));
  assert(rows.some((row) => row.metadata.reason === "not_in_group"));
});

Deno.test("without a group everybody the provider admits may enter", async () => {
  const open = authBench(database, { ...settings, ADMIN_OIDC_ADMIN_GROUP: undefined });
  assert((await walk(person("anyone", { groups: undefined }), { b: open })).session);
});

Deno.test("an operator with a password keeps the role when the provider vouches for the address", async () => {
  const userId = await bench.operator("linked@example.org");
  const { session } = await walk(person("linked"));
  assert.equal(session?.userId, userId);
  assert.equal(session?.user.role, "operator");
});

Deno.test("an address the provider did not verify takes over nobody", async () => {
  await bench.operator("victim@example.org", "admin");
  const { session, location } = await walk(person("victim", { email_verified: false }));
  assert.equal(session, null);
  assert.match(location!, /refused\?error=account_not_linked/);
});

Deno.test("a driver's address is not admitted and nothing is linked to it", async () => {
  const userId = await bench.driver("rider@example.org");
  const { session, location } = await walk(person("rider"));
  assert.equal(session, null);
  assert.match(location!, /refused\?error=not_admitted/);
  const accounts = await database.db.select().from(authAccounts)
    .where(eq(authAccounts.userId, userId));
  assert.equal(accounts.length, 0);
});

Deno.test("a disabled operator is not admitted", async () => {
  const first = await walk(person("closed"));
  await disableUser(bench.ctx, first.session!.userId);
  const { session, location } = await walk(person("closed"));
  assert.equal(session, null);
  assert.match(location!, /not_admitted/);
});

Deno.test("an answer for another browser, an invented state and a wrong nonce are refused", async () => {
  assert.equal((await walk(person("csrf"), { cookie: "" })).session, null);
  assert.equal((await walk(person("csrf"), { state: "invented" })).session, null);
  assert.equal((await walk(person("csrf", { nonce: "other" }))).session, null);
  assert.equal((await walk(person("csrf", { aud: "another-app" }))).session, null);
  const made = await database.db.select().from(users).where(eq(users.email, "csrf@example.org"));
  assert.equal(made.length, 0);
});

Deno.test("a foreign next is dropped before the provider is asked", async () => {
  const { location } = await walk(person("nextly"), { next: "https://evil.example/" });
  assert.equal(new URL(location!, bench.config.adminUrl).href, `${bench.config.adminUrl}/`);
});

Deno.test("a provider that was down at the first try works at the next", async () => {
  const late = authBench(database, settings);
  provider.state.down = true;
  await assert.rejects(
    late.auth.startOidc({ headers: new Headers() }, null),
    (error) => error instanceof AppError && error.kind === "upstream",
  );
  provider.state.down = false;
  assert((await walk(person("late"), { b: late })).session);
});

Deno.test("single sign-on is off until it is configured", async () => {
  const off = authBench(database);
  assert.deepEqual(off.auth.adminMethods, { oidc: false, password: true });
  assert.deepEqual(bench.auth.adminMethods, { oidc: true, password: false });
  const fallback = authBench(database, { ...settings, ADMIN_AUTH_SHOW_FALLBACK: true });
  assert.deepEqual(fallback.auth.adminMethods, { oidc: true, password: true });
  await assert.rejects(off.auth.startOidc({ headers: new Headers() }, null), AppError);
  await assert.rejects(
    off.auth.handle(off.admin("/api/auth/oauth2/callback/pocket-id?code=x&state=y"), "admin"),
    (error) => error instanceof AppError && error.kind === "not_found",
  );
});

Deno.test.afterAll(async () => {
  await provider.stop();
  await database.drop();
});
