import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { z } from "zod";
import { AppError, type ErrorKind, upstream } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { isDatabaseOutage } from "./database_outage.ts";
import { type Dialect, dialectOf, errorResponse } from "./errors.ts";
import { RequestError, ValidationError } from "./request_error.ts";
import { pathText } from "./validation_details.ts";

async function answer(error: unknown, dialect: Dialect = "api") {
  const response = errorResponse(error, { dialect, requestId: "r-1", log: logger("test") });
  return { status: response.status, body: await response.json() };
}

Deno.test("each kind of failure has its status", async () => {
  const statuses: Record<ErrorKind, number> = {
    invalid: 400,
    unauthorized: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    gone: 410,
    precondition: 422,
    limit: 429,
    upstream: 502,
    unavailable: 503,
    internal: 500,
  };
  for (const [kind, status] of Object.entries(statuses)) {
    const { status: got, body } = await answer(new AppError(kind as ErrorKind, "Words."));
    assert.deepEqual([got, typeof body.code], [status, "string"]);
    assert.equal(body.error === "Words.", kind !== "internal");
  }
});

Deno.test("an internal failure keeps its words and details to itself", async () => {
  const { body } = await answer(new AppError("internal", "secret", { details: { key: "secret" } }));
  assert.doesNotMatch(JSON.stringify(body), /secret/);
  assert.equal(body.requestId, "r-1");
  assert.doesNotMatch(JSON.stringify((await answer("a thrown text")).body), /thrown/);
});

Deno.test("v1 turns an invalid input into 422, the others do not", async () => {
  const error = new AppError("invalid", "No.");
  assert.deepEqual(
    [(await answer(error, "v1")).status, (await answer(error, "monitoring")).status],
    [422, 400],
  );
  assert.equal((await answer(error, "v1")).body.requestId, "r-1");
});

Deno.test("monitoring codes are upper case unless given; the rate limit's is lower", async () => {
  const code = async (error: unknown) => (await answer(error, "monitoring")).body.error.code;
  assert.equal(await code(new AppError("not_found", "x")), "NOT_FOUND");
  assert.equal(await code(new AppError("not_found", "x", { code: "invalid_id" })), "invalid_id");
  assert.equal(await code(new RequestError(429, "rate_limited", "x")), "rate_limited");
  assert.equal(await code(new Error("x")), "INTERNAL_ERROR");
});

Deno.test("Fresh's own errors keep their status, but a 500 says nothing", async () => {
  assert.equal((await answer(new HttpError(404, "No page."))).body.error, "No page.");
  assert.doesNotMatch((await answer(new HttpError(500, "secret"))).body.error, /secret/);
});

Deno.test("at most twenty violations are listed, by the path people would write", async () => {
  const rows = Array.from({ length: 50 }, () => ({ value: "x" }));
  const { error } = z.array(z.object({ value: z.number() })).safeParse(rows);
  const { body } = await answer(new ValidationError(error!.issues), "v1");
  assert.equal(body.details.length, 20);
  assert.equal(body.details[3].path, "[3].value");
  assert.equal(pathText(["meterValues", 3, "value"]), "meterValues[3].value");
});

Deno.test("only Postgres being away is an outage, not another server that refuses", () => {
  const coded = (code: string) => Object.assign(new Error(code), { code });
  for (const code of ["57P01", "57P03", "53300", "08006", "CONNECT_TIMEOUT", "CONNECTION_CLOSED"]) {
    assert.ok(isDatabaseOutage(coded(code)), code);
    assert.ok(isDatabaseOutage(new Error("query failed", { cause: coded(code) })), code);
  }
  for (const code of ["23505", "42P01", "ECONNREFUSED", "ENOTFOUND"]) {
    assert.ok(!isDatabaseOutage(coded(code)), code);
  }
  assert.ok(!isDatabaseOutage(upstream("SteVe is away.", { cause: coded("ECONNREFUSED") })));
  assert.ok(!isDatabaseOutage("57P01"));
});

Deno.test("the dialect follows the path", () => {
  const paths = ["/api/admin/x", "/v1/x", "/api/v1/x", "/ping/1", "/status", "/v11"];
  assert.deepEqual(
    paths.map(dialectOf),
    ["api", "v1", "monitoring", "monitoring", "monitoring", "api"],
  );
});
