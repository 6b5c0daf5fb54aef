import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { createTestDatabase } from "@/tests/support/database.ts";
import { requireCustomer } from "./page_guards.ts";
import { pageLimits } from "./page_limits.ts";
import { APP, createTestApp } from "./testing/test_app.ts";

const database = await createTestDatabase();
const { app, call } = createTestApp(database, [], {
  config: { PAGES_PER_MINUTE: 300 },
});
app.onError("*", (ctx) => {
  return new Response("", { status: ctx.error instanceof HttpError ? ctx.error.status : 500 });
});
app.use("/app", requireCustomer());
app.use("/app", pageLimits());
for (const path of ["/app/login", "/app/x"]) {
  app.route(path, { handler: { GET: () => new Response("seen"), POST: () => new Response("ok") } });
}
const times = async (count: number, path: string, init: Parameters<typeof call>[1] = {}) => {
  const answers = [];
  for (let i = 0; i < count; i++) answers.push((await call(`${APP}${path}`, init)).status);
  return answers.filter((status) => status === 200).length;
};

Deno.test({ name: "limits of pages", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("strangers of one network see 300 pages a minute", async () => {
    assert.equal(await times(310, "/app/login"), 300);
    assert.equal(await times(1, "/app/x", { as: "customer" }), 1, "who is signed in goes on");
  });

  await t.step("a driver reads 300 pages and posts 30 forms a minute", async () => {
    assert.equal(await times(305, "/app/x", { as: "customer" }), 299);
    const post = { as: "customer", method: "POST", headers: { origin: APP } };
    assert.equal(await times(35, "/app/x", post), 30);
  });
  await database.drop();
});
