import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { authAudit, authSessions, users } from "@/db/schema/auth.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { authBench, PASSWORD } from "./testing/bench.ts";
import { disableUser } from "./users.ts";

const database = await createTestDatabase();
const bench = authBench(database);
const { auth } = bench;
const info = (cookie = "", ip = "192.0.2.1") => ({ headers: new Headers({ cookie }), ip });
const signIn = async (email: string, password = PASSWORD, cookie = "") => {
  const result = await auth.signInWithPassword(info(cookie), { email, password });
  return result.ok ? result.setCookies : null;
};
const withCookie = (cookie: string) => bench.admin("/", { headers: { cookie } });

Deno.test({
  name: "an operator signs in by password and is known by the cookie, on the admin host alone",
  async fn() {
    const userId = await bench.operator("one@example.org", "admin");
    const cookies = await signIn("ONE@example.org");
    assert(cookies);
    const session = cookies.find((text) => text.startsWith("polaris_admin_session="));
    assert.match(session!, /HttpOnly/);
    assert.match(session!, /SameSite=Lax/i);
    assert.doesNotMatch(session!, /Domain=|Secure/);
    const found = await auth.authenticate(withCookie(bench.jar(cookies)), "admin");
    assert.equal(found?.userId, userId);
    assert.equal(found?.surface, "admin");
    assert.equal(found?.user.role, "admin");
    assert(found!.permissions.includes("billing:write"));
    assert.equal(await auth.authenticate(withCookie(bench.jar(cookies)), "customer"), null);
    assert.equal(await auth.authenticate(withCookie(bench.jar(cookies)), "unknown"), null);
  },
});

Deno.test("our reading of the cookie agrees with the library's own", async () => {
  await bench.operator("agree@example.org");
  const cookie = bench.jar((await signIn("agree@example.org"))!);
  const ours = await auth.authenticate(withCookie(cookie), "admin");
  const response = await auth.handle(
    bench.admin("/api/auth/get-session", { headers: { cookie } }),
    "admin",
  );
  const theirs = await response.json();
  assert.equal(theirs.session.id, ours?.id);
  assert.equal(theirs.user.id, ours?.userId);
  assert.equal(new Date(theirs.session.expiresAt).getTime(), ours?.expiresAt.getTime());
});

Deno.test("https sets Secure on the session cookie and keeps its name", async () => {
  const secure = authBench(database, { scheme: "https", adminUrl: "https://admin.example.org" });
  await bench.operator("secure@example.org");
  const result = await secure.auth.signInWithPassword(info(), {
    email: "secure@example.org",
    password: PASSWORD,
  });
  assert(result.ok);
  const session = result.setCookies.find((text) => text.startsWith("polaris_admin_session="));
  assert.match(session!, /; Secure/);
});

Deno.test("wrong password, unknown address, disabled operator and driver answer alike", async () => {
  await bench.operator("right@example.org");
  await bench.driver("driver@example.org");
  await disableUser(bench.ctx, await bench.operator("barred@example.org"));
  for (
    const [email, password] of [
      ["right@example.org", "not the password at all"],
      ["nobody@example.org", PASSWORD],
      ["barred@example.org", PASSWORD],
      ["driver@example.org", PASSWORD],
    ]
  ) {
    bench.forgetTries();
    assert.equal(await signIn(email, password), null, email);
    const request = bench.admin("/api/auth/sign-in/email", {
      method: "POST",
      body: JSON.stringify({ email, password }),
    });
    await assert.rejects(auth.handle(request, "admin", { ip: "192.0.2.2" }), (error) => {
      assert(error instanceof AppError);
      assert.equal(error.kind, "unauthorized");
      assert.equal(error.message, "E-mail or password is not right.");
      return true;
    });
  }
});

Deno.test("a failure of ours is never told as a wrong password or a used-up link", async () => {
  const own = await createTestDatabase();
  const other = authBench(own);
  await other.operator("broken@example.org");
  await other.driver("broken-driver@example.org");
  await other.auth.requestMagicLink(info(), { email: "broken-driver@example.org" });
  await own.sql`alter table auth_sessions rename to auth_sessions_away`;
  const isOurs = (error: unknown) => error instanceof AppError && error.kind === "unavailable";
  const password = { email: "broken@example.org", password: PASSWORD };
  await assert.rejects(other.auth.signInWithPassword(info(), password), isOurs);
  await assert.rejects(other.auth.signInWithMagicLink(info(), other.lastToken()), isOurs);
  await own.sql`alter table users rename to users_away`;
  await assert.rejects(other.auth.signInWithPassword(info(), password), isOurs);
  await own.drop();
});

