import assert from "node:assert/strict";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const PATH = "/api/stream/admin";
const app = await startTestApp({ forBrowser: true });
const { services } = app;
const world = await seedSampleWorld(app.database.db);
const cookie = await app.signInOperator();
const driver = await app.signInCustomer(world.drivers[0].email);
const [live] = world.sessions;

const open = async (path = PATH, headers: HeadersInit = {}) => {
  const response = await app.request("admin", path, { cookie, headers });
  assert.equal(response.status, 200);
  return new EventReader(response);
};
const sayMeter = (sessionIds = [live.id]) =>
  services.events.publish(services.db, "transaction.meter", { sessionIds });
const sessionsOf = (data: unknown) =>
  (data as { sessions: { id: number; energyWh: number; chargerName: string }[] }).sessions;
const keep = { sanitizeResources: false, sanitizeOps: false };

Deno.test("401 before the stream opens: nobody, a driver, the wrong host", keep, async () => {
  for (
    const [host, over] of [["admin", {}], ["admin", { cookie: driver }], ["app", {}]] as const
  ) {
    const response = await app.request(host, PATH, over);
    await response.body?.cancel();
    assert.ok([401, 403, 404].includes(response.status), `${host}: ${response.status}`);
    assert.match(response.headers.get("content-type")!, /json/);
  }
  assert.equal((await app.request("admin", PATH)).status, 401);
});

Deno.test("200: a meter tick arrives with the session as it stands now", keep, async () => {
  const reader = await open();
  await sayMeter();
  const { event, data, id } = await reader.next((m) => m.event === "transaction.meter");
  assert.equal(event, "transaction.meter");
  assert.ok(id > 0);
  const [session] = sessionsOf(data);
  assert.deepEqual([session.id, session.energyWh], [live.id, 3_600]);
  assert.equal(session.chargerName, "Lyon north, bay 1");
  assert.ok(!("userId" in session));
  await reader.close();
});

Deno.test("a reader who comes back with Last-Event-ID gets what it missed", keep, async () => {
  const first = await open();
  await sayMeter();
  const { id } = await first.next((m) => m.event === "transaction.meter");
  await first.close();
  await raiseNotification(services.systemContext("test"), {
    audience: "admin",
    severity: "info",
    source: "test",
    title: "While you were away",
  });
  const again = await open(PATH, { "last-event-id": String(id) });
  const missed = await again.next((m) => m.event === "notification.raised");
  assert.ok(missed.id >= id);
  assert.equal((missed.data as { unread: number }).unread, 3);
  await again.close();
});

Deno.test(
  "a position that is no longer held, or no number, is answered with resync",
  keep,
  async () => {
    for (const lastId of ["999999999", "12x"]) {
      const reader = await open(PATH, { "last-event-id": lastId });
      // Ids of the future belong to another database: nothing after them was seen here.
      if (lastId === "12x") assert.equal((await reader.next()).event, "resync");
      await reader.close();
    }
    const broken = await app.request("admin", `${PATH}?after=-1`, { cookie });
    assert.equal(broken.status, 400);
    await broken.body?.cancel();
  },
);

Deno.test("the position of a page carries its stream over the gap between both", keep, async () => {
  const page = await (await app.request("admin", "/", { cookie })).text();
  const after = /"?after"?[^\d]{1,6}(\d+)/.exec(page)?.[1];
  assert.ok(after, "the page names the position of its stream");
  const other = await open();
  await sayMeter();
  await other.next((m) => m.event === "transaction.meter");
  await other.close();
  const reader = await open(`${PATH}?after=${after}`);
  assert.equal(
    (await reader.next((m) => m.event === "transaction.meter")).event,
    "transaction.meter",
  );
  await reader.close();
});

Deno.test("notices to drivers stay out of the operators' stream", keep, async () => {
  const reader = await open();
  const ctx = services.systemContext("test");
  const notice = { severity: "info" as const, source: "test", title: "Hello" };
  await raiseNotification(ctx, { ...notice, audience: "customer", userId: world.drivers[0].id });
  await raiseNotification(ctx, { ...notice, audience: "admin" });
  const { data } = await reader.next((m) => m.event === "notification.raised");
  assert.equal((data as { unread: number }).unread, 4);
  await reader.close();
});

Deno.test("the stream ends when the process stops", keep, async () => {
  const reader = await open();
  const ended = reader.ends();
  await app.stop();
  assert.ok(await ended);
});
