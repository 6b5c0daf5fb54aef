import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { z } from "zod";
import { docsPage } from "./docs_page.tsx";
import { openApiDocument } from "./openapi.ts";
import { exampleOf, typeText } from "./schema_text.ts";
import { endpoint } from "./testing/test_app.ts";

endpoint({
  method: "PUT",
  path: "/api/admin/things/{id}",
  hosts: "admin",
  auth: "operator",
  summary: "Change <a> thing",
  tags: ["Things & more"],
  request: {
    params: z.object({ id: z.coerce.number().int().min(5).describe("Number of the thing") }),
    body: z.object({ name: z.string(), at: z.iso.datetime() }),
  },
  responses: { 200: { description: "Changed", schema: z.object({ kind: z.enum(["x", "y"]) }) } },
}, () => null);

const html = renderToString(
  docsPage(
    openApiDocument({ title: "API", version: "7", servers: [{ url: "https://a.example" }] }),
  ),
);

Deno.test("the page names the operation, its parameters, answers and a curl line", () => {
  assert.match(html, /id="putApiAdminThingsId"/);
  assert.match(html, /href="#putApiAdminThingsId"/);
  assert.match(html, /Number of the thing/);
  assert.match(html, /curl -X PUT 'https:\/\/a\.example\/api\/admin\/things\/5'/);
  assert.match(html, /Cookie: polaris_admin_session/);
  assert.match(html, /Too many requests/);
});

Deno.test("it needs no script and no inline style, and escapes texts", () => {
  assert.doesNotMatch(html, /<script|style=|onclick/);
  assert.match(html, /Change &lt;a> thing/);
  assert.match(html, /id="tag-things-more"/);
});

Deno.test("types in words and examples that fit", () => {
  const schema = z.object({ a: z.array(z.number()), b: z.string().nullable(), c: z.literal(3) });
  const json = z.toJSONSchema(schema) as Record<string, unknown>;
  const properties = json.properties as Record<string, Record<string, unknown>>;
  assert.equal(typeText(properties.a), "array of number");
  assert.equal(typeText(properties.b), "string | null");
  assert.equal(typeText(properties.c), "3");
  assert.ok(schema.safeParse(exampleOf(json, {})).success);
});
