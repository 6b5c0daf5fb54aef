import assert from "node:assert/strict";
import { PushSender, raiseNotification, tellDriver } from "@/lib/notifications/mod.ts";
import {
  decrypt,
  newBrowser,
  startPushService,
} from "@/lib/notifications/driver/push/testing/push_service.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp();
const { services } = app;
const { db, sql } = app.database;
const world = await seedSampleWorld(db);
const [ada, jean] = world.drivers;
const cookies = {
  ada: await app.signInCustomer(ada.email),
  jean: await app.signInCustomer(jean.email),
};
const system = services.systemContext("test");

Deno.test.afterAll(() => app.stop());

type Who = keyof typeof cookies;
const get = (path: string, who: Who = "ada") =>
  app.request("app", `/api/customer/${path}`, { cookie: cookies[who] });
const send = (method: string, path: string, body?: unknown, who: Who = "ada") =>
  app.request("app", `/api/customer/${path}`, {
    method,
    cookie: cookies[who],
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
const submit = (path: string, fields: Record<string, string>, who: Who = "ada") =>
  app.request("app", path, {
    method: "POST",
    cookie: cookies[who],
    body: new URLSearchParams(fields),
  });
const list = async (who: Who = "ada", query = "") =>
  await (await get(`notifications${query}`, who)).json();
let told = 0;
const tell = (userId: string) => {
  told++;
  return tellDriver(system, {
    userId,
    event: "card_lost",
    subject: `card:${told}`,
    data: { mappingId: told, cardName: `Card ${told}` },
  });
};
const tellAll = () =>
  raiseNotification(system, {
    audience: "customer",
    severity: "warning",
    source: "test",
    title: "The depot is closed on Monday",
  });

Deno.test(
  "200: a driver's notices by pages, with the unread count; nobody else's",
  keep,
  async () => {
    for (let n = 0; n < 3; n++) await tell(ada.id);
    await tell(jean.id);
    const first = await list("ada", "?limit=2");
    assert.equal(first.unread, 3);
    assert.equal(first.notifications.length, 2);
    const rest = await list("ada", `?limit=2&cursor=${first.next}`);
    assert.equal(rest.next, null);
    const bodies = [...first.notifications, ...rest.notifications].map(({ body }) => body);
    assert.deepEqual(bodies.map((body) => body.slice(0, 6)), ["Card 3", "Card 2", "Card 1"]);
    assert.equal((await list("jean")).unread, 1);
    assert.equal((await get("notifications?cursor=x")).status, 400);
  },
);

Deno.test(
  "204: read one, read up to one; 404 for another driver's, the same as for none",
  keep,
  async () => {
    const { notifications: [newest, middle] } = await list();
    for (let n = 0; n < 2; n++) {
      assert.equal((await send("POST", `notifications/${middle.id}/read`)).status, 204);
    }
    assert.equal((await list()).unread, 2);
    await tell(ada.id);
    assert.equal((await send("POST", "notifications/read-all", { upToId: newest.id })).status, 204);
    assert.equal((await list()).unread, 1, "what came later stays unread");
    const { notifications: [theirs] } = await list("jean");
    const without = async (path: string) => {
      const response = await send("POST", path);
      const { requestId: _, ...body } = await response.json();
      return { status: response.status, body };
    };
    const foreign = await without(`notifications/${theirs.id}/read`);
    assert.deepEqual(foreign, await without("notifications/999999/read"));
    assert.equal(foreign.status, 404);
    assert.equal((await list("jean")).unread, 1);
  },
);

Deno.test("a word to all is read by each driver alone", keep, async () => {
  await tellAll();
  const before = { ada: (await list("ada")).unread, jean: (await list("jean")).unread };
  const { notifications: [toAll] } = await list("ada");
  assert.equal(toAll.isRead, false);
  await send("POST", `notifications/${toAll.id}/read`);
  assert.equal((await list("ada")).unread, before.ada - 1);
  assert.equal((await list("ada")).notifications[0].isRead, true);
  assert.equal((await list("jean")).unread, before.jean);
  const page = await (await app.request("app", "/account", { cookie: cookies.ada })).text();
  assert.equal(/data-unread="(\d+)"/.exec(page)?.[1], String(before.ada - 1), "so says the bell");
});

Deno.test("a notice that is kept in English is said in the reader's language", keep, async () => {
  await raiseNotification(system, {
    audience: "customer",
    userId: jean.id,
    severity: "warning",
    source: "reservations",
    title: "Your reservation could not be kept",
    body: "The charger did not accept it. Choose another time or charger.",
  });
  const response = await app.request("app", "/notifications", {
    cookie: `${cookies.jean}; lang=de`,
  });
  const page = await response.text();
  const t = translator("de");
  assert.notEqual(t("Your reservation could not be kept"), "Your reservation could not be kept");
  assert(page.includes(t("Your reservation could not be kept")));
  assert(!page.includes("Your reservation could not be kept"));
  assert(page.includes(t("The charger did not accept it. Choose another time or charger.")));
});

Deno.test(
  "choices: 200 with all, 400 for unknown events, what is not named stays",
  keep,
  async () => {
    const on = { event: "charger_free", channel: "email", isOn: true };
    const patched = await send("PATCH", "notification-choices", { choices: [on] });
    assert.equal(patched.status, 200);
    const { choices, browsers } = await (await get("notification-choices")).json();
    assert.equal(choices.charger_free.email, true);
    assert.deepEqual(choices.card_lost, { email: false, push: false });
    assert.equal(browsers, 0);
    for (const event of ["nothing", "test", "__proto__"]) {
      const body = { choices: [{ ...on, event }] };
      assert.equal((await send("PATCH", "notification-choices", body)).status, 400);
    }
    assert.equal((await send("PATCH", "notification-choices", { choices: [] })).status, 400);
  },
);

Deno.test("push from the browser's subscription to the message it shows", keep, async () => {
  const service = startPushService();
  const { publicKey } = await (await get("push/key")).json();
  assert.match(publicKey, /^[\w-]{87}$/);
  const phone = newBrowser("phone", "fcm.googleapis.com");
  const wire = { endpoint: phone.endpoint, expirationTime: null, keys: phone.keys };
  assert.equal((await send("POST", "push/subscriptions", wire)).status, 204);
  await tell(ada.id);
  const sender = new PushSender({
    context: () => system,
    send: service.send,
    resolve: service.resolve,
  });
  await sender.drain();
  const message = JSON.parse(decrypt(phone, service.arrivals[0].body));
  assert.match(message.body, new RegExp(`^Card ${told} `));
  assert.match(service.arrivals[0].headers.get("authorization")!, new RegExp(`k=${publicKey}$`));
  for (let n = 0; n < 2; n++) {
    const gone = await send("DELETE", "push/subscriptions", { endpoint: phone.endpoint });
    assert.equal(gone.status, 204);
  }
  await tell(ada.id);
  await sender.drain();
  assert.equal(service.arrivals.length, 1);
  const inside = { ...wire, endpoint: "https://169.254.169.254/latest" };
  const refused = await send("POST", "push/subscriptions", inside);
  assert.deepEqual([refused.status, (await refused.json()).code], [400, "unknown_push_service"]);
  await service.stop();
});

Deno.test("favourite and watch: 200 and 204 however often, 404 for no charger", keep, async () => {
  const [box] = world.chargeBoxIds;
  const [{ public_id: publicId }] = await sql`select public_id from chargers
    where charge_box_id = ${box}`;
  for (const verb of ["favourite", "watch"]) {
    for (const id of [box, publicId]) {
      const put = await send("PUT", `chargers/${id}/${verb}`);
      assert.deepEqual([put.status, (await put.json()).chargeBoxId], [200, box]);
    }
    assert.equal((await send("PUT", `chargers/NOWHERE/${verb}`)).status, 404);
    const table = verb === "watch" ? "charger_watches" : "favourite_chargers";
    const rows = () => sql.unsafe(`select user_id from ${table}`);
    assert.deepEqual((await rows()).map((row) => row.user_id), [ada.id]);
    assert.equal((await send("DELETE", `chargers/${box}/${verb}`, undefined, "jean")).status, 204);
    assert.equal((await rows()).length, 1, "Jean's own only");
    for (let n = 0; n < 2; n++) {
      assert.equal((await send("DELETE", `chargers/${box}/${verb}`)).status, 204);
    }
    assert.equal((await rows()).length, 0);
  }
});

Deno.test(
  "looking at the notices reads them: new this once, and the bell is quiet",
  keep,
  async () => {
    await tell(ada.id);
    const unreadOfJean = (await list("jean")).unread;
    const unread = (await list()).unread;
    await app.request("app", "/notifications", { method: "HEAD", cookie: cookies.ada });
    assert.equal((await list()).unread, unread, "whoever asks for the head alone has seen nothing");
    const look = async () =>
      await (await app.request("app", "/notifications", { cookie: cookies.ada })).text();
    const first = await look();
    assert.match(first, new RegExp(`Card ${told} charges no more`));
    assert.match(first, /data-read="false"/);
    assert.match(first, /data-unread="0"/);
    assert.equal((await list()).unread, 0);
    assert.doesNotMatch(await look(), /data-read="false"/);
    assert.equal((await list("jean")).unread, unreadOfJean);

    for (let n = 0; n < 25; n++) await tell(ada.id);
    await app.request("app", "/notifications", {
      cookie: cookies.ada,
      headers: { "sec-purpose": "prefetch;prerender" },
    });
    assert.equal((await list()).unread, 25, "what a browser fetches ahead nobody has seen");
    assert.match(await look(), /Mark all as read/);
    const left = await list();
    assert.equal(left.unread, 5, "what stands on later pages is still new");
    const upToId = String(left.notifications[0].id);
    assert.equal((await submit("/notifications", { upToId })).status, 303);
    assert.equal((await list()).unread, 0);
  },
);

Deno.test(
  "a notice is said in the language of whoever reads it, and mail follows",
  keep,
  async () => {
    await tell(ada.id);
    const german = async (path: string) =>
      await (await app.request("app", path, { cookie: `${cookies.ada}; lang=de` })).text();
    const title = translator("de")("Your card was reported lost");
    assert.match(await german("/notifications"), new RegExp(title));
    assert.match(await german("/notifications"), new RegExp(`Card ${told} lädt nicht mehr`));
    const api = JSON.parse(await german("/api/customer/notifications"));
    assert.equal(api.notifications[0].title, title);
    assert.equal((await list()).notifications[0].title, "Your card was reported lost");
    await send("PATCH", "notification-choices", {
      choices: [{ event: "card_lost", channel: "email", isOn: true }],
    });
    await tell(ada.id);
    const [mail] = await sql`select subject from email_outbox where category = 'driver_news'
    order by id desc limit 1`;
    assert.equal(mail.subject, title);
    await send("PATCH", "notification-choices", {
      choices: [{ event: "card_lost", channel: "email", isOn: false }],
    });
  },
);

Deno.test("who waits for a charger switches on mail where they wait", keep, async () => {
  const [box] = world.chargeBoxIds;
  const [{ public_id: publicId }] = await sql`select public_id from chargers
    where charge_box_id = ${box}`;
  await sql`update connectors set status = 'Charging' where evse_id in (select e.id from evses e
    join chargers c on c.id = e.charger_id where c.charge_box_id = ${box})`;
  await send("PATCH", "notification-choices", {
    choices: [{ event: "charger_free", channel: "email", isOn: false }],
  });
  await send("PUT", `chargers/${box}/watch`);
  const see = async () =>
    await (await app.request("app", `/chargers/${publicId}`, { cookie: cookies.ada })).text();
  assert.match(await see(), /Mail me, too/);
  const told = await submit(`/chargers/${publicId}/tell`, { channel: "email" });
  assert.deepEqual([told.status, told.headers.get("location")], [
    303,
    `/chargers/${publicId}#wait`,
  ]);
  assert.match(await see(), /by mail, until/);
  const { choices } = await (await get("notification-choices")).json();
  assert.equal(choices.charger_free.email, true);
  assert.equal((await submit("/chargers/NOWHERE/tell", { channel: "email" })).status, 404);
  await send("DELETE", `chargers/${box}/watch`);
});

Deno.test("pages work by plain forms: choices, test", keep, async () => {
  const fields = { action: "save", "charging_idle.email": "on", "card_lost.push": "on" };
  const saved = await submit("/account/notifications", fields);
  assert.equal(saved.status, 303);
  const { choices } = await (await get("notification-choices")).json();
  assert.deepEqual(choices.charging_idle, { email: true, push: false });
  assert.deepEqual(choices.charger_free, { email: false, push: false }, "no box, no choice");
  const tested = await submit("/account/notifications", { action: "test" });
  assert.equal(tested.status, 303);
  const page = await app.request("app", "/account/notifications", {
    cookie: `${cookies.ada}; ${tested.headers.get("set-cookie")!.split(";")[0]}`,
  });
  assert.match(
    await page.text(),
    /No browser of yours takes push messages yet\. Turn them on first/,
  );
});

Deno.test("while impersonating everything is seen and nothing changes", keep, async () => {
  await sql`update auth_sessions set impersonated_by =
    (select id from users where role = 'admin' limit 1) where user_id = ${jean.id}`;
  const page = await app.request("app", "/account/notifications", { cookie: cookies.jean });
  const html = await page.text();
  assert.equal(page.status, 200);
  assert.doesNotMatch(html, /Save choices/);
  const unread = (await list("jean")).unread;
  const { notifications: [one] } = await list("jean");
  const writes = await Promise.all([
    send("POST", `notifications/${one.id}/read`, undefined, "jean"),
    send("PUT", `chargers/${world.chargeBoxIds[0]}/watch`, undefined, "jean"),
    submit(`/chargers/${world.chargeBoxIds[0]}/tell`, { channel: "email" }, "jean"),
    submit("/notifications", { upToId: String(one.id) }, "jean"),
    submit("/account/notifications", { action: "save" }, "jean"),
  ]);
  assert.deepEqual(writes.map((response) => response.status), [403, 403, 403, 403, 403]);
  await app.request("app", "/notifications", { cookie: cookies.jean });
  assert.equal((await list("jean")).unread, unread, "an administrator's look reads nothing");
});

Deno.test(
  "the offline page and the worker are there for everybody and say nothing of anybody",
  keep,
  async () => {
    const offline = await app.request("app", "/offline", { cookie: cookies.ada });
    const html = await offline.text();
    assert.equal(offline.status, 200);
    assert.match(html, /You are offline/);
    assert.doesNotMatch(html, /Ada|ada@/);
    assert.equal((await app.request("app", "/offline")).status, 200);
    const worker = await app.request("app", "/sw.js");
    assert.match(worker.headers.get("content-type")!, /javascript/);
    assert.doesNotMatch(worker.headers.get("content-security-policy")!, /default-src 'none'/);
    const manifest = await (await app.request("app", "/manifest.webmanifest")).json();
    for (const { url } of manifest.shortcuts) {
      assert.ok([200, 303].includes((await app.request("app", url)).status), url);
    }
  },
);
