import assert from "node:assert/strict";
import { chargerOperationLog } from "@/db/schema/mod.ts";
import type { StartTick } from "@/lib/live/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const PATH = "/api/stream/customer";
const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp();
const { services } = app;
const world = await seedSampleWorld(app.database.db);
const [live] = world.sessions;
const [ada, jean] = world.drivers;
const cookies = {
  ada: await app.signInCustomer(ada.email),
  jean: await app.signInCustomer(jean.email),
};

const open = async (who: keyof typeof cookies, path = PATH, headers: HeadersInit = {}) => {
  const response = await app.request("app", path, { cookie: cookies[who], headers });
  assert.equal(response.status, 200);
  return new EventReader(response);
};
const sayMeter = () =>
  services.events.publish(services.db, "transaction.meter", {
    sessionIds: world.sessions.map((s) => s.id),
  });
const tellJean = () =>
  raiseNotification(services.systemContext("test"), {
    audience: "customer",
    userId: jean.id,
    severity: "info",
    source: "test",
    title: "For Jean",
  });
const idsOf = (data: unknown) =>
  (data as { sessions: { id: number }[] }).sessions.map(({ id }) => id);

Deno.test(
  "401 before the stream opens; an operator and the other host get none",
  keep,
  async () => {
    const operator = await app.signInOperator();
    for (
      const [host, over] of [["app", {}], ["app", { cookie: operator }], ["admin", {
        cookie: operator,
      }]] as const
    ) {
      const response = await app.request(host, PATH, over);
      await response.body?.cancel();
      assert.ok([401, 404].includes(response.status), `${host}: ${response.status}`);
    }
  },
);

Deno.test("a driver hears of the own sessions only, whatever an event names", keep, async () => {
  const readers = { ada: await open("ada"), jean: await open("jean") };
  await sayMeter();
  for (const [who, driver] of [["ada", ada], ["jean", jean]] as const) {
    const { data } = await readers[who].next((m) => m.event === "transaction.meter");
    const mine = world.sessions.filter((s) => s.mappingId === driver.mappingId).map((s) => s.id);
    assert.deepEqual(idsOf(data).toSorted(), mine.toSorted());
    assert.ok(!JSON.stringify(data).includes("userId"));
  }
  await Promise.all([readers.ada.close(), readers.jean.close()]);
});

Deno.test(
  "a charger's state reaches every driver, without a word of who charges",
  keep,
  async () => {
    const reader = await open("jean");
    await services.events.publish(services.db, "charger.status", {
      chargeBoxIds: world.chargeBoxIds.slice(0, 1),
    });
    const { data } = await reader.next((m) => m.event === "charger.status");
    const { chargers } = data as { chargers: Record<string, unknown>[] };
    assert.deepEqual(Object.keys(chargers[0]).toSorted(), ["chargeBoxId", "status"]);
    await reader.close();
  },
);

Deno.test("a notice reaches whom it is addressed to", keep, async () => {
  const readers = { ada: await open("ada"), jean: await open("jean") };
  await tellJean();
  await readers.jean.next((m) => m.event === "notification.raised");
  await sayMeter();
  // The meter tick came after the notice: Ada's first word is the tick.
  assert.equal((await readers.ada.next()).event, "transaction.meter");
  await Promise.all([readers.ada.close(), readers.jean.close()]);
});

Deno.test("a start is told to its driver, and again to a page that comes back", keep, async () => {
  const [{ id }] = await services.db.insert(chargerOperationLog).values({
    chargeBoxId: world.chargeBoxIds[1],
    operation: "RemoteStartTransaction",
    params: { mappingId: jean.mappingId, connectorId: 1 },
    status: "pending",
    requestedByUserId: jean.id,
  }).returning({ id: chargerOperationLog.id });
  const readers = { ada: await open("ada"), jean: await open("jean") };
  const idOf = (data: unknown) => (data as { start: StartTick }).start.operation.id;
  for (const [who, operationId] of [[jean, id], [jean, id + 1], [ada, id]] as const) {
    await services.events.publish(services.db, "start.asked", { userId: who.id, operationId });
  }
  const { data } = await readers.jean.next((m) => m.event === "start.asked");
  assert.equal(idOf(data), id);
  assert.ok(!JSON.stringify(data).includes(jean.id));
  await sayMeter();
  // What is no start of the named driver says nothing to anybody.
  assert.equal((await readers.ada.next()).event, "transaction.meter");
  assert.equal((await readers.jean.next()).event, "transaction.meter");
  const after = await open("jean", PATH, { "last-event-id": "999999999" });
  assert.equal(idOf((await after.next((m) => m.event === "start.asked")).data), id);
  await Promise.all([readers.ada.close(), readers.jean.close(), after.close()]);
});

