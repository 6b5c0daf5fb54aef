import assert from "node:assert/strict";
import { Drain } from "./drain.ts";

const request = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { info: { completed: promise }, finish: resolve };
};

Deno.test("closing waits for what is under way and refuses what comes after", async () => {
  const drain = new Drain();
  const first = request();
  assert.equal((await drain.run(first.info, () => new Response("ok"))).status, 200);
  let isClosed = false;
  const closed = drain.close(60_000).then(() => isClosed = true);
  const late = await drain.run(request().info, () => assert.fail("a new request was taken"));
  assert.deepEqual([late.status, late.headers.get("connection")], [503, "close"]);
  assert.equal(isClosed, false);
  first.finish();
  await closed;
});

Deno.test("a request that never ends does not hold the stop for ever", async () => {
  const drain = new Drain();
  await drain.run(request().info, () => new Response("ok"));
  await drain.close(5);
});

Deno.test("nothing under way closes at once", async () => {
  await new Drain().close(60_000);
});
