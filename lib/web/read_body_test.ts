import assert from "node:assert/strict";
import { readBody } from "./read_body.ts";
import { RequestError } from "./request_error.ts";

const request = (body: ReadableStream<Uint8Array>) =>
  new Request("http://x/", { method: "POST", body });
const refusal = async (req: Request, limit = 100) => {
  try {
    await readBody(req, limit);
    return null;
  } catch (error) {
    assert.ok(error instanceof RequestError);
    return [error.status, error.code];
  }
};

Deno.test("a body comes back whole, and none is empty", async () => {
  const bytes = new TextEncoder().encode("abc");
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, 1));
      controller.enqueue(bytes.subarray(1));
      controller.close();
    },
  });
  assert.deepEqual(await readBody(request(body), 100), bytes);
  assert.equal((await readBody(new Request("http://x/", { method: "POST" }), 100)).byteLength, 0);
});

Deno.test("a client that leaves in the middle of its body is its own fault, not an error of ours", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("connection reset"));
    },
  });
  assert.deepEqual(await refusal(request(body)), [400, "incomplete_body"]);
});

Deno.test("an endless body is cut at the limit", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64)),
    cancel: () => void (isCancelled = true),
  });
  assert.deepEqual(await refusal(request(body)), [413, "payload_too_large"]);
  assert.ok(isCancelled);
});

Deno.test("bodies that arrive at the same time share one bound, and what is beyond it is 503", async () => {
  let finish = () => {};
  const held = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(80));
      finish = () => controller.close();
    },
  });
  const first = readBody(request(held), 100, 100);
  await new Promise((resolve) => setTimeout(resolve));
  const post = (bytes: number) =>
    readBody(new Request("http://x/", { method: "POST", body: new Uint8Array(bytes) }), 100, 100);
  const error = await post(30).catch((error: unknown) => error);
  assert.ok(error instanceof RequestError);
  assert.equal(error.status, 503);
  assert.ok(error.options.headers?.["retry-after"]);
  assert.equal((await post(20)).byteLength, 20);
  finish();
  assert.equal((await first).byteLength, 80);
  assert.equal((await post(100)).byteLength, 100);
});
