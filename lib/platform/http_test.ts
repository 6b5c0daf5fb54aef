import assert from "node:assert/strict";
import { ManualClock } from "./clock.ts";
import { createHttpClient, type HttpClientOptions, HttpFailure, path } from "./http.ts";

type Answer = () => Response | Promise<Response>;

/** A client over a fake fetch with a clock that moves when the client waits. */
function client(answers: Answer[], options: Partial<HttpClientOptions> = {}) {
  const clock = new ManualClock();
  const calls: { url: string; init: RequestInit; atMs: number }[] = [];
  const waits: number[] = [];
  const http = createHttpClient({
    name: "Test",
    baseUrl: "http://test.invalid/base/",
    clock,
    random: () => 1,
    wait: (ms) => {
      waits.push(ms);
      clock.advance(ms);
      return Promise.resolve();
    },
    fetch: (async (url: string | URL | Request, init: RequestInit = {}) => {
      calls.push({ url: String(url), init, atMs: clock.nowMs() });
      return await answers[Math.min(calls.length, answers.length) - 1]();
    }) as typeof fetch,
    ...options,
  });
  return { http, calls, waits, clock };
}

const json = (body: unknown, init?: ResponseInit): Answer => () => Response.json(body, init);
const fail = (message: string): Answer => () => Promise.reject(new TypeError(message));

async function failure(work: Promise<unknown>): Promise<HttpFailure> {
  const error = await work.then(() => null, (thrown) => thrown);
  assert.ok(error instanceof HttpFailure, `expected a HttpFailure, got ${error}`);
  return error;
}

Deno.test("path: ids cannot break out of a path", () => {
  assert.equal(path`/customers/${"a/../b?c#d"}/x`, "/customers/a%2F..%2Fb%3Fc%23d/x");
  assert.equal(path`/transactions/${7}/stop`, "/transactions/7/stop");
  for (const bad of ["", ".", "..", "\ud800"]) assert.throws(() => path`/customers/${bad}`);
});

Deno.test("a call sends headers, query and JSON, and parses the answer", async () => {
  const { http, calls } = client([json({ ok: 1 })], { headers: { authorization: "Bearer k" } });
  const answer = await http.call({
    method: "POST",
    path: path`/things`,
    query: { id: [1, 2], none: undefined, text: "a&b" },
    body: { a: 1 },
  });
  assert.deepEqual(answer.body, { ok: 1 });
  assert.equal(calls[0].url, "http://test.invalid/base/things?id=1&id=2&text=a%26b");
  assert.equal(calls[0].init.body, '{"a":1}');
  const headers = new Headers(calls[0].init.headers);
  assert.equal(headers.get("authorization"), "Bearer k");
  assert.equal(headers.get("content-type"), "application/json");
});

Deno.test("an idempotent call is repeated with growing pauses until it works", async () => {
  const { http, calls, waits } = client([
    json({}, { status: 503 }),
    fail("connection reset"),
    json({ ok: true }),
  ]);
  const answer = await http.call({ path: path`/x`, retry: "idempotent" });
  assert.deepEqual(answer.body, { ok: true });
  assert.equal(calls.length, 3);
  assert.deepEqual(waits, [250, 500]);
});

Deno.test("a call that does not say it is safe is sent once", async () => {
  const { http, calls } = client([json({}, { status: 503 })]);
  assert.equal((await failure(http.call({ method: "POST", path: path`/x` }))).status, 503);
  assert.equal(calls.length, 1);
});

Deno.test("a refusal is not repeated, and surely nothing was done", async () => {
  const { http, calls } = client([json({ message: "no" }, { status: 422 })]);
  const error = await failure(http.call({ path: path`/x`, retry: "idempotent" }));
  assert.deepEqual([error.kind, error.status, error.outcomeKnown], ["status", 422, true]);
  assert.deepEqual(error.body, { message: "no" });
  assert.equal(calls.length, 1);
});

