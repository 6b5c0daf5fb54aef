import assert from "node:assert/strict";
import type { BusEvent, EventBus, Listener } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { Feed, type FeedItem } from "./feed.ts";
import { until } from "@/tests/support/until.ts";

/** A bus without Postgres: the feed only subscribes to it. */
class LocalBus {
  listener: Listener = () => {};
  subscribe(listener: Listener) {
    this.listener = listener;
    return () => this.listener = () => {};
  }
  emit(event: Pick<BusEvent, "id" | "type" | "data"> & { atMs?: number }) {
    this.listener({ atMs: 0, ...event } as BusEvent);
  }
  meter = (id: number, ...sessionIds: number[]) =>
    this.emit({ id, type: "transaction.meter", data: { sessionIds } });
}

function feedOn(bus: LocalBus, coalesceMs = 0) {
  const loads: BusEvent[] = [];
  const feed = new Feed<unknown>({
    bus: bus as unknown as EventBus, // Only subscribe() is used.
    types: ["transaction.meter", "sync.progress"],
    coalesceMs: { "transaction.meter": coalesceMs },
    log: logger("test"),
    load: (event) => {
      loads.push(event);
      const fails = "runId" in event.data && event.data.runId === 666;
      return fails ? Promise.reject(new Error("no")) : Promise.resolve(event.data);
    },
  });
  return { feed, loads };
}

const idsOf = (item: FeedItem<unknown>) => (item.data as { sessionIds: number[] }).sessionIds;
/** Lets the promise chain of the feed run out. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function received(items: unknown[], count: number) {
  await until(`${count} items`, () => items.length >= count);
  assert.equal(items.length, count);
}

Deno.test("an event is loaded once, whatever the number of readers, and not at all without one", async () => {
  const bus = new LocalBus();
  const { feed, loads } = feedOn(bus);
  bus.meter(1, 7);
  await settled();
  assert.equal(loads.length, 0);
  const heard: FeedItem<unknown>[] = [];
  const stops = [1, 2, 3].map(() => feed.subscribe((item) => heard.push(item)));
  bus.meter(2, 7);
  await received(heard, 3);
  assert.equal(loads.length, 1);
  stops.forEach((stop) => stop());
  bus.meter(3, 7);
  await settled();
  assert.equal(loads.length, 1);
});

Deno.test("events of a kind within the window become one load of all their ids", async () => {
  const bus = new LocalBus();
  const { feed, loads } = feedOn(bus, 20);
  const heard: FeedItem<unknown>[] = [];
  const stop = feed.subscribe((item) => heard.push(item));
  bus.meter(1, 7, 8);
  bus.meter(2, 8, 9);
  bus.meter(3, 7);
  await received(heard, 1);
  assert.deepEqual(idsOf(heard[0]), [7, 8, 9]);
  assert.equal(heard[0].id, 3);
  assert.equal(loads.length, 1);
  stop();
});

Deno.test("an item never tells a reader to resume after an event that still waits", async () => {
  const bus = new LocalBus();
  const { feed } = feedOn(bus, 20);
  const heard: FeedItem<unknown>[] = [];
  const stop = feed.subscribe((item) => heard.push(item));
  bus.meter(5, 1);
  bus.emit({ id: 6, type: "sync.progress", data: { runId: 1 } });
  await received(heard, 1);
  assert.deepEqual([heard[0].type, heard[0].id], ["sync.progress", 4]);
  await received(heard, 2);
  assert.deepEqual([heard[1].type, heard[1].id], ["transaction.meter", 6]);
  stop();
});

Deno.test("a replay holds what came after the reader's position, merged by kind", async () => {
  const bus = new LocalBus();
  const { feed, loads } = feedOn(bus);
  for (let id = 1_000; id < 1_100; id++) bus.meter(id, id);
  bus.emit({ id: 1_100, type: "invoice.changed", data: { externalCustomerId: "X" } });
  const items = await feed.replay(1_098);
  assert.equal(items?.length, 1);
  assert.ok(idsOf(items[0]).includes(1_099));
  assert.equal(items[0].id, 1_100);
  assert.equal(loads.length, 1);
});

Deno.test("a page made before the first event of the process misses none of them", async () => {
  const bus = new LocalBus();
  const { feed } = feedOn(bus);
  assert.equal(feed.position, 0);
  assert.deepEqual(await feed.replay(0), []);
  bus.meter(500, 1);
  bus.meter(501, 2);
  assert.deepEqual(idsOf((await feed.replay(0))![0]), [1, 2]);
});

Deno.test("a reader who was away too long, or comes from another process, must load anew", async () => {
  const bus = new LocalBus();
  const { feed } = feedOn(bus);
  assert.equal(await feed.replay(77), null);
  bus.emit({ id: 100, type: "transaction.meter", data: { sessionIds: [1] }, atMs: 0 });
  assert.equal(await feed.replay(77), null);
  assert.equal((await feed.replay(99))?.length, 1);
  bus.emit({ id: 101, type: "transaction.meter", data: { sessionIds: [1] }, atMs: 61_000 });
  assert.equal(await feed.replay(99), null);
  assert.equal(await feed.replay(0), null);
  assert.notEqual(await feed.replay(100), null);
});

Deno.test("a failing load or reader stops nobody else", async () => {
  const bus = new LocalBus();
  const { feed } = feedOn(bus);
  const heard: FeedItem<unknown>[] = [];
  const stops = [
    feed.subscribe(() => {
      throw new Error("reader");
    }),
    feed.subscribe((item) => heard.push(item)),
  ];
  bus.emit({ id: 1, type: "sync.progress", data: { runId: 666 } });
  bus.meter(2, 1);
  await received(heard, 1);
  assert.equal(heard[0].type, "transaction.meter");
  stops.forEach((stop) => stop());
});

Deno.test("an id far beyond all that was heard belongs to another database", async () => {
  const bus = new LocalBus();
  const { feed } = feedOn(bus);
  bus.meter(10, 1);
  assert.equal(await feed.replay(5_000), null);
  assert.notEqual(await feed.replay(12), null);
});
