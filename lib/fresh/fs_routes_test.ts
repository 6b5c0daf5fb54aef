import assert from "node:assert/strict";
import { placeRouteFiles, toPattern } from "./fs_routes.ts";
import type { Snapshot } from "./snapshot.ts";
import { projectApp } from "./testing/build.ts";

const handler = (await projectApp()).handler();
const ask = (path: string, init?: RequestInit) =>
  handler(new Request(`http://site.test${path}`, init));
const textOf = async (path: string, init?: RequestInit) => (await ask(path, init)).text();

Deno.test("file paths map to URL patterns", () => {
  const cases: Record<string, string> = {
    "index": "/",
    "about": "/about",
    "blog/index": "/blog",
    "blog/[slug]": "/blog/:slug",
    "blog/[slug]/comments": "/blog/:slug/comments",
    "old/[...path]": "/old/:path*",
    "docs/[[version]]/index": "/docs{/:version}?",
    "[[name]]": "/{:name}?",
    "[[lang]]/about": "{/:lang}?/about",
    "(marketing)/about": "/about",
    "(a)/(b)/index": "/",
    "api/v1/item-[id]": "/api/v1/item-:id",
    "robots.txt": "/robots.txt",
  };
  for (const [path, pattern] of Object.entries(cases)) {
    assert.equal(toPattern(path.split("/")), pattern, path);
  }
});

Deno.test("literal paths come before parameters, parameters before catch-alls", () => {
  const paths = [
    "[...all].ts",
    "[id].ts",
    "known.ts",
    "[id]/edit.ts",
    "[id]/[...r].ts",
    "a/_x.ts",
  ];
  const routes = paths.map((path) => ({
    path,
    load: () => Promise.resolve({}),
  }));
  const placed = placeRouteFiles({ routes } as Partial<Snapshot> as Snapshot);
  assert.deepEqual(placed.map((p) => p.pattern), [
    "/known",
    "/:id/edit",
    "/:id",
    "/:id/:r*",
    "/:all*",
  ]);
});

Deno.test("optional and catch-all segments match what the documentation says", async () => {
  assert.equal(await textOf("/docs"), "latest");
  assert.equal(await textOf("/docs/canary"), "canary");
  assert.equal(await textOf("/files/a/b%20c.txt"), "a/b c.txt");
  assert.equal(await textOf("/files/known"), "literal");
  assert.deepEqual(await (await ask("/x/core@2.3")).json(), {
    module: "core",
    version: "2.3",
  });
  assert.equal((await ask("/custom")).status, 404);
});

Deno.test("handlers answer their methods; others are 405 through the error page", async () => {
  assert.deepEqual(await (await ask("/api/7")).json(), {
    id: "7",
    route: "/api/:id",
    trail: ["root"],
  });
  assert.equal(
    (await ask("/api/7", { method: "POST", body: "{}" })).status,
    201,
  );
  const refused = await ask("/api/7", { method: "PUT" });
  assert.equal(refused.status, 405);
  assert.match(await refused.text(), /class="error">Error 405 at \/api\/7</);
  assert.equal((await ask("/grouped", { method: "POST" })).status, 405);
  assert.equal(
    (await ask("/other", { method: "HEAD" })).headers.get("x-page"),
    "other",
  );
});

Deno.test("a group's layout and middleware apply to its routes alone", async () => {
  const grouped = await textOf("/grouped");
  assert.match(grouped, /<div class="group-layout" data-trail="root,group" ?>/);
  assert.match(grouped, /<!--fresh:island:0--><i class="local" ?>grouped<\/i><!--\/fresh-->/);
  assert.doesNotMatch(await textOf("/other"), /group-layout/);
});

Deno.test("a route can leave its layouts and the app wrapper", async () => {
  assert.equal(await textOf("/bare"), "<!DOCTYPE html><p>bare</p>");
});

Deno.test("an unknown URL is a 404 from the error page inside the app wrapper", async () => {
  const response = await ask("/no/such/page");
  assert.equal(response.status, 404);
  const html = await response.text();
  assert.match(html, /<html lang="en">.*<h1 class="error" ?>Error 404 at \/no\/such\/page/s);
});

Deno.test("errors of pages and of middlewares reach the nearest error page", async () => {
  const boom = await ask("/boom");
  assert.equal(boom.status, 500);
  const html = await boom.text();
  assert.match(html, /Error 500 at \/boom/);
  assert.doesNotMatch(html, /secret detail/);
  const refused = await ask("/other?refuse");
  assert.equal(refused.status, 403);
  assert.match(await refused.text(), /Error 403/);
  const area = await ask("/area/thrower");
  assert.equal(area.status, 409);
  assert.match(await area.text(), /class="area-error" ?>Area conflict/);
});

Deno.test("middlewares before the routes see error pages, so headers reach them too", async () => {
  assert.match(
    (await ask("/boom")).headers.get("content-security-policy") ?? "",
    /script-src 'self' 'nonce-/,
  );
});

Deno.test("the query that asks for partials is hidden from the page", async () => {
  assert.match(
    await textOf("/other?a=1&fresh-partial=true"),
    /id="path" ?>\/other\?a=1</,
  );
  assert.match(await textOf("/partials/log?fresh-partial=true"), /appended/);
  assert.match(await textOf("/partials/log"), /whole page/);
});
