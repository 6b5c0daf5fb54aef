import assert from "node:assert/strict";
import { z } from "zod";
import { unauthorized } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { checkRegistryGuards, type GuardSubject } from "@/tests/support/registry_guards.ts";
import type { Endpoint, EndpointSpec } from "./spec.ts";
import { createTestApp, endpoint } from "./testing/test_app.ts";

const database = await createTestDatabase();
const responses = { 200: { description: "Done" } };
const body = z.object({ a: z.number() });
let reached = 0;
const reach = () => ({ reached: ++reached });

const sound = [
  endpoint({
    method: "POST",
    path: "/api/admin/a/{id}",
    hosts: "admin",
    auth: "operator",
    permission: "things:write",
    summary: "A",
    request: { body },
    responses,
  }, reach),
  endpoint({
    method: "GET",
    path: "/api/admin/a/{id}",
    hosts: "admin",
    auth: "operator",
    summary: "A",
    responses,
  }, reach),
  endpoint({
    method: "PATCH",
    path: "/api/customer/b",
    hosts: "customer",
    auth: "customer",
    summary: "B",
    bodyLimitBytes: 500,
    request: { body },
    responses,
  }, reach),
  endpoint({
    method: "POST",
    path: "/v1/c",
    hosts: "any",
    auth: "api_key",
    summary: "C",
    request: { body },
    responses,
  }, reach),
  endpoint({
    method: "DELETE",
    path: "/api/devices/{id}",
    hosts: "admin",
    auth: "device",
    summary: "D",
    responses,
  }, reach),
  endpoint({
    method: "POST",
    path: "/api/ocpp/e",
    hosts: "any",
    auth: "hook",
    raw: true,
    summary: "E",
    responses,
  }, () => {
    throw unauthorized("Not signed.");
  }),
  endpoint({
    method: "PUT",
    path: "/api/v1/f",
    hosts: "admin",
    auth: "session",
    summary: "F",
    request: { body },
    responses,
  }, reach),
  endpoint(
    { method: "GET", path: "/api/g", hosts: "any", auth: "public", summary: "G", responses },
    reach,
  ),
];

function subject(endpoints: Endpoint[]): GuardSubject {
  const test = createTestApp(database, endpoints);
  return {
    endpoints,
    handle: test.app.handler(),
    config: test.services.config,
    cookies: { admin: "who=admin", operator: "who=reader", customer: "who=customer" },
    bearer: { device: "device-1" },
    clearLimits: () => database.sql`delete from rate_limits`,
    permissions: ["things:write"],
  };
}

/** The declaration says one thing, the operation does another. */
function broken(spec: Partial<EndpointSpec>, behaves: Partial<EndpointSpec>): Endpoint {
  const path = `/api/admin/broken${crypto.randomUUID().slice(0, 8)}`;
  const base: EndpointSpec = {
    method: "POST",
    path,
    hosts: "admin",
    auth: "operator",
    summary: "Broken",
    responses,
    rate: "none",
    ...spec,
  };
  const real = endpoint({ ...base, ...behaves }, reach);
  return { spec: base, handle: real.handle };
}

Deno.test({ name: "registry guards", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("a sound application has no problems, and no call reaches a handler", async () => {
    const report = await checkRegistryGuards(subject(sound));
    assert.deepEqual(report.problems, []);
    assert.equal(report.operations, sound.length);
    assert.ok(report.calls > 40);
    assert.equal(reached, 0);
  });

  const cases: [string, Endpoint, RegExp][] = [
    ["no credential", broken({}, { auth: "public" }), /nobody got 200 instead of 401/],
    [
      "no role",
      broken({ hosts: "any" }, { hosts: "any", auth: "session" }),
      /driver on their host got 200/,
    ],
    [
      "no permission",
      broken({ permission: "things:write" }, { permission: undefined }),
      /without permission got 200/,
    ],
    ["no host", broken({}, { hosts: "any" }), /the host http:\/\/app.* got 401 instead of 404/],
    ["no origin check", broken({}, { auth: "hook" }), /evil\.example got 401/],
    ["no schema", broken({ request: { body } }, { request: undefined }), /not JSON got 200/],
    [
      "no limit",
      broken({ bodyLimitBytes: 10 }, { bodyLimitBytes: 1_000 }),
      /oversized body got 200/,
    ],
    [
      "another dialect",
      broken({ dialect: "monitoring" }, { dialect: "api" }),
      /not an error of the contract/,
    ],
    ["a public operation below /api/admin", broken({ auth: "public" }, {}), /not for an operator/],
    ["an unknown permission", broken({ permission: "x:y" }, {}), /x:y, which does not exist/],
  ];
  for (const [name, endpoint, problem] of cases) {
    await t.step(`finds: ${name}`, async () => {
      const { problems } = await checkRegistryGuards(subject([endpoint]));
      assert.ok(problems.some((each) => problem.test(each)), problems.join("\n") || "no problem");
    });
  }

  await t.step("finds an operation that no route file serves", async () => {
    const lost: Endpoint = { ...sound[0], spec: { ...sound[0].spec, path: "/api/admin/lost" } };
    const { problems } = await checkRegistryGuards({ ...subject(sound), endpoints: [lost] });
    assert.ok(problems.some((each) => /OPTIONS got 404/.test(each)), problems.join("\n"));
  });

  await database.drop();
});