Deno.test(
  "what happened while the line was cut is told on return, cut down to the driver again",
  keep,
  async () => {
    const first = await open("jean");
    await sayMeter();
    const { id } = await first.next((m) => m.event === "transaction.meter");
    await first.close();
    const watcher = await open("ada");
    await sayMeter();
    await watcher.next((m) => m.event === "transaction.meter" && m.id > id);
    const again = await open("jean", PATH, { "last-event-id": String(id) });
    const { data } = await again.next((m) => m.event === "transaction.meter");
    assert.ok(
      idsOf(data).every((each) =>
        world.sessions.find((s) => s.id === each)?.mappingId === jean.mappingId
      ),
    );
    await Promise.all([again.close(), watcher.close()]);
  },
);

Deno.test("after a restart a page gets everything as it is now, its own alone", keep, async () => {
  // Another process counted further than this one ever will.
  const reader = await open("ada", PATH, { "last-event-id": "999999999" });
  const { data } = await reader.next((m) => m.event === "session.changed");
  const { sessions } = data as { sessions: { id: number; isLive: boolean }[] };
  const own = world.sessions.filter((s) => s.mappingId === ada.mappingId).map((s) => s.id);
  assert.ok(sessions.some(({ isLive }) => isLive) && sessions.some(({ isLive }) => !isLive));
  assert.ok(sessions.every(({ id }) => own.includes(id)));
  const { data: rest } = await reader.next((m) => m.event === "charger.status");
  assert.equal((rest as { chargers: unknown[] }).chargers.length, world.chargeBoxIds.length);
  await reader.close();
});

Deno.test(
  "a card that is given to somebody else flows to the new driver at once",
  keep,
  async () => {
    const readers = { ada: await open("ada"), jean: await open("jean") };
    assert.equal(live.mappingId, ada.mappingId);
    await app.database
      .sql`update user_mappings set user_id = ${jean.id} where id = ${ada.mappingId}`;
    await services.events.publish(services.db, "transaction.meter", { sessionIds: [live.id] });
    const { data } = await readers.jean.next((m) => m.event === "transaction.meter");
    assert.deepEqual(idsOf(data), [live.id]);
    await services.events.publish(services.db, "charger.status", {
      chargeBoxIds: world.chargeBoxIds.slice(0, 1),
    });
    assert.equal((await readers.ada.next()).event, "charger.status");
    await app.database
      .sql`update user_mappings set user_id = ${ada.id} where id = ${ada.mappingId}`;
    await Promise.all([readers.ada.close(), readers.jean.close()]);
  },
);

Deno.test(
  "200 and 404: a session is its driver's, and to all others it does not exist",
  keep,
  async () => {
    const bodies = new Set<string>();
    for (const session of world.sessions) {
      const response = await app.request("app", `/sessions/${session.steveTransactionId}`, {
        cookie: cookies.jean,
      });
      const isMine = session.mappingId === jean.mappingId;
      assert.equal(response.status, isMine ? 200 : 404, `session ${session.steveTransactionId}`);
      const text = await response.text();
      if (!isMine) bodies.add(normal(text));
    }
    for (const id of ["0", "999999999", "123456789012345", "abc", "1e3", "%00", "-1"]) {
      const response = await app.request("app", `/sessions/${id}`, { cookie: cookies.jean });
      assert.equal(response.status, 404, id);
      bodies.add(normal(await response.text()));
    }
    assert.equal(bodies.size, 1, "missing and not yours must look the same");
  },
);

/** A page without what differs on every request: request id, nonce, stream position and its own address. */
function normal(html: string): string {
  return html.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/\d+/g, "N")
    .replaceAll(/\/sessions\/[^"\s<]*/g, "/sessions/X");
}

Deno.test("home and list hold nothing of other drivers", keep, async () => {
  for (
    const path of [
      "/",
      "/sessions",
      "/sessions?status=active",
      "/?period=year&show=free",
      "/sessions?before=99.1&from=x",
    ]
  ) {
    const response = await app.request("app", path, { cookie: cookies.jean });
    assert.equal(response.status, 200, path);
    const html = await response.text();
    for (const session of world.sessions.filter((s) => s.mappingId !== jean.mappingId)) {
      assert.ok(
        !html.includes(`/sessions/${session.steveTransactionId}"`),
        `${path} names ${session.steveTransactionId}`,
      );
    }
  }
});

Deno.test("the stream ends when the process stops", keep, async () => {
  const reader = await open("jean");
  const ends = reader.ends();
  await app.stop();
  assert.equal(await ends, true);
});