Deno.test("the answer about a session holds no token", async () => {
  await bench.operator("told@example.org");
  const cookie = bench.jar((await signIn("told@example.org"))!);
  const request = bench.admin("/api/auth/get-session", { headers: { cookie } });
  const body = await (await auth.handle(request, "admin")).json();
  assert.equal(body.user.email, "told@example.org");
  assert.equal("token" in body.session, false);
});

Deno.test("a driver with a password account still cannot enter the admin host", async () => {
  const userId = await bench.operator("turned@example.org");
  await database.db.update(users).set({ role: "customer" }).where(eq(users.id, userId));
  assert.equal(await signIn("turned@example.org"), null);
  const sessions = await database.db.select().from(authSessions)
    .where(eq(authSessions.userId, userId));
  assert.equal(sessions.length, 0);
});

Deno.test("the eleventh try within a minute is refused, by address of the network and by account", async () => {
  await bench.operator("force@example.org");
  bench.forgetTries();
  for (let n = 0; n < 10; n++) assert.equal(await signIn("force@example.org", `guess ${n}`), null);
  const limited = (error: unknown) =>
    error instanceof AppError && error.kind === "limit" && error.retryAfterSec === 42;
  await assert.rejects(signIn("force@example.org"), limited);
  await assert.rejects(signIn("another@example.org"), limited);
  await assert.rejects(
    auth.signInWithPassword(info("", "198.51.100.7"), {
      email: "force@example.org",
      password: PASSWORD,
    }),
    limited,
  );
  bench.forgetTries();
});

Deno.test("a session token chosen by an attacker is never adopted", async () => {
  await bench.operator("fixed@example.org");
  const planted = "polaris_admin_session=chosen-by-attacker.AAAA";
  const cookies = await signIn("fixed@example.org", PASSWORD, planted);
  const cookie = bench.jar(cookies!);
  assert.doesNotMatch(cookie, /chosen-by-attacker/);
  assert.equal(await auth.authenticate(withCookie(planted), "admin"), null);
  // Signing in again makes another token, and a valid cookie from before is not carried over.
  const again = bench.jar((await signIn("fixed@example.org", PASSWORD, cookie))!);
  assert.notEqual(again.split(";")[0], cookie.split(";")[0]);
});

Deno.test("a changed token, a changed signature and the other host's key are refused", async () => {
  await bench.operator("tamper@example.org");
  const cookie = bench.jar((await signIn("tamper@example.org"))!).split("; ")[0];
  assert(await auth.authenticate(withCookie(cookie), "admin"));
  const [name, value] = cookie.split("=");
  const [token, signature] = decodeURIComponent(value).split(".");
  const refused = [
    `${name}=${encodeURIComponent(`x${token}.${signature}`)}`,
    `${name}=${
      encodeURIComponent(`${token}.${signature.replace(/^./, (c) => c === "A" ? "B" : "A")}`)
    }`,
    `${name}=${encodeURIComponent(token)}`,
    `${name}=${encodeURIComponent(`${token}.`)}`,
    `${name}=%E0%A4%A`,
    `${name}=`,
    `polaris_customer_session=${value}`,
  ];
  for (const text of refused) {
    assert.equal(await auth.authenticate(withCookie(text), "admin"), null, text);
    assert.equal(await auth.authenticate(withCookie(text), "customer"), null, text);
  }
});

Deno.test("an expired session, one of another surface and a demoted person's are refused", async () => {
  const userId = await bench.operator("ends@example.org");
  const cookie = bench.jar((await signIn("ends@example.org"))!);
  const known = () => auth.authenticate(withCookie(cookie), "admin");
  const [row] = await database.db.select().from(authSessions).where(
    eq(authSessions.userId, userId),
  );
  const set = (values: Partial<typeof row>) =>
    database.db.update(authSessions).set(values).where(eq(authSessions.id, row.id));
  assert(await known());
  await set({ expiresAt: new Date(Date.now() - 1_000) });
  assert.equal(await known(), null);
  await set({ expiresAt: row.expiresAt, surface: "customer" });
  assert.equal(await known(), null);
  await set({ surface: "admin" });
  const disable = (disabledAt: Date | null) =>
    database.db.update(users).set({ disabledAt }).where(eq(users.id, userId));
  await disable(new Date());
  assert.equal(await known(), null);
  await disable(null);
  assert(await known());
  await database.db.update(users).set({ role: "customer" }).where(eq(users.id, userId));
  assert.equal(await known(), null);
});

