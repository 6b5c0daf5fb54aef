import assert from "node:assert/strict";
import { compilePattern, isStaticPattern, isUnderScope, joinPath } from "./router.ts";

Deno.test("compiled patterns agree with URLPattern", () => {
  const patterns = [
    "/a/:id",
    "/a/:id/b",
    "/:all*",
    "/x/:rest*",
    "/f/*",
    "/a.b/:c",
    "/u-x/:y",
  ];
  const paths = [
    "/",
    "/a",
    "/a/",
    "/a/1",
    "/a/1/b",
    "/x",
    "/x/",
    "/x/1/2",
    "/f",
    "/f/",
    "/f/1/2",
  ];
  for (const pattern of patterns) {
    const reference = new URLPattern({ pathname: pattern });
    const match = compilePattern(pattern);
    for (const path of [...paths, "/a.b/c", "/aXb/c", "/u-x/z"]) {
      const expected = reference.exec({ pathname: path });
      const params = expected && Object.fromEntries(
        Object.entries(expected.pathname.groups).filter(([, v]) => v !== undefined),
      );
      assert.deepEqual(match(path), params, `${pattern} on ${path}`);
    }
  }
});

Deno.test("patterns beyond the usual forms go to URLPattern", () => {
  assert.deepEqual(compilePattern("/x/:m@:v/:p*")("/x/a@1/b/c"), {
    m: "a",
    v: "1",
    p: "b/c",
  });
  assert.deepEqual(compilePattern("/docs{/:v}?")("/docs"), {});
  assert.equal(compilePattern("/n/:id(\\d+)")("/n/a"), null);
});

Deno.test("only literal paths are static", () => {
  assert.ok(isStaticPattern("/a/b.c"));
  for (const pattern of ["/:a", "/*", "/a{/b}?", "/a(b)"]) {
    assert.ok(!isStaticPattern(pattern));
  }
});

Deno.test("a scope covers whole segments, and a parameter any one of them", () => {
  assert.ok(isUnderScope("*", "/"));
  assert.ok(isUnderScope("/admin", "/admin"));
  assert.ok(isUnderScope("/admin/*", "/admin/x"));
  assert.ok(!isUnderScope("/admin", "/administrator"));
  assert.ok(isUnderScope("/:org/keys", "/:org/keys/:id"));
  assert.ok(isUnderScope("/:org/keys", "/acme/keys"));
  assert.ok(!isUnderScope("/:org/keys", "/acme"));
});

Deno.test("joined paths have single slashes", () => {
  assert.equal(joinPath("/", "/a"), "/a");
  assert.equal(joinPath("/p/", "/a"), "/p/a");
  assert.equal(joinPath("/p", "/"), "/p");
  assert.equal(joinPath("/p", "*"), "/p/*");
  assert.equal(joinPath("/", "*"), "/*");
  assert.equal(joinPath("/p", "{/:lang}?/a"), "/p{/:lang}?/a");
});
