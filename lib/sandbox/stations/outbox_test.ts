import assert from "node:assert/strict";
import { Outbox } from "./outbox.ts";
import { callError } from "./rpc.ts";

const message = (name: string) => ({ method: name, params: () => ({}) });

Deno.test("messages leave in order, one at a time, and none twice", async () => {
  const outbox = new Outbox();
  const sent: string[] = [];
  let underWay = 0;
  const send = async (method: string) => {
    assert.equal(++underWay, 1);
    await Promise.resolve();
    underWay--;
    sent.push(method);
  };
  ["a", "b", "c"].forEach((name) => outbox.push(message(name)));
  await Promise.all([outbox.flush(send, () => true), outbox.flush(send, () => true)]);
  assert.deepEqual(sent, ["a", "b", "c"]);
});

Deno.test("a lost connection keeps the message, a CallError drops it", async () => {
  const outbox = new Outbox();
  ["a", "b"].forEach((name) => outbox.push(message(name)));
  await outbox.flush(() => Promise.reject(new Error("gone")), () => true);
  assert.equal(outbox.size, 2);
  const refuse = (method: string) =>
    method === "a" ? Promise.reject(callError("ProtocolError", "no")) : Promise.resolve({});
  await outbox.flush(refuse, () => true);
  assert.deepEqual([outbox.size, outbox.rejected.map((one) => one.method)], [0, ["a"]]);
});

Deno.test("nothing leaves while closed, and null parameters drop a message", async () => {
  const outbox = new Outbox();
  outbox.push({ method: "none", params: () => null });
  outbox.push(message("a"));
  const sent: string[] = [];
  const send = (method: string) => {
    sent.push(method);
    return Promise.resolve();
  };
  await outbox.flush(send, () => false);
  assert.equal(outbox.size, 2);
  await outbox.flush(send, () => true);
  assert.deepEqual(sent, ["a"]);
});