Deno.test("a session's life is a ceiling: use does not lengthen it", async () => {
  const userId = await bench.operator("ceiling@example.org");
  const cookie = bench.jar((await signIn("ceiling@example.org"))!);
  const expiry = async () =>
    (await database.db.select().from(authSessions).where(eq(authSessions.userId, userId)))[0]
      .expiresAt.getTime();
  const before = await expiry();
  assert(Math.abs(before - Date.now() - bench.config.ADMIN_SESSION_TTL_SECONDS * 1000) < 10_000);
  await database.db.update(authSessions).set({ updatedAt: new Date(Date.now() - 5 * 86_400_000) })
    .where(eq(authSessions.userId, userId));
  await auth.handle(bench.admin("/api/auth/get-session", { headers: { cookie } }), "admin");
  assert.equal(await expiry(), before);
});

Deno.test("disabling a person ends the session at once", async () => {
  const userId = await bench.operator("gone@example.org");
  const cookie = bench.jar((await signIn("gone@example.org"))!);
  await disableUser(bench.ctx, userId);
  assert.equal(await auth.authenticate(withCookie(cookie), "admin"), null);
  const answer = await auth.handle(
    bench.admin("/api/auth/get-session", { headers: { cookie } }),
    "admin",
  );
  assert.equal(await answer.json(), null);
});

Deno.test("sign-out ends the current session only", async () => {
  bench.forgetTries();
  await bench.operator("first@example.org");
  await bench.operator("second@example.org");
  const first = bench.jar((await signIn("first@example.org"))!);
  const elsewhere = bench.jar((await signIn("first@example.org"))!);
  const second = bench.jar((await signIn("second@example.org", PASSWORD, first))!);
  const both = `${second}; ${first.split("; ").filter((c) => c.includes("_multi-")).join("; ")}`;
  const response = await auth.handle(
    bench.admin("/api/auth/sign-out", {
      method: "POST",
      headers: { cookie: both, origin: bench.config.adminUrl },
    }),
    "admin",
  );
  assert.deepEqual(await response.json(), { success: true });
  const expired = response.headers.getSetCookie();
  assert.equal(expired.length, 2);
  assert(expired.every((text) => text.includes("Max-Age=0")));
  assert.equal(await auth.authenticate(withCookie(second), "admin"), null);
  assert(await auth.authenticate(withCookie(first), "admin"));
  assert(await auth.authenticate(withCookie(elsewhere), "admin"));
});

Deno.test("a browser switches between its sessions of one host", async () => {
  bench.forgetTries();
  await bench.operator("left@example.org");
  const rightId = await bench.operator("right2@example.org");
  const left = bench.jar((await signIn("left@example.org"))!);
  const right = bench.jar((await signIn("right2@example.org", PASSWORD, left))!);
  const multi = [left, right].flatMap((jar) =>
    jar.split("; ").filter((c) => c.includes("_multi-"))
  );
  const cookie = [left.split("; ")[0], ...multi].join("; ");
  const list = await (await auth.handle(
    bench.admin("/api/auth/multi-session/list-device-sessions", { headers: { cookie } }),
    "admin",
  )).json();
  assert.equal(list.length, 2);
  const token =
    list.find((item: { user: { id: string } }) => item.user.id === rightId).session.token;
  const switched = await auth.handle(
    bench.admin("/api/auth/multi-session/set-active", {
      method: "POST",
      headers: { cookie, origin: bench.config.adminUrl },
      body: JSON.stringify({ sessionToken: token }),
    }),
    "admin",
  );
  const now = bench.jar(switched.headers.getSetCookie());
  assert.equal((await auth.authenticate(withCookie(now), "admin"))?.userId, rightId);
});

Deno.test("sign-in, failure and sign-out leave an audit trail without the address", async () => {
  const rows = await database.db.select().from(authAudit);
  const events = new Set(rows.map((row) => row.event));
  for (const event of ["auth.sign_in", "auth.sign_in_failed", "auth.sign_out", "user.disabled"]) {
    assert(events.has(event), event);
  }
  assert(rows.some((row) => row.event === "auth.sign_in" && row.ip === "192.0.2.1"));
  assert(!JSON.stringify(rows).includes("@example.org"));
});

Deno.test.afterAll(() => database.drop());
