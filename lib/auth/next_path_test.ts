import assert from "node:assert/strict";
import fc from "fast-check";
import { safeNext, safePath } from "./next_path.ts";

Deno.test("a path of this host is kept with its query and fragment", () => {
  for (const path of ["/", "/sessions", "/sessions?status=all&from=2026-01-01#top", "/a/b%20c"]) {
    assert.equal(safeNext(path), path);
  }
});

Deno.test("everything that leads elsewhere falls back", () => {
  const bad = [
    null,
    undefined,
    "",
    "sessions",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/./\\evil",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/api/auth/sign-out",
    "/login",
    "/login/email",
    "/x/../login",
    "/login?next=/",
    "/api#x",
    `/${"a".repeat(4_000)}`,
  ];
  for (const next of bad) assert.equal(safeNext(next, "/home"), "/home", String(next));
});

Deno.test("a page of signing in is a path of this host, but nowhere to go after signing in", () => {
  assert.equal(
    safePath("/login/link?token=abc&next=%2Fcards"),
    "/login/link?token=abc&next=%2Fcards",
  );
  assert.equal(safePath("//evil.example/login", "/home"), "/home");
});

Deno.test("whatever the input, a browser resolves the result on the same host", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "@",
    ":",
    "?",
    "#",
    "a",
    "\t",
    "e.x",
  );
  fc.assert(fc.property(fc.array(parts, { maxLength: 12 }).map((list) => list.join("")), (next) => {
    for (const path of [safeNext(next), safePath(next)]) {
      assert.equal(new URL(path, "https://app.example.org/login").host, "app.example.org");
    }
  }));
});
