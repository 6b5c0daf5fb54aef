import assert from "node:assert/strict";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const app = await startTestApp({ config: { OPERATOR_CONTACT_EMAIL: "help@example.org" } });
const { sql } = app.database;
const [ada, jean] = (await seedSampleWorld(app.database.db)).drivers;
const adaCookie = await app.signInCustomer(ada.email);
const jeanCookie = await app.signInCustomer(jean.email);

Deno.test.afterAll(() => app.stop());

const open = async (path: string, cookie?: string, headers: HeadersInit = {}) => {
  const response = await app.request("app", path, { cookie, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const form = (path: string, fields: Record<string, string>, cookie?: string) =>
  app.request("app", path, { method: "POST", body: new URLSearchParams(fields), cookie });
const held = (cookie: string) =>
  cookie.split("; ").filter((pair) => pair.includes("_multi-")).join("; ");
const sessionIdOf = async (userId: string): Promise<string> =>
  (await sql`select id from auth_sessions where user_id = ${userId}`)[0].id;
const currentOf = (cookie: string) =>
  cookie.split("; ").find((pair) => pair.startsWith("polaris_customer_session="))!;

Deno.test("the picker shows who is signed in here, and switches between them", async () => {
  const both = [jeanCookie, held(adaCookie)].join("; ");
  const picker = await open("/switch", both);
  assert.match(picker.text, /Ada Berg[\s\S]*Jean Moreau/);
  assert.ok(!picker.text.includes(currentOf(jeanCookie).split("=")[1]), "no token in the page");
  const switched = await form("/auth/accounts", {
    session: await sessionIdOf(ada.id),
    action: "switch",
    next: "/sessions",
  }, both);
  assert.equal(switched.status, 303);
  assert.equal(switched.headers.get("location"), "/sessions");
  const [cookie] = switched.headers.getSetCookie();
  assert.equal(cookie.split(";")[0], currentOf(adaCookie));
  const who = await app.request("app", "/api/auth/get-session", { cookie: cookie.split(";")[0] });
  assert.equal((await who.json()).user.id, ada.id);
});

Deno.test("a session that this browser does not hold can neither be taken nor ended", async () => {
  const adas = await sessionIdOf(ada.id);
  for (const action of ["switch", "end"]) {
    const response = await form("/auth/accounts", { session: adas, action }, jeanCookie);
    assert.equal(response.headers.get("location"), "/switch");
    assert.ok(!response.headers.getSetCookie().some((text) => text.includes("session=")));
  }
  const forged = held(adaCookie).replace(/.$/, "A").replace(/%..$/, "");
  const response = await form("/auth/accounts", { session: adas, action: "end" }, forged);
  assert.deepEqual(response.headers.getSetCookie(), []);
  assert.equal(await sessionIdOf(ada.id), adas);
});

Deno.test("signing one account out leaves the others", async () => {
  const extra = await app.signInCustomer("nora@example.org");
  const all = [adaCookie, held(jeanCookie), held(extra)].join("; ");
  const noras = await sessionIdOf("driver-3");
  const ended = await form("/auth/accounts", { session: noras, action: "end" }, all);
  assert.equal(ended.headers.get("location"), "/switch");
  assert.ok(ended.headers.getSetCookie().every((text) => /_multi-.*Max-Age=0/.test(text)));
  const picker = await open("/switch", all);
  assert.doesNotMatch(picker.text, /Nora Lind/);
  assert.match(picker.text, /Jean Moreau/);
  assert.equal((await open("/switch")).status, 303, "for people who are signed in");
  const add = await open("/login?add=1", adaCookie);
  assert.equal(add.status, 200, "another account can be added");
});

Deno.test("the app's link in a browser: opens the app, or signs in here, once", async () => {
  await app.services.auth.requestMagicLink(
    { headers: new Headers({ origin: app.appUrl }), ip: "198.51.100.9" },
    { email: ada.email, target: "app" },
  );
  const mail = (await listKeptMail(app.services.db, 10)).find((each) => /\/m\//.test(each.text));
  const path = /\/m\/[\w-]+/.exec(mail!.text)![0];
  const page = await open(path);
  assert.equal(page.status, 200);
  assert.match(page.text, /Open the app/);
  assert.match(page.text, /href="expchg:\/\/m\/[\w-]+"/);
  assert.equal(page.headers.get("referrer-policy"), "same-origin");
  const done = await form("/login/link", { token: path.slice(3), next: "/" });
  assert.equal(done.status, 303);
  const gone = await open(path);
  assert.equal(gone.status, 410);
  assert.match(gone.text, /This link no longer works/);
  assert.equal((await open("/m/short")).status, 404);
  assert.equal((await open("/m/has%20blank%20in%20it")).status, 404);
});

Deno.test("a used link leads on who is signed in already", async () => {
  const used = "/login/link?token=of-a-link-that-was-used&next=%2Fsessions";
  const stranger = await open(used);
  assert.equal(stranger.status, 410);
  assert.match(stranger.text, /Ask for a new one below/);
  const signedIn = await open(used, adaCookie);
  assert.equal(signedIn.status, 410);
  assert.match(signedIn.text, /You are signed in already\./);
  assert.match(signedIn.text, /<a[^>]*href="\/sessions"[^>]*>Go on</);
  assert.doesNotMatch(signedIn.text, /Ask for a new one/);
});

Deno.test("a printed card's page is the same whether the id exists or not", async () => {
  const [{ public_id: known }] = await sql`select public_id from users where id = ${ada.id}`;
  const main = (text: string) => text.split("<main")[1].split("</main>")[0];
  const [real, made] = [await open(`/u/${known}`), await open("/u/22222222")];
  assert.deepEqual([real.status, made.status], [200, 200]);
  assert.equal(main(real.text), main(made.text));
  for (const bad of ["/u/ABC", "/u/IIIIIIII", "/u/abcdefgh"]) {
    assert.equal((await open(bad)).status, 404, bad);
  }
});

Deno.test("the sign-in page says so when nothing works", async () => {
  const page = await open("/login");
  assert.match(page.text, /Trouble signing in\?/);
  assert.match(page.text, /name="email"/);
  const bad = await form("/login", { email: "no address", next: "/" });
  assert.equal(bad.status, 400);
  assert.match(await bad.text(), /Enter an e-mail address/);
  await sql`update chargers set last_seen_at = null, steve_connected = null`;
  const { mail } = app.services;
  const config = app.services.config as { isProduction: boolean };
  config.isProduction = true;
  try {
    const none = await open("/login");
    assert.equal(mail.sends, false);
    assert.match(none.text, /No sign-in methods are available right now\./);
    assert.doesNotMatch(none.text, /name="email"/);
  } finally {
    config.isProduction = false;
  }
});

Deno.test("another language keeps a mailed link's page, and leads to no other host", async () => {
  const place = "/login/link?token=abc&next=%2Fcards";
  assert.match(
    (await open(place)).text,
    /name="next" value="\/login\/link\?token=abc&amp;next=%2Fcards"/,
  );
  const chosen = await form("/language", { language: "de", next: place });
  assert.deepEqual([chosen.status, chosen.headers.get("location")], [303, place]);
  assert.match(chosen.headers.getSetCookie().join(), /=de;/);
  const away = await form("/language", { language: "de", next: "//evil.example/login" });
  assert.equal(away.headers.get("location"), "/");
});
