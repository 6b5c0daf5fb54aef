import assert from "node:assert/strict";
import { eq, like } from "drizzle-orm";
import { readFlash } from "@/components/flash.ts";
import { chargers, favouriteChargers, reservations, userMappings } from "@/db/schema/mod.ts";
import { localText } from "@/lib/platform/zoned_time.ts";
import { resolveReservations } from "@/lib/charging/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const PATH = "/api/customer/reservations";
const HOUR = 3_600_000;
const app = await startTestApp();
const world = await seedSampleWorld(app.database.db);
const [ada, jean] = world.drivers;
const { db } = app.database;
for (const [n, driver] of world.drivers.entries()) {
  await db.update(userMappings).set({ steveOcppTagPk: 100 + n })
    .where(eq(userMappings.id, driver.mappingId));
}
const cookies = {
  ada: await app.signInCustomer(ada.email),
  jean: await app.signInCustomer(jean.email),
};
/** The next full hour, so that windows are stable. */
const base = Math.ceil(Date.now() / HOUR) * HOUR;
const hour = (n: number) => new Date(base + n * HOUR).toISOString();

Deno.test.afterAll(() => app.stop());

async function call(
  method: string,
  path: string,
  options: { body?: unknown; as?: keyof typeof cookies | null; headers?: HeadersInit } = {},
) {
  const { body, as = "ada" } = options;
  const headers = new Headers(options.headers);
  if (body !== undefined) headers.set("content-type", "application/json");
  const response = await app.request("app", path, {
    method,
    headers,
    cookie: as ? cookies[as] : undefined,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text ? JSON.parse(text) : null,
    headers: response.headers,
  };
}

const wish = (from: number, to: number, over: Record<string, unknown> = {}) => ({
  chargeBoxId: "LYON-01",
  connectorId: 1,
  ocppTagPk: 100,
  startAt: hour(from),
  endAt: hour(to),
  ...over,
});
const reserve = (from: number, to: number, over = {}, as: keyof typeof cookies = "ada") =>
  call("POST", PATH, { body: wish(from, to, over), as });

Deno.test("POST 201: it is reserved, and told in full", async () => {
  const { status, body, headers } = await reserve(1, 2);
  assert.equal(status, 201);
  assert.equal(headers.get("location"), `${PATH}/${body.id}`);
  assert.deepEqual(body, {
    id: body.id,
    chargeBoxId: "LYON-01",
    chargerName: "Lyon north, bay 1",
    connectorId: 1,
    mappingId: ada.mappingId,
    ocppTagPk: 100,
    cardName: "Ada's card",
    startAt: hour(1),
    endAt: hour(2),
    status: "pending",
    isHeldAtCharger: false,
    canCancel: true,
    cancelledAt: null,
    createdAt: body.createdAt,
  });
});

Deno.test("POST 409: error, conflicts and suggestions; nothing of the other driver", async () => {
  const { status, body } = await reserve(1, 2, { ocppTagPk: 101 }, "jean");
  assert.equal(status, 409);
  assert.equal(body.error, "Time window conflicts with existing reservation(s)");
  assert.deepEqual(body.conflicts, [{
    id: null,
    chargeBoxId: "LYON-01",
    connectorId: 1,
    startAt: hour(1),
    endAt: hour(2),
    status: "pending",
    isOwn: false,
  }]);
  assert.deepEqual(body.suggestions, [
    { startAt: hour(2), endAt: hour(3) },
    { startAt: hour(3), endAt: hour(4) },
  ]);
});

Deno.test("POST 400: what is no window, no card or no field of ours", async () => {
  const statuses = await Promise.all([
    reserve(5, 5),
    reserve(6, 5),
    reserve(-9, -8),
    reserve(5, 6, { startAt: "tomorrow" }),
    reserve(5, 6, { ocppTagPk: undefined }),
    reserve(5, 6, { mappingId: ada.mappingId }),
    reserve(5, 6, { connectorId: 0 }),
    reserve(5, 6, { price: 0 }),
    reserve(5, 6, { endAt: "9999-12-31T23:59:59Z" }),
  ]);
  assert.deepEqual(statuses.map((answer) => answer.status), Array(9).fill(400));
  assert.ok(statuses.every((answer) => typeof answer.body.error === "string"));
});

Deno.test("POST 404: somebody else's card, an unknown charger or connector", async () => {
  const other = await reserve(5, 6, { ocppTagPk: 101 });
  const missing = await reserve(5, 6, { ocppTagPk: 999_999 });
  assert.deepEqual([other.status, other.body], [404, missing.body]);
  assert.equal(other.body.error, "Card not found");
  assert.equal((await reserve(5, 6, { chargeBoxId: "NOWHERE" })).status, 404);
  assert.equal((await reserve(5, 6, { connectorId: 7 })).status, 404);
});

Deno.test("401 without a session, 404 on the operators' host", async () => {
  assert.equal((await call("GET", PATH, { as: null })).status, 401);
  assert.equal((await call("POST", PATH, { as: null, body: wish(5, 6) })).status, 401);
  const response = await app.request("admin", PATH, { cookie: cookies.ada });
  assert.equal(response.status, 404);
});

Deno.test("POST 403: a view-only account names the capability, after the window, before the card", async () => {
  const own = eq(userMappings.id, ada.mappingId);
  await db.update(userMappings).set({ isActive: false }).where(own);
  const refused = await reserve(5, 6, { ocppTagPk: 999_999 });
  const shape = await reserve(6, 5);
  await db.update(userMappings).set({ isActive: true }).where(own);
  assert.deepEqual([refused.status, refused.body.error, refused.body.details], [
    403,
    "Account inactive",
    { capability: "reserve" },
  ]);
  assert.equal(shape.status, 400);
});

Deno.test("POST with an Idempotency-Key twice reserves once", async () => {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = await call("POST", PATH, { body: wish(10, 11), headers });
  const second = await call("POST", PATH, { body: wish(10, 11), headers });
  assert.deepEqual([first.status, second.status], [201, 201]);
  assert.deepEqual(second.body, first.body);
});

Deno.test("GET 200: filters, order, clamped limit; 400 with the allowed statuses", async () => {
  const late = (await reserve(20, 21)).body.id;
  const ids = async (query: string) => {
    const { status, body } = await call("GET", `${PATH}?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.reservations.map((one: { id: number }) => one.id);
  };
  const all: number[] = await ids("");
  assert.equal(all[0], late);
  assert.deepEqual(await ids("upcoming=true"), all.toReversed());
  assert.deepEqual(await ids("limit=0"), [late]);
  assert.deepEqual(await ids("limit=99999&skip=1"), all.slice(1));
  assert.deepEqual(await ids("status=cancelled,expired"), []);
  assert.deepEqual(await ids("status=pending&status=confirmed"), all);
  const { status, body } = await call("GET", `${PATH}?status=pending,booked`);
  assert.equal(status, 400);
  assert.deepEqual(body.details.allowed.length, 7);
  assert.deepEqual((await call("GET", PATH, { as: "jean" })).body, {
    reservations: [],
    hasMore: false,
  });
});

Deno.test("GET availability: free, taken, and 400 for a window that is none", async () => {
  const ask = (from: number, to: number, more = "") => {
    const query = new URLSearchParams({
      chargeBoxId: "LYON-01",
      connectorId: "1",
      startAt: hour(from),
      endAt: hour(to),
    });
    return call("GET", `${PATH}/availability?${query}${more}`, { as: "jean" });
  };
  assert.deepEqual((await ask(40, 41)).body, {
    isFree: true,
    refusal: null,
    conflicts: [],
    suggestions: [],
    freeConnectors: [],
  });
  const taken = (await ask(20, 21)).body;
  assert.deepEqual([taken.isFree, taken.suggestions.length, taken.freeConnectors], [false, 2, [2]]);
  assert.equal((await ask(21, 20)).status, 400);
  const past = (await ask(-3, -2)).body;
  assert.deepEqual([past.isFree, past.refusal, past.suggestions], [false, "in_the_past", []]);
  assert.equal((await ask(9_000, 9_001)).body.refusal, "too_far_ahead");
  assert.equal((await ask(4_000, 4_100)).body.isFree, true, "the API bounds no length");
  const form = (await ask(4_000, 4_100, "&limits=form")).body;
  assert.deepEqual([form.isFree, form.refusal], [false, "too_long"]);
});

Deno.test("one reservation: GET, cancel twice, DELETE; a stranger's 404 is that of a missing one", async () => {
  const { id } = (await reserve(30, 31)).body;
  assert.equal((await call("GET", `${PATH}/${id}`)).body.id, id);
  const missing = await call("GET", `${PATH}/99999999`);
  for (
    const [method, path] of [["GET", ""], ["DELETE", ""], ["POST", "/cancel"]] as const
  ) {
    const stranger = await call(method, `${PATH}/${id}${path}`, { as: "jean" });
    assert.deepEqual([stranger.status, stranger.body], [404, missing.body]);
  }
  const cancelled = await call("POST", `${PATH}/${id}/cancel`);
  assert.deepEqual([cancelled.status, cancelled.body.status], [200, "cancelled"]);
  assert.deepEqual((await call("POST", `${PATH}/${id}/cancel`)).body, cancelled.body);
  assert.deepEqual((await call("DELETE", `${PATH}/${id}`)).body, cancelled.body);
  assert.equal((await reserve(30, 31, { ocppTagPk: 101 }, "jean")).status, 201);
});

const get = async (path: string, cookie = cookies.ada) => {
  const response = await app.request("app", path, { cookie });
  return { status: response.status, headers: response.headers, html: await response.text() };
};
const post = async (path: string, fields: Record<string, string>, cookie = cookies.ada) => {
  const response = await app.request("app", path, {
    method: "POST",
    cookie,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
  const html = await response.text();
  const location = response.headers.get("location");
  return { status: response.status, location, html, flash: flashOf(response.headers) };
};
/** The message for the next page. */
const flashOf = (headers: Headers) => readFlash(headers.getSetCookie().join("; "))?.text ?? "";
/** Islands are handed every word they may say. */
const withoutScripts = (html: string) => html.replaceAll(/<script[\s\S]*?<\/script>/g, "");
/** The button that reserves. */
const RESERVE = ">Reserve</button>";

Deno.test("pages: the wizard without scripts, from the list to the reservation and its calendar file", async () => {
  assert.ok((await get("/reservations")).html.includes("/reservations/new"));
  const chargers = (await get("/reservations/new")).html;
  assert.ok(chargers.includes("/reservations/new?charger=LYON-DC1"), "the card chooses itself");
  const start = localText(new Date(base + 60 * HOUR), "Europe/Paris");
  const cookie = `${cookies.ada}; tz=Europe%2FParis`;
  const query = new URLSearchParams({ charger: "LYON-DC1", connector: "2", start, minutes: "90" });
  const step = (await get(`/reservations/new?${query}`, cookie)).html;
  assert.ok(step.includes(`value="${start}"`) && step.includes("Europe/Paris"));
  assert.ok(step.includes("Free at this time."));
  const fields = { ...Object.fromEntries(query), card: String(ada.mappingId), at: "" };
  const made = await post("/reservations/new", fields, cookie);
  assert.equal(made.status, 303, made.html.slice(0, 500));
  const again = await post("/reservations/new", fields, cookie);
  assert.equal(again.location, made.location, "sent twice, reserved once");
  assert.ok(made.flash.includes("Reserved."));
  assert.ok(again.flash.includes("You had reserved this time already"));
  const [row] = await db.select().from(reservations)
    .where(eq(reservations.id, Number(made.location!.split("/").at(-1))));
  assert.deepEqual([row.startAt.toISOString(), row.endAt.toISOString()], [hour(60), hour(61.5)]);
  const detail = await get(made.location!, cookie);
  assert.ok(detail.html.includes("Lyon fast charger") && detail.html.includes("cancel=ask"));
  assert.ok(detail.html.includes('href="/chargers/LYON-DC1"'), "the way to the charger");
  const charger = (await get("/chargers/LYON-DC1")).html;
  assert.ok(charger.includes('href="/reservations/new?charger=LYON-DC1"'), "and from it");
  const file = await get(`${made.location}/calendar.ics`);
  assert.equal(file.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.ok(file.html.includes("BEGIN:VEVENT"));
});

Deno.test("pages: chargers are chosen by plug, power, price, place and state; favourites first, then by name", async () => {
  const names = ["Bay 10", "Bay 2", "Bay 1"].map((friendlyName, n) => ({
    chargeBoxId: `ORDER-${n}`,
    publicId: `RDER${n}`,
    friendlyName,
    connectorType: "ccs",
    maxKw: 50,
    lastSeenAt: new Date(),
  }));
  await db.insert(chargers).values(names);
  await db.insert(favouriteChargers).values({ userId: ada.id, chargeBoxId: "LYON-02" });
  const orderOf = (html: string) =>
    [...html.matchAll(/data-charger="([^"]+)"/g)].map(([, id]) => id);
  const { html } = await get("/reservations/new");
  const expected = ["LYON-02", "ORDER-2", "ORDER-1", "ORDER-0", "DEPOT-A", "LYON-DC1", "LYON-01"];
  assert.deepEqual(orderOf(html), expected);
  assert.deepEqual(orderOf((await get("/")).html), expected, "the home page has the same order");
  assert.deepEqual(orderOf((await get("/chargers")).html), expected);
  for (
    const fact of [
      "2 × CCS",
      "150\u00a0kW",
      "€0.42\u00a0per\u00a0kWh",
      "Rue des Acacias",
      "Offline",
    ]
  ) {
    assert.ok(html.includes(fact), fact);
  }
  const found = await get("/reservations/new?q=acacias&lat=45.7&lon=4.8&start=2030-05-01T10:00");
  assert.equal(orderOf(found.html).length, 4, "by the place");
  assert.ok(found.html.includes("start=2030-05-01T10%3A00"), "the time is kept");
  assert.ok((await get("/reservations/new?q=nowhere")).html.includes("No charger matches"));
  const gone = (await get("/reservations/new?charger=NOWHERE")).html;
  assert.ok(gone.includes("That charger cannot be reserved"));
  assert.equal((await get("/reservations/new?cursor=x")).status, 400);
  await db.delete(chargers).where(like(chargers.chargeBoxId, "ORDER-%"));
});

Deno.test("pages: beside the time stands what was chosen, with a way back that keeps the time", async () => {
  const { html } = await get(
    "/reservations/new?charger=LYON-DC1&start=2030-05-01T10:00&minutes=30",
  );
  const facts = [
    "Lyon fast charger",
    "Rue des Acacias",
    "2 × CCS",
    "150\u00a0kW",
    "€0.42",
    "Ada's card",
  ];
  for (const fact of facts) assert.ok(html.includes(fact), fact);
  assert.equal(html.match(/type="radio" name="connector"/g)?.length, 2);
  const back = html.match(/<a href="([^"]+)"[^>]*data-keeps/)?.[1].replaceAll("&amp;", "&") ?? "";
  assert.deepEqual(Object.fromEntries(new URL(back, "http://x").searchParams), {
    start: "2030-05-01T10:00",
    minutes: "30",
  });
});

Deno.test("pages: a taken time has no button to reserve; one's own is named and linked", async () => {
  const { id } = (await reserve(50, 51)).body;
  const at = (n: number) =>
    `/reservations/new?charger=LYON-01&connector=1&minutes=60&at=${encodeURIComponent(hour(n))}`;
  const free = (await get(at(51))).html;
  assert.ok(
    free.includes(RESERVE) && free.includes("Reserving costs nothing. Charging then: €0.42"),
  );
  assert.ok(free.includes("If you do not come, it lapses at"));
  const same = (await get(at(50))).html;
  assert.ok(same.includes("You have this time already.") && !same.includes(RESERVE));
  assert.ok(same.includes(`href="/reservations/${id}"`));
  const part = (await get(at(49.5))).html;
  assert.ok(part.includes("Taken by your own reservation") && !part.includes(RESERVE));
  const other = (await get(at(50), cookies.jean)).html;
  assert.ok(other.includes("Taken, ") && !other.includes(RESERVE));
  assert.ok(
    other.includes("Connector 2 at this time") && other.includes("&amp;connector=2&amp;at="),
  );
  assert.ok(!other.includes(`/reservations/${id}`), "nothing of its owner");
});

Deno.test("pages: with no time asked for, the first free one is offered; without a time nothing is reserved", async () => {
  const soon = new Date(Date.now() - HOUR).toISOString();
  const { id } = (await call("POST", PATH, {
    body: wish(0, 0, { connectorId: 2, startAt: soon, endAt: hour(3) }),
  })).body;
  const { html } = await get("/reservations/new?charger=LYON-01&connector=2");
  assert.ok(html.includes("Free at this time.") && html.includes(RESERVE));
  assert.ok(html.includes(`name="at" value="${hour(3)}"`));
  const none = await post("/reservations/new", { charger: "LYON-01", connector: "2", start: "" });
  assert.deepEqual([none.status, none.html.includes("Choose a date and a time.")], [400, true]);
  await db.delete(reservations).where(eq(reservations.id, id));
});

Deno.test("pages: a start is read on the clocks it was written on, whatever the browser told since", async () => {
  const at = base + 90 * HOUR;
  const made = await post("/reservations/new", {
    charger: "LYON-02",
    connector: "1",
    card: String(ada.mappingId),
    start: localText(new Date(at), "UTC"),
    zone: "UTC",
    at: hour(80),
    minutes: "30",
  }, `${cookies.ada}; tz=America%2FNew_York`);
  const [row] = await db.select().from(reservations)
    .where(eq(reservations.id, Number(made.location!.split("/").at(-1))));
  assert.equal(row.startAt.getTime(), at);
});

Deno.test("pages 409: a conflict keeps the choices and offers links that take a suggestion", async () => {
  const start = localText(new Date(base + 20 * HOUR), "UTC");
  const { status, html } = await post("/reservations/new", {
    charger: "LYON-01",
    connector: "1",
    card: String(jean.mappingId),
    start,
    at: "",
    minutes: "60",
  }, cookies.jean);
  assert.equal(status, 409);
  assert.ok(html.includes(`value="${start}"`));
  assert.ok(html.includes("This time is taken: nothing was reserved."));
  assert.ok(!html.includes(RESERVE), "what is taken cannot be asked for again");
  assert.ok(html.includes(`at=${encodeURIComponent(hour(21))}`));
});

Deno.test("pages 409: what is gone is never replaced in silence; what is chosen instead is shown", async () => {
  const before = await db.select().from(reservations);
  const fields = {
    charger: "LYON-02",
    connector: "1",
    card: String(ada.mappingId),
    start: localText(new Date(base + 120 * HOUR), "UTC"),
    minutes: "60",
  };
  for (const gone of [{ card: "999999" }, { connector: "99" }]) {
    const answer = await post("/reservations/new", { ...fields, ...gone });
    assert.deepEqual([answer.status, answer.html.includes("no longer there")], [409, true]);
  }
  assert.equal((await db.select().from(reservations)).length, before.length);
});

Deno.test("pages 400: a start that is no time, or is over, stays in the form with its message", async () => {
  const fields = { charger: "LYON-01", connector: "1", card: String(ada.mappingId), minutes: "60" };
  const none = await post("/reservations/new", { ...fields, start: "soon" });
  assert.deepEqual([none.status, none.html.includes("Choose a date and a time.")], [400, true]);
  const past = await post("/reservations/new", { ...fields, start: "2020-01-01T10:00" });
  assert.deepEqual([past.status, past.html.includes("This time is over already.")], [400, true]);
});

Deno.test("pages: what the form refuses is not free before it, nor beside its message", async () => {
  const before = await db.$count(reservations);
  const local = (n: number) => localText(new Date(base + n * HOUR), "UTC");
  const cases = [
    [local(-30), "60", "This time is over already."],
    [local(-2), "720", "This start is past. Choose a later one."],
    [local(24 * 366), "60", "Reserve at most a year ahead."],
    [local(100), "1441", "Reserve at most 24 hours at once."],
    [local(100), "100000", "Reserve at most 24 hours at once."],
    [local(100), "99999999999", "Reserve at most 24 hours at once."],
  ];
  for (const [start, minutes, message] of cases) {
    const fields = { charger: "LYON-01", connector: "1", card: String(ada.mappingId) };
    const query = new URLSearchParams({ ...fields, start, minutes, zone: "UTC" });
    const shown = await get(`/reservations/new?${query}`);
    const sent = await post("/reservations/new", Object.fromEntries(query));
    assert.deepEqual([shown.status, sent.status], [200, 400], message);
    for (const { html } of [shown, sent]) {
      const said = withoutScripts(html);
      assert.ok(said.includes(message), message);
      assert.ok(!said.includes("Free at this time.") && !said.includes(RESERVE), message);
    }
  }
  assert.equal(await db.$count(reservations), before);
  const field = (await get("/reservations/new?charger=LYON-01")).html.match(
    /<input[^>]*name="start"[^>]*>/,
  )?.[0];
  const max = new Date(`${field?.match(/max="([^"]+)"/)?.[1]}Z`).getTime();
  assert.ok(Math.abs(max - Date.now() - 365 * 24 * HOUR) < 5 * 60_000, `${field}`);
});

Deno.test("pages: a day is reserved in one piece; a length that is no number is not replaced", async () => {
  const fields = { charger: "LYON-01", connector: "2", card: String(ada.mappingId), at: hour(200) };
  const odd = await post("/reservations/new", { ...fields, minutes: "abc" });
  assert.equal(odd.status, 409);
  const made = await post("/reservations/new", { ...fields, minutes: "1440" });
  assert.equal(made.status, 303, "an offer that was picked needs no start");
  await db.delete(reservations).where(
    eq(reservations.id, Number(made.location!.split("/").at(-1))),
  );
});

Deno.test("pages 400: a start that was emptied does not book the time that was filled in with it", async () => {
  const before = await db.$count(reservations);
  const { status, html } = await post("/reservations/new", {
    charger: "LYON-01",
    connector: "1",
    card: String(ada.mappingId),
    start: "",
    at: hour(210),
    minutes: "90",
  });
  assert.equal(status, 400);
  assert.ok(html.includes("Choose a date and a time."));
  assert.ok(!withoutScripts(html).includes("Free at this time."));
  assert.match(html, /<option[^>]*value="90"[^>]*selected|<option[^>]*selected[^>]*value="90"/);
  assert.equal(await db.$count(reservations), before);
});

Deno.test("pages: cancel asks first, then 303; a stranger's page is 404", async () => {
  const { id } = (await reserve(70, 71)).body;
  assert.equal((await get(`/reservations/${id}`, cookies.jean)).status, 404);
  assert.equal((await get(`/reservations/${id}/calendar.ics`, cookies.jean)).status, 404);
  assert.ok(
    (await get(`/reservations/${id}?cancel=ask`)).html.includes("Cancel this reservation?"),
  );
  assert.equal((await post(`/reservations/${id}`, {}, cookies.jean)).status, 404);
  assert.equal((await post(`/reservations/${id}`, {})).status, 303);
  const after = (await get(`/reservations/${id}`)).html;
  assert.ok(after.includes("Cancelled") && !after.includes("cancel=ask"));
  assert.equal(
    (await get("/reservations?status=cancelled")).html.includes(`/reservations/${id}`),
    true,
  );
});

Deno.test("pages: what blocks a reservation is said", async () => {
  const own = eq(userMappings.id, jean.mappingId);
  await db.update(userMappings).set({ isActive: false }).where(own);
  assert.ok(
    (await get("/reservations/new", cookies.jean)).html.includes(
      "Account not ready for reservations.",
    ),
  );
  const list = (await get("/reservations", cookies.jean)).html;
  assert.ok(list.includes("view-only mode") && !list.includes("/reservations/new"));
  await db.update(userMappings).set({ isActive: true }).where(own);
});

Deno.test("the resolver runs on the application's own context", async () => {
  const { services } = app;
  const { failed } = await resolveReservations(services.systemContext("test"), services);
  assert.equal(failed, 0);
  const { body } = await call("GET", `${PATH}?status=confirmed`);
  assert.ok(body.reservations.length > 0);
});
