import assert from "node:assert/strict";
import { eventStream, formatMessage, type Send, StreamSlots } from "./sse.ts";

function open(over: Partial<Parameters<typeof eventStream>[0]> = {}) {
  const abort = new AbortController();
  const seen = { stopped: 0, closed: 0, send: (() => false) as Send, lastId: "?" as string | null };
  const response = eventStream({
    signal: abort.signal,
    retryMs: 1_000,
    subscribe: (send, lastId) => {
      seen.send = send;
      seen.lastId = lastId;
      return () => void seen.stopped++;
    },
    onClose: () => void seen.closed++,
    ...over,
  });
  return { abort, seen, response, reader: response.body!.getReader() };
}

async function text(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

Deno.test("a message carries id, event and data, and cannot be broken by line breaks", () => {
  assert.equal(
    formatMessage({ id: 7, event: "tick", data: { a: 1 } }),
    'id: 7\nevent: tick\ndata: {"a":1}\n\n',
  );
  assert.equal(formatMessage({ data: "a\nb\r\nc" }), "data: a\ndata: b\ndata: c\n\n");
  assert.equal(
    formatMessage({ id: "1\ndata: x", event: "a\rb", data: 1 }),
    "id: 1data: x\nevent: ab\ndata: 1\n\n",
  );
});

Deno.test("the stream starts with a retry hint, resumes by Last-Event-ID and is never cached", async () => {
  const { abort, seen, response, reader } = open({ lastEventId: "41" });
  assert.equal(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(response.headers.get("x-accel-buffering"), "no");
  assert.match(response.headers.get("cache-control")!, /no-store/);
  assert.equal(await text(reader), "retry: 1000\n\n");
  assert.equal(seen.lastId, "41");
  assert.equal(seen.send({ id: 42, data: "x" }), true);
  assert.equal(await text(reader), "id: 42\ndata: x\n\n");
  abort.abort();
});

Deno.test("shutdown ends the stream after what was sent, and stops its source once", async () => {
  const { abort, seen, reader } = open();
  seen.send({ data: "last" });
  abort.abort();
  abort.abort();
  assert.equal(await text(reader), "retry: 1000\n\n");
  assert.equal(await text(reader), "data: last\n\n");
  assert.equal(await text(reader), null);
  assert.deepEqual([seen.stopped, seen.closed, seen.send({ data: 1 })], [1, 1, false]);
});

Deno.test("a client that leaves stops the source", async () => {
  const { seen, reader } = open();
  await text(reader);
  await reader.cancel();
  assert.deepEqual([seen.stopped, seen.closed, seen.send({ data: 1 })], [1, 1, false]);
});

Deno.test("a slow reader is cut, not buffered for ever", async () => {
  const { seen, reader } = open({ maxBuffered: 10 });
  await text(reader);
  let sent = 0;
  while (seen.send({ data: sent })) sent++;
  assert.equal(sent, 10);
  assert.deepEqual([seen.stopped, seen.closed], [1, 1]);
  await assert.rejects(text(reader), /too slow/);
});

Deno.test("a source that ends up ready after the client left is stopped at once", async () => {
  const ready = Promise.withResolvers<() => void>();
  let stopped = 0;
  const { abort } = open({ subscribe: () => ready.promise });
  abort.abort();
  ready.resolve(() => void stopped++);
  await ready.promise;
  await Promise.resolve();
  assert.equal(stopped, 1);
});

Deno.test("a stream of an aborted request is empty and takes no timer", async () => {
  const { reader } = open({ signal: AbortSignal.abort() });
  assert.equal(await text(reader), null);
});

Deno.test("a quiet stream is kept alive", async () => {
  const { abort, reader } = open({ keepAliveMs: 5 });
  await text(reader);
  assert.equal(await text(reader), ": keep-alive\n\n");
  abort.abort();
});

Deno.test("500 streams share one timer", () => {
  const real = globalThis.setInterval;
  let timers = 0;
  globalThis.setInterval = ((...args: Parameters<typeof real>) => {
    timers++;
    return real(...args);
  }) as typeof real;
  try {
    const streams = Array.from({ length: 500 }, () => open({ keepAliveMs: 60_000 }));
    for (const { seen } of streams) assert.equal(seen.send({ data: 1 }), true);
    assert.equal(timers, 1);
    for (const { abort } of streams) abort.abort();
  } finally {
    globalThis.setInterval = real;
  }
});

Deno.test("over a real connection: messages arrive, a disconnect stops the source", async () => {
  const stopped = Promise.withResolvers<void>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (req) =>
      eventStream({
        signal: req.signal,
        subscribe: (send) => {
          send({ id: 1, data: "hello" });
          return () => stopped.resolve();
        },
      }),
  );
  const client = new AbortController();
  const response = await fetch(`http://127.0.0.1:${server.addr.port}/`, { signal: client.signal });
  const reader = response.body!.getReader();
  let seen = "";
  while (!seen.includes("hello")) seen += await text(reader);
  client.abort();
  await reader.cancel().catch(() => {});
  await stopped.promise;
  await server.shutdown();
});

Deno.test("slots: caps per key and in total, given back once", () => {
  const slots = new StreamSlots({ perKey: 2, total: 3 });
  const first = slots.take("a")!;
  assert.ok(slots.take("a"));
  assert.equal(slots.take("a"), null);
  assert.ok(slots.take("b"));
  assert.equal(slots.take("c"), null);
  first();
  first();
  assert.equal(slots.total, 2);
  assert.ok(slots.take("a"));
  assert.equal(slots.take("a"), null);
});