Deno.test("outcomes: what may have been done is told from what surely was not", async () => {
  const known = async (answer: Answer, timeoutMs?: number) =>
    (await failure(client([answer], { timeoutMs }).http.call({ path: path`/x` }))).outcomeKnown;
  assert.equal(await known(json({}, { status: 500 })), false);
  assert.equal(await known(json({}, { status: 504 })), false);
  assert.equal(await known(json({}, { status: 408 })), false);
  assert.equal(await known(json({}, { status: 429 })), true);
  assert.equal(await known(fail("connection reset by peer")), false);
  assert.equal(await known(fail("tcp connect error: Connection refused (os error 111)")), true);
  assert.equal(await known(() => new Response("not json")), false);
});

Deno.test("the real runtime's refused connection is known not to have been sent", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const http = createHttpClient({ name: "Nobody", baseUrl: `http://127.0.0.1:${port}` });
  const error = await failure(http.call({ path: path`/x` }));
  assert.deepEqual([error.kind, error.outcomeKnown], ["network", true]);
});

Deno.test("the timeout covers a body that never ends", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    const stream = new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode("[1,")) });
    return new Response(stream);
  });
  const baseUrl = `http://127.0.0.1:${server.addr.port}`;
  const http = createHttpClient({ name: "Slow", baseUrl, timeoutMs: 50 });
  const error = await failure(http.call({ path: path`/x` }));
  assert.deepEqual([error.kind, error.outcomeKnown], ["timeout", false]);
  await server.shutdown();
});

Deno.test("the caller's own abort is not a failure of the other side", async () => {
  const reason = new Error("page closed");
  const abort = new AbortController();
  const { http } = client([
    () =>
      new Promise((_, reject) => {
        abort.signal.addEventListener("abort", () => reject(abort.signal.reason));
        abort.abort(reason);
      }),
  ]);
  const call = http.call({ path: path`/x`, signal: abort.signal, retry: "idempotent" });
  await assert.rejects(call, (error) => error === reason);
  assert.equal(http.breakerState(), "closed");
});

Deno.test("a larger answer than allowed is cut off, announced or not", async () => {
  const announced = () => new Response("x".repeat(100), { headers: { "content-length": "100" } });
  const streamed = () => new Response(new Blob(["x".repeat(100)]).stream());
  for (const answer of [announced, streamed]) {
    const { http } = client([answer], { maxBytes: 64 });
    assert.equal((await failure(http.call({ path: path`/x` }))).kind, "too_large");
  }
});

Deno.test("bytes are handed over as they came, an empty body is null", async () => {
  const { http } = client([() => new Response("%PDF"), () => new Response(null, { status: 204 })]);
  const file = await http.call({ path: path`/x`, as: "bytes" });
  assert.deepEqual(file.body, new TextEncoder().encode("%PDF"));
  assert.equal((await http.call({ path: path`/x` })).body, null);
});

Deno.test("breaker: opens after failures in a row, lets one call try, closes on success", async () => {
  const realNow = Date.now;
  let skewMs = 0;
  Date.now = () => realNow() + skewMs;
  try {
    let isIll = true;
    const states: string[] = [];
    let sent = 0;
    const guarded = createHttpClient({
      name: "Ill",
      baseUrl: "http://test.invalid",
      breaker: { failures: 3, openMs: 1_000 },
      onBreakerChange: (state) => states.push(state),
      fetch: (() => {
        sent++;
        return Promise.resolve(isIll ? new Response("", { status: 500 }) : Response.json(1));
      }) as typeof fetch,
    });
    for (let i = 0; i < 3; i++) await failure(guarded.call({ path: path`/x` }));
    assert.equal(guarded.breakerState(), "open");
    const refused = await failure(guarded.call({ path: path`/x` }));
    assert.deepEqual([refused.kind, refused.outcomeKnown, sent], ["breaker_open", true, 3]);
    skewMs = 1_001;
    await failure(guarded.call({ path: path`/x` }));
    assert.equal(guarded.breakerState(), "open");
    isIll = false;
    skewMs = 2_002;
    await guarded.call({ path: path`/x` });
    assert.equal(guarded.breakerState(), "closed");
    assert.deepEqual(states, ["open", "half_open", "open", "half_open", "closed"]);
  } finally {
    Date.now = realNow;
  }
});

