import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/auth.ts";
import { AppError, type ErrorKind } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { ALLOWED_PATHS } from "./allowed_paths.ts";
import type { SignInSurface } from "./cookies.ts";
import { authBench, PASSWORD } from "./testing/bench.ts";

const database = await createTestDatabase();
const bench = authBench(database);
const { auth } = bench;
const kind = (expected: ErrorKind) => (error: unknown) =>
  error instanceof AppError && error.kind === expected;
const post = (surface: SignInSurface, path: string, body: unknown, headers = {}) =>
  auth.handle(
    new Request(
      `${surface === "admin" ? bench.config.adminUrl : bench.config.appUrl}/api/auth${path}`,
      {
        method: "POST",
        headers,
        body: typeof body === "string" ? body : JSON.stringify(body),
      },
    ),
    surface,
  );

async function signedIn(email: string) {
  bench.forgetTries();
  const result = await auth.signInWithPassword({ headers: new Headers() }, {
    email,
    password: PASSWORD,
  });
  assert(result.ok);
  return bench.jar(result.setCookies);
}

Deno.test("sign-up and everything else of the library that is not listed is 404", async () => {
  await bench.operator("op@example.org");
  const cookie = await signedIn("op@example.org");
  const paths = [
    "/sign-up/email",
    "/update-user",
    "/change-email",
    "/change-password",
    "/set-password",
    "/delete-user",
    "/update-session",
    "/link-social",
    "/unlink-account",
    "/request-password-reset",
    "/reset-password",
    "/revoke-sessions",
    "/magic-link/verify",
    "/sign-in/social",
    "/admin/set-role",
    "/ok",
    "/error",
    "/sign-in/email/",
    "/sign-in//email",
    "/../auth/sign-up/email",
    "/%73ign-up/email",
  ];
  for (const surface of ["admin", "customer"] as const) {
    for (const path of paths) {
      const body = { email: "new@example.org", password: PASSWORD, name: "New", role: "admin" };
      await assert.rejects(post(surface, path, body, { cookie }), kind("not_found"), path);
    }
  }
  const people = await database.db.select().from(users).where(eq(users.email, "new@example.org"));
  assert.equal(people.length, 0);
});

Deno.test("a role cannot be raised by what a client sends", async () => {
  const userId = await bench.operator("climber@example.org");
  const cookie = await signedIn("climber@example.org");
  await assert.rejects(
    post("admin", "/update-user", { role: "admin" }, { cookie }),
    kind("not_found"),
  );
  const body = {
    email: "climber@example.org",
    password: PASSWORD,
    role: "admin",
    surface: "customer",
  };
  await (await post("admin", "/sign-in/email", body)).body?.cancel();
  const [user] = await database.db.select().from(users).where(eq(users.id, userId));
  assert.equal(user.role, "operator");
});

Deno.test("each host answers its own ways in only", async () => {
  const login = { email: "op@example.org", password: PASSWORD };
  await assert.rejects(post("customer", "/sign-in/email", login), kind("not_found"));
  await assert.rejects(post("admin", "/sign-in/magic-link", login), kind("not_found"));
  await assert.rejects(post("admin", "/magic-link/preflight", login), kind("not_found"));
  await assert.rejects(
    auth.handle(new Request("http://elsewhere.example/api/auth/get-session"), "unknown"),
    kind("not_found"),
  );
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "HEAD"]) {
    const request = bench.admin("/api/auth/sign-in/email", { method });
    await assert.rejects(auth.handle(request, "admin"), kind("not_found"), method);
  }
});

Deno.test("a link scanner's GET cannot use up a link", () => {
  assert(![...ALLOWED_PATHS.customer].some((path) => path.includes("magic-link/verify")));
});

Deno.test("a write from another origin is refused on every path", async () => {
  for (const surface of ["admin", "customer"] as const) {
    for (const entry of ALLOWED_PATHS[surface]) {
      if (!entry.startsWith("POST ")) continue;
      const path = entry.slice(5);
      const own = surface === "admin" ? bench.config.appUrl : bench.config.adminUrl;
      const foreign = [
        { origin: "https://evil.example" },
        { origin: own },
        { origin: "null", "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ];
      for (const headers of foreign) {
        await assert.rejects(post(surface, path, {}, headers), kind("forbidden"), path);
      }
    }
  }
});

Deno.test("a malformed body is refused with its fields, and the library never sees it", async () => {
  await assert.rejects(post("admin", "/sign-in/email", "{"), kind("invalid"));
  await assert.rejects(post("admin", "/sign-in/email", { email: "x" }), (error) => {
    assert(error instanceof AppError);
    assert.equal(error.code, "validation_failed");
    assert.match(JSON.stringify(error.details), /password/);
    return true;
  });
  await assert.rejects(
    post("customer", "/sign-in/magic-link", { email: ["a@b.c"] }),
    kind("invalid"),
  );
  await assert.rejects(
    post("admin", "/multi-session/set-active", { sessionToken: 7 }),
    kind("invalid"),
  );
});

Deno.test("preflight answers alike for every address", async () => {
  await bench.driver("known@example.org");
  const answers = [];
  for (const name of ["known", "unknown"]) {
    const response = await post("customer", "/magic-link/preflight", {
      email: `${name}@example.org`,
    });
    answers.push(await response.text());
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(JSON.parse(answers[0]), { ok: true, expiresInSeconds: 900 });
});

Deno.test("sign-out from a page redirects to the sign-in page and removes the cookie", async () => {
  const cookie = await signedIn("op@example.org");
  const response = await auth.handle(
    bench.admin("/api/auth/sign-out", {
      method: "POST",
      headers: { cookie, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    }),
    "admin",
  );
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/login?signed_out=1");
  assert.match(response.headers.getSetCookie()[0], /^polaris_admin_session=; .*Max-Age=0/);
  // Without a session it is the same, so a stale tab can always sign out.
  const again = await post("admin", "/sign-out", "", {});
  assert.deepEqual(await again.json(), { success: true });
});

Deno.test("forwarding headers of a client do not become the session's address", async () => {
  bench.forgetTries();
  const request = bench.admin("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "x-forwarded-for": "203.0.113.66", "x-polaris-client-ip": "203.0.113.67" },
    body: JSON.stringify({ email: "op@example.org", password: PASSWORD }),
  });
  const response = await auth.handle(request, "admin", { ip: "192.0.2.9" });
  const cookie = bench.jar(response.headers.getSetCookie());
  const session = await auth.handle(
    bench.admin("/api/auth/get-session", { headers: { cookie } }),
    "admin",
  );
  assert.equal((await session.json()).session.ipAddress, "192.0.2.9");
});

Deno.test.afterAll(() => database.drop());
