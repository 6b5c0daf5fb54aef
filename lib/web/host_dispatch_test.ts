import assert from "node:assert/strict";
import { testConfig } from "@/tests/support/database.ts";
import { hostDispatch, visiblePath } from "./host_dispatch.ts";
import { clientIpOf, surfaceOf } from "./surface.ts";

const config = testConfig();
const proxied = testConfig({ TRUST_PROXY: true });
const ADMIN = "http://admin.localhost:8000";
const APP = "http://app.localhost:8000";

function pathOf(url: string): string {
  const result = hostDispatch(new Request(url), config);
  return result instanceof Request ? new URL(result.url).pathname : `(${result.status})`;
}

Deno.test("page paths are mapped onto the folder of their host", () => {
  assert.equal(pathOf(`${ADMIN}/`), "/admin");
  assert.equal(pathOf(`${ADMIN}/chargers/CP.001`), "/admin/chargers/CP.001");
  assert.equal(pathOf(`${APP}/`), "/app");
  assert.equal(pathOf(`${APP}/c/CP1`), "/app/c/CP1");
});

Deno.test("/admin paths work as they are on the operators' host", () => {
  assert.equal(pathOf(`${ADMIN}/admin`), "/admin");
  assert.equal(pathOf(`${ADMIN}/admin/chargers`), "/admin/chargers");
  assert.equal(pathOf(`${ADMIN}/administration`), "/admin/administration");
});

Deno.test("what belongs to the other host, or to a folder, leads nowhere", () => {
  for (
    const url of [
      `${ADMIN}/app`,
      `${ADMIN}/app/x`,
      `${APP}/admin/x`,
      `${APP}/admin`,
      `${APP}/app/x`,
    ]
  ) {
    assert.match(pathOf(url), /^\/-\//);
  }
  assert.equal(pathOf(`${ADMIN}/app/register`), "/admin/app/register");
});

Deno.test("shared paths and files pass untouched, on every host", () => {
  const paths = [
    "/api/health",
    "/v1/x",
    "/ping/1",
    "/status",
    "/docs",
    "/dev/mail",
    "/_fresh/js/a.js",
    "/.well-known/x",
    "/styles.css",
    "/logo.svg",
    "/styles/a.css",
    "/manifest.webmanifest",
  ];
  for (const host of [ADMIN, APP, "http://other.example"]) {
    for (const path of paths) assert.equal(pathOf(host + path), path);
  }
  assert.equal(pathOf(`${APP}/apis`), "/app/apis");
});

Deno.test("an unknown host gets a page that links both applications", async () => {
  const response = hostDispatch(new Request("http://other.example/x"), config);
  assert.ok(response instanceof Response);
  assert.equal(response.status, 404);
  const html = await response.text();
  assert.match(html, /http:\/\/admin\.localhost:8000\//);
  assert.match(html, /http:\/\/app\.localhost:8000\//);
});

Deno.test("method, headers, query and body survive the mapping", async () => {
  const request = new Request(`${ADMIN}/x?a=1`, {
    method: "POST",
    body: "hello",
    headers: { cookie: "c=1", "content-type": "text/plain" },
  });
  const mapped = hostDispatch(request, config) as Request;
  assert.deepEqual(
    [mapped.method, mapped.url, mapped.headers.get("cookie"), await mapped.text()],
    ["POST", `${ADMIN}/admin/x?a=1`, "c=1", "hello"],
  );
});

Deno.test("the Host header decides; the forwarded one only behind a trusted proxy", () => {
  const request = (headers: Record<string, string>) =>
    new Request("http://127.0.0.1:9/", { headers });
  assert.equal(surfaceOf(request({ host: "ADMIN.localhost:8000" }), config), "admin");
  assert.equal(surfaceOf(request({ host: "admin.localhost" }), config), "unknown");
  const forwarded = request({ host: "127.0.0.1:9", "x-forwarded-host": "app.localhost:8000" });
  assert.equal(surfaceOf(forwarded, config), "unknown");
  assert.equal(surfaceOf(forwarded, proxied), "customer");
  const plain = testConfig({ ADMIN_HOST: "admin.example.org" });
  assert.equal(surfaceOf(request({ host: "admin.example.org:443" }), plain), "admin");
  assert.equal(surfaceOf(request({ host: "admin.example.org." }), plain), "admin");
});

Deno.test("of several forwarded hosts the proxy's own entry counts, and none where Host is ours", () => {
  const surface = (host: string, forwarded: string) =>
    surfaceOf(
      new Request("http://127.0.0.1:9/", { headers: { host, "x-forwarded-host": forwarded } }),
      proxied,
    );
  const [admin, app] = ["admin.localhost:8000", "app.localhost:8000"];
  assert.equal(surface("127.0.0.1:9", `${admin}, ${app}`), "customer");
  assert.equal(surface("127.0.0.1:9", `${admin}, evil.example`), "unknown");
  assert.equal(surface(app, admin), "customer");
  assert.equal(surface(admin, `evil.example, ${app}`), "admin");
});

Deno.test("a Host that makes no address is 400, TRACE is 405, both with the headers of all answers", async () => {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (req) => {
      const answer = hostDispatch(req, config);
      return answer instanceof Response ? answer : new Response("served");
    },
  );
  const ask = async (line: string, host: string) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    const text = `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(text));
    return await new Response(connection.readable).text();
  };
  for (const host of ["admin.localhost:99999", "a:1:2", '"><x']) {
    for (const path of ["/", "/api/health"]) {
      const answer = await ask(`GET ${path}`, host);
      assert.match(answer, /^HTTP\/1.1 400 /, host);
      assert.match(answer, /x-content-type-options: nosniff/i);
      assert.match(answer, /content-security-policy: default-src 'none'/i);
    }
  }
  const traced = await ask("TRACE /", "admin.localhost:8000");
  assert.match(traced, /^HTTP\/1.1 405 /);
  assert.match(traced, /allow: GET, HEAD/i);
  assert.match(traced, /x-frame-options: DENY/i);
  assert.match(await ask("GET /", "admin.localhost:8000"), /served$/);
  await server.shutdown();
});

Deno.test("the client's address is what the trusted proxy saw, never what the client claims", () => {
  const remote: Deno.NetAddr = { transport: "tcp", hostname: "10.0.0.9", port: 1 };
  const request = new Request(ADMIN, { headers: { "x-forwarded-for": "1.1.1.1, 2.2.2.2" } });
  assert.equal(clientIpOf(request, config, remote), "10.0.0.9");
  assert.equal(clientIpOf(request, proxied, remote), "2.2.2.2");
  const odd = new Request(ADMIN, { headers: { "x-forwarded-for": "<script>" } });
  assert.equal(clientIpOf(odd, proxied, remote), "10.0.0.9");
  for (const written of ["2.2.2.2:4711", "[2001:db8::7]:4711", "[2001:db8::7]"]) {
    const ported = new Request(ADMIN, { headers: { "x-forwarded-for": written } });
    assert.match(clientIpOf(ported, proxied, remote), /^(2\.2\.2\.2|2001:db8::7)$/);
  }
});

Deno.test("people see paths without the folder", () => {
  assert.deepEqual(
    ["/admin", "/admin/x", "/app/y", "/-/app/z", "/administration", "/"].map(visiblePath),
    ["/", "/x", "/y", "/app/z", "/administration", "/"],
  );
});