Deno.test("breaker: refusals between failures show that the other side lives", async () => {
  let turn = 0;
  const { http } = client([() => new Response("{}", { status: turn++ % 2 ? 404 : 500 })], {
    breaker: { failures: 2 },
  });
  for (let i = 0; i < 8; i++) await failure(http.call({ path: path`/x` }));
  assert.equal(http.breakerState(), "closed");
});

Deno.test("pacing: never more calls in any second than allowed", async () => {
  const slow = client([json(1)], { ratePerSec: 5 });
  for (let i = 0; i < 23; i++) await slow.http.call({ path: path`/x` });
  const starts = slow.calls.map((call) => call.atMs);
  for (const [index, start] of starts.entries()) {
    if (index >= 5) assert.ok(start - starts[index - 5] >= 1_000);
  }
  assert.equal(starts.at(-1)! - starts[0], 4_000);
});

Deno.test("429: the pause that was asked for holds the call and those after it", async () => {
  for (const name of ["retry-after", "x-ratelimit-reset"]) {
    const headers = { [name]: "3" };
    const { http, calls } = client([json({}, { status: 429, headers }), json(1)]);
    await http.call({ path: path`/x`, retry: "idempotent" });
    assert.ok(calls[1].atMs - calls[0].atMs >= 3_000);
    const other = client([json({}, { status: 429, headers }), json(1)]);
    assert.equal((await failure(other.http.call({ path: path`/x` }))).retryAfterSec, 3);
    await other.http.call({ path: path`/y` });
    assert.ok(other.calls[1].atMs - other.calls[0].atMs >= 3_000);
  }
});

Deno.test("429: a pause longer than worth waiting for is told to the caller instead", async () => {
  const { http, calls } = client([json({}, { status: 429, headers: { "retry-after": "3600" } })]);
  const error = await failure(http.call({ path: path`/x`, retry: "idempotent" }));
  assert.deepEqual([error.retryAfterSec, calls.length], [3600, 1]);
});

Deno.test("a Retry-After date counts from our clock", async () => {
  const { http, clock } = client([
    () => new Response("", { status: 503, headers: { "retry-after": later() } }),
  ]);
  const later = () => new Date(clock.nowMs() + 90_000).toUTCString();
  assert.equal((await failure(http.call({ path: path`/x` }))).retryAfterSec, 90);
});

Deno.test("bulkhead: no more calls at once than allowed; too many waiting are refused", async () => {
  let running = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const { http } = client([async () => {
    most = Math.max(most, ++running);
    await gate.promise;
    running--;
    return Response.json(1);
  }], { maxConcurrent: 3, maxQueued: 4 });
  const calls = Array.from({ length: 8 }, () => http.call({ path: path`/x` }));
  const last = await failure(calls[7]);
  assert.deepEqual([last.kind, last.outcomeKnown], ["overloaded", true]);
  gate.resolve();
  await Promise.all(calls.slice(0, 7));
  assert.equal(most, 3);
});

Deno.test("a redirect is an answer, not a way to another host", async () => {
  const { http, calls } = client([
    () => new Response("", { status: 302, headers: { location: "http://elsewhere" } }),
  ]);
  assert.equal((await failure(http.call({ path: path`/x` }))).status, 302);
  assert.equal(calls[0].init.redirect, "manual");
});

Deno.test("an attempt that hangs ends by the timeout of the call", async () => {
  const { http } = client([], { timeoutMs: 60_000, fetch: abortable() });
  const error = await failure(http.call({ path: path`/x`, timeoutMs: 20 }));
  assert.equal(error.kind, "timeout");
});

function abortable(): typeof fetch {
  return ((_: unknown, init?: RequestInit) =>
    new Promise((_, reject) =>
      init?.signal?.addEventListener("abort", () => reject(init.signal!.reason))
    )) as typeof fetch;
}
