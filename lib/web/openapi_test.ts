import assert from "node:assert/strict";
import { z } from "zod";
import { openApiDocument } from "./openapi.ts";
import type { OpenApiDocument } from "./openapi_types.ts";
import { registeredEndpoints, routesTable } from "./registry.ts";
import { endpoint } from "./testing/test_app.ts";

const thing = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  when: z.coerce.date().optional(),
  kind: z.enum(["a", "b"]),
  note: z.string().nullish().transform((value) => value ?? null),
});
const tree: z.ZodType = z.object({
  get children() {
    return z.array(tree).optional();
  },
});
endpoint({
  method: "POST",
  path: "/api/admin/things/{id}",
  hosts: "admin",
  auth: "operator",
  permission: "things:write",
  idempotent: true,
  summary: "Make a thing",
  tags: ["Things"],
  request: {
    params: z.object({ id: z.coerce.number().int().positive() }),
    query: z.object({
      dry: z.stringbool().default(false),
      limit: z.coerce.number().default(5).catch(5).transform((n) => n + 1),
    }),
    body: z.strictObject({
      name: z.preprocess((v) => v, z.string()),
      any: z.unknown(),
      child: tree,
    }),
  },
  responses: { 201: { description: "Made", schema: thing }, 409: { description: "Taken" } },
}, () => null);
endpoint({
  method: "GET",
  path: "/api/v1/things/{name}",
  hosts: "any",
  auth: "public",
  rate: "none",
  summary: "Watch",
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
}, () => null);

const make = (filter?: Parameters<typeof openApiDocument>[0]["filter"]) =>
  openApiDocument({ title: "Test", version: "1", servers: [{ url: "http://a" }], filter });
// deno-lint-ignore no-explicit-any -- a JSON document is walked freely in a test
const walk = (document: OpenApiDocument): any => JSON.parse(JSON.stringify(document));

Deno.test("the document holds parameters, body, answers and errors of a declaration", () => {
  const post = walk(make()).paths["/api/admin/things/{id}"].post;
  assert.deepEqual(
    post.parameters.map((p: { name: string; in: string }) => `${p.in} ${p.name}`).sort(),
    ["header Idempotency-Key", "path id", "query dry", "query limit"],
  );
  assert.deepEqual(post.security, [{ adminSession: [] }]);
  assert.equal(post.requestBody.content["application/json"].schema.type, "object");
  assert.deepEqual(Object.keys(post.responses), ["201", "400", "401", "403", "409", "413", "429"]);
  assert.match(post.description, /things:write.*60 requests in 60 s.*Idempotency-Key/);
  assert.equal(post.operationId, "postApiAdminThingsId");
});

Deno.test("undeclared path parameters are strings, streams name their type", () => {
  const get = walk(make()).paths["/api/v1/things/{name}"].get;
  assert.deepEqual(get.parameters[0].schema, { type: "string" });
  assert.deepEqual(Object.keys(get.responses["200"].content), ["text/event-stream"]);
  assert.equal(get.responses["429"], undefined);
});

Deno.test("every reference leads somewhere, and dates are texts", () => {
  const document = walk(make());
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1]);
  assert.ok(references.length > 0);
  for (const reference of references) {
    const name = reference.replace("#/components/schemas/", "");
    assert.ok(document.components.schemas[name], reference);
  }
  const made = document.paths["/api/admin/things/{id}"].post.responses["201"];
  assert.equal(made.content["application/json"].schema.properties.when.format, "date-time");
});

Deno.test("a filter picks a part", () => {
  const part = walk(make((spec) => spec.path.startsWith("/api/v1/things/")));
  assert.deepEqual(Object.keys(part.paths), ["/api/v1/things/{name}"]);
});

Deno.test("the same operation cannot be declared twice", () => {
  const [first] = registeredEndpoints();
  const count = registeredEndpoints().length;
  assert.throws(
    () => endpoint({ ...first.spec, auth: "public" }, () => null),
    /declared twice/,
  );
  endpoint({ ...first.spec }, () => null); // A module loaded again.
  assert.equal(registeredEndpoints().length, count);
});

Deno.test("the table names method, path, guard and limit", () => {
  const lines = routesTable().split("\n");
  assert.match(lines[0], /^METHOD\s+PATH\s+HOSTS\s+AUTH/);
  const line = (start: RegExp) => lines.find((each) => start.test(each)) ?? "";
  assert.match(
    line(/^POST\s+\/api\/admin\/things\//),
    /^POST\s+\/api\/admin\/things\/\{id\}\s+admin\s+operator things:write\s+60\/60s\s+yes/,
  );
  assert.match(
    line(/\/api\/v1\/things\//),
    /^GET\s+\/api\/v1\/things\/\{name\}\s+any\s+public\s+-/,
  );
});
