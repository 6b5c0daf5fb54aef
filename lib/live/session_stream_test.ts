import assert from "node:assert/strict";
import { systemClock } from "@/lib/platform/clock.ts";
import type { EventBus } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { StreamSlots } from "@/lib/platform/sse.ts";
import type { SessionInfo } from "@/lib/web/mod.ts";
import { Feed } from "./feed.ts";
import { sessionStream } from "./session_stream.ts";

const session: SessionInfo = {
  id: "s1",
  userId: "u1",
  surface: "admin",
  expiresAt: new Date(Date.now() + 3_600_000),
  user: {
    id: "u1",
    name: null,
    email: null,
    publicId: "ABCDEFGH",
    role: "operator",
    theme: "system",
    language: null,
    seenLanguage: null,
  },
  permissions: [],
};

function quietFeed() {
  // Nothing is published here.
  const bus = { subscribe: () => () => {} } as unknown as EventBus;
  return new Feed({ bus, types: [], load: () => Promise.resolve(null), log: logger("test") });
}

function open(
  lookUp: () => Promise<SessionInfo | null>,
  over: Partial<SessionInfo> = {},
  times: { recheckMs?: number; beatMs?: number; after?: number } = {},
  feed = quietFeed(),
) {
  const slots = new StreamSlots({ perKey: 1, total: 1 });
  const response = sessionStream({
    req: new Request("http://admin.localhost/api/stream/admin", { headers: { cookie: "a=b" } }),
    session: { ...session, ...over },
    services: {
      auth: { authenticate: lookUp },
      clock: systemClock,
      stopping: new AbortController().signal,
    },
    feed,
    slots,
    dataOf: ({ data }) => data,
    recheckMs: 1,
    ...times,
  });
  return { response, slots };
}

Deno.test("a stream ends when its session is no longer found, and gives its place back", async () => {
  let lookUps = 0;
  const { response, slots } = open(() => Promise.resolve(++lookUps < 3 ? session : null));
  assert.equal(slots.total, 1);
  assert.match(await response.text(), /^retry: /);
  assert.deepEqual([lookUps, slots.total], [3, 0]);
});

Deno.test("a stream ends when the cookie belongs to another session by now", async () => {
  const { response } = open(() => Promise.resolve({ ...session, id: "s2" }));
  await response.text();
});

Deno.test("a stream never outlives the time of its session", async () => {
  const { response } = open(() => Promise.resolve(session), { expiresAt: new Date() });
  await response.text();
});

Deno.test("a database that is away ends no stream", async () => {
  let lookUps = 0;
  const { response } = open(() =>
    ++lookUps < 4 ? Promise.reject(new Error("away")) : Promise.resolve(null)
  );
  await response.text();
  assert.equal(lookUps, 4);
});

Deno.test("a quiet stream says that it lives, with the place to resume from", async () => {
  const { response } = open(() => Promise.resolve(null), {}, { recheckMs: 60, beatMs: 5 });
  assert.match(await response.text(), /id: 0\nevent: beat\ndata: \{\}\n\n/);
});

Deno.test("a stream that cannot be caught up ends and leaves nothing behind", async () => {
  const feed = quietFeed();
  let listeners = 0;
  const subscribe = feed.subscribe.bind(feed);
  feed.subscribe = (listener) => {
    listeners++;
    const stop = subscribe(listener);
    return () => {
      listeners--;
      stop();
    };
  };
  feed.replay = () => Promise.reject(new Error("The database is away."));
  const { response, slots } = open(() => Promise.resolve(session), {}, { after: 7 }, feed);
  await assert.rejects(response.text());
  assert.deepEqual([listeners, slots.total], [0, 0]);
});
