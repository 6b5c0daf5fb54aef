import assert from "node:assert/strict";
import { seedCharging, usageEvent, withLago } from "../testing.ts";

interface ErrorBody {
  code: string;
  error_details: Record<string, unknown>;
}

Deno.test("an event is stored and answered with 200", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("POST", "/events", { event: usageEvent("t1", "1.25") });
    const { event } = await lago.ok<{ event: { properties: unknown } }>("GET", "/events/t1");
    assert.deepEqual(event.properties, { value: "1.25" });
    assert.equal((await lago.call("GET", "/events/t2")).status, 404);
    assert.equal(lago.sandbox.control.sumUsage("value", { subscription: "sub" }), "1.25");
  }));

Deno.test("a repeat is refused by the Postgres store, per subscription", () =>
  withLago({}, async (lago) => {
    const event = usageEvent("t1", "1");
    await lago.ok("POST", "/events", { event });
    const repeat = await lago.call<ErrorBody>("POST", "/events", { event });
    assert.equal(repeat.status, 422);
    assert.equal(repeat.body.code, "validation_errors");
    assert.deepEqual(repeat.body.error_details, { transaction_id: ["value_already_exist"] });
    await lago.ok("POST", "/events", { event: { ...event, external_subscription_id: "other" } });
    assert.equal(lago.sandbox.control.countEvents(), 2);
  }));

Deno.test("a repeat replaces in the ClickHouse store, per timestamp", () =>
  withLago({ eventStore: "clickhouse" }, async (lago) => {
    await lago.ok("POST", "/events", { event: usageEvent("t1", "1") });
    await lago.ok("POST", "/events", { event: usageEvent("t1", "2") });
    assert.equal(lago.sandbox.control.sumUsage("value"), "2");
    await lago.ok("POST", "/events", { event: usageEvent("t1", "3", "2026-01-10T12:00:01Z") });
    assert.equal(lago.sandbox.control.sumUsage("value"), "5");
  }));

Deno.test("a batch with one repeat stores nothing and names the index", () =>
  withLago({}, async (lago) => {
    await lago.ok("POST", "/events", { event: usageEvent("t1", "1") });
    const events = [usageEvent("t0", "1"), usageEvent("t1", "1"), usageEvent("t0", "1")];
    const answer = await lago.call<ErrorBody>("POST", "/events/batch", { events });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error_details, {
      1: { transaction_id: ["value_already_exist"] },
      2: { transaction_id: ["value_already_exist"] },
    });
    assert.equal(lago.sandbox.control.countEvents(), 1);
  }));

Deno.test("a batch with one malformed event stores nothing and names the field", () =>
  withLago({}, async (lago) => {
    const { code: _, ...bad } = usageEvent("t1", "1");
    const answer = await lago.call<ErrorBody>("POST", "/events/batch", {
      events: [usageEvent("t0", "1"), bad],
    });
    assert.deepEqual(answer.body.error_details, { 1: { code: ["value_is_mandatory"] } });
    assert.equal(lago.sandbox.control.countEvents(), 0);
  }));

Deno.test("a batch holds 1 to 100 events", () =>
  withLago({}, async (lago) => {
    const events = Array.from({ length: 101 }, (_, i) => usageEvent(`t${i}`, "1"));
    const many = await lago.call<ErrorBody>("POST", "/events/batch", { events });
    assert.deepEqual(many.body.error_details, { events: ["too_many_events"] });
    const none = await lago.call<ErrorBody>("POST", "/events/batch", { events: [] });
    assert.deepEqual(none.body.error_details, { events: ["no_events"] });
    await lago.ok("POST", "/events/batch", { events: events.slice(1) });
    assert.equal(lago.sandbox.control.countEvents({ transactionIdPrefix: "t9" }), 11);
  }));

Deno.test("events are listed by subscription, code and time, page by page", () =>
  withLago({}, async (lago) => {
    const events = [1, 2, 3].map((hour) =>
      usageEvent(`t${hour}`, "1", `2026-01-10T0${hour}:00:00Z`)
    );
    await lago.ok("POST", "/events/batch", { events });
    type List = { events: { transaction_id: string }[]; meta: Record<string, number | null> };
    const list = await lago.ok<List>(
      "GET",
      "/events?external_subscription_id=sub&timestamp_from=2026-01-10T02:00:00Z&per_page=1&page=2",
    );
    assert.deepEqual(list.events.map((event) => event.transaction_id), ["t2"]);
    assert.deepEqual(list.meta, {
      current_page: 2,
      next_page: null,
      prev_page: 1,
      total_pages: 2,
      total_count: 2,
    });
  }));

Deno.test("milliseconds of a string timestamp are kept", () =>
  withLago({}, async (lago) => {
    const event = { ...usageEvent("t1", "1"), timestamp: "1768046400.123" };
    const answer = await lago.ok<{ event: { timestamp: string } }>("POST", "/events", { event });
    assert.equal(answer.event.timestamp, "2026-01-10T12:00:00.123Z");
  }));
