import assert from "node:assert/strict";
import { syncRuns } from "@/db/schema/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const app = await startTestApp({ role: "operator" });
const { db, sql } = app.database;
const cookie = await app.signInOperator();
const keep = { sanitizeResources: false, sanitizeOps: false };
Deno.test.afterAll(() => app.stop());

async function visit(path: string, init: RequestInit & { cookie?: string } = { cookie }) {
  const response = await app.request("admin", path, { headers: { accept: "text/html" }, ...init });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const post = (path: string, fields: Record<string, string>) =>
  visit(path, { cookie, method: "POST", body: new URLSearchParams(fields) });

Deno.test(
  "an empty installation is welcomed, and every page has its empty state",
  keep,
  async () => {
    const { status, body, headers } = await visit("/");
    assert.equal(status, 200);
    assert.match(body, /Welcome to Polaris Express/);
    assert.match(body, /Nobody is charging/);
    assert.equal(headers.get("cache-control"), "no-store");
    assert.match((await visit("/transactions")).body, /No sessions yet/);
    assert.match((await visit("/sync")).body, /No run yet/);
    assert.match((await visit("/notifications")).body, /Nothing to tell/);
  },
);

Deno.test("303 to sign-in without a session, 404 on the drivers' host", keep, async () => {
  for (
    const path of ["/", "/transactions", "/transactions/1", "/sync", "/sync/1", "/notifications"]
  ) {
    const { status, headers } = await visit(path, {});
    assert.deepEqual([status, headers.get("location")?.split("?")[0]], [303, "/login"], path);
  }
  const elsewhere = await app.request("app", "/admin/sync", { cookie });
  await elsewhere.body?.cancel();
  assert.equal(elsewhere.status, 404);
});

Deno.test("403: an operator without the permission cannot trigger a sync", keep, async () => {
  assert.match((await visit("/sync")).body, /Needs the permission sync:trigger/);
  const refused = await post("/sync", { action: "trigger" });
  assert.equal(refused.status, 403);
  assert.match(refused.body, /Not for this account/);
  const [{ n }] = await sql`select count(*)::int as n from platform_state`;
  assert.equal(n, 0);
});

Deno.test(
  "303: with it the wish is stored, told once, and asked twice it is one",
  keep,
  async () => {
    await sql`insert into operator_permissions (user_id, permission)
    select id, 'sync:trigger' from users where role = 'operator'`;
    const asked = await post("/sync", { action: "trigger" });
    await post("/sync", { action: "trigger" });
    assert.deepEqual([asked.status, asked.headers.get("location")], [303, "/sync"]);
    const stored = await sql`select value from platform_state where key = 'sync:pending-trigger'`;
    assert.equal(stored.length, 1);
    const flash = asked.headers.getSetCookie()[0].split(";")[0];
    const shown = await visit("/sync", { cookie: `${cookie}; ${flash}` });
    assert.match(shown.body, /A sync was asked for/);
    assert.match(shown.headers.getSetCookie().join(), /flash=;.*Max-Age=0/);
  },
);

Deno.test("403: a form of another site changes nothing", keep, async () => {
  const { status } = await visit("/sync", {
    cookie,
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: new URLSearchParams({ action: "trigger" }),
  });
  assert.equal(status, 403);
});

Deno.test("runs page on and back by their neighbours, within the filter", keep, async () => {
  await db.insert(syncRuns).values(Array.from({ length: 50 }, (_, n) => ({
    status: n % 2 ? "completed" as const : "failed" as const,
    trigger: "schedule",
    replica: "test",
    completedAt: new Date(),
  })));
  const runsOf = (body: string) =>
    [...body.matchAll(/<a href="\/sync\/(\d+)" class="row-link/g)].map((found) => Number(found[1]));
  const linkTo = (body: string, word: RegExp) =>
    [...body.matchAll(/<a href="(\/sync\?[^"]+)"[^>]*>(.*?)<\/a>/gs)]
      .find((found) => word.test(found[2]))?.[1].replaceAll("&amp;", "&");
  const first = await visit("/sync?status=failed");
  assert.deepEqual(runsOf(first.body).length, 15);
  assert.equal(linkTo(first.body, /Newer/), undefined);
  const second = await visit(linkTo(first.body, /Older/)!);
  assert.equal(runsOf(second.body).length, 10);
  assert.equal(linkTo(second.body, /Older/), undefined);
  const back = await visit(linkTo(second.body, /Newer/)!);
  assert.deepEqual(runsOf(back.body), runsOf(first.body));
  const all = [...runsOf(first.body), ...runsOf(second.body)];
  assert.deepEqual(all, [...new Set(all)].sort((a, b) => b - a));
});

Deno.test("409: only a failed run can be retried", keep, async () => {
  const world = await seedSampleWorld(db);
  assert.equal((await post(`/sync/${world.runIds.completed}`, { action: "retry" })).status, 409);
  assert.equal((await post(`/sync/${world.runIds.failed}`, { action: "retry" })).status, 303);
  const log = await visit(`/sync/${world.runIds.failed}?level=error`);
  assert.match(log.body, /SteVe did not answer within 10 s/);
  assert.doesNotMatch(log.body, />3 cards unchanged/);
});

Deno.test("every session is reached once by paging, whatever the filters say", keep, async () => {
  const seen: string[] = [];
  let path: string | undefined = "/transactions?status=nonsense";
  while (path) {
    const { status, body }: { status: number; body: string } = await visit(path);
    assert.equal(status, 200);
    seen.push(
      ...[...body.matchAll(/href="\/transactions\/(\d+)" class="row-link/g)].map((m) => m[1]),
    );
    path = /href="(\/transactions\?[^"]*before=[^"]+)"/.exec(body)?.[1].replaceAll("&amp;", "&");
  }
  assert.equal(seen.length, 40);
  assert.equal(new Set(seen).size, 40);
});

Deno.test(
  "400: a period that ends before it begins lists nothing, and says why",
  keep,
  async () => {
    const { status, body } = await visit("/transactions?from=2026-07-02&to=2026-07-01");
    assert.equal(status, 400);
    assert.match(body, /From is after To\./);
    assert.doesNotMatch(body, /class="row-link/);
  },
);

Deno.test("a held event tells its reason, and text from outside stays text", keep, async () => {
  await sql`update charging_sessions set id_tag = '<script>x</script>', stop_reason = '<b>y'
    where steve_transaction_id = 992`;
  const { body } = await visit("/transactions/992");
  assert.match(body, /The card had no owner/);
  assert.match(body, /Card not linked/);
  assert.doesNotMatch(body, /<script>x|<b>y/);
});

Deno.test("a figure that fails shows a dash and leaves the page standing", keep, async () => {
  await sql`alter table reservations rename to reservations_gone`;
  await sql`alter table notifications rename to notifications_gone`;
  await sql`alter table sync_run_segments rename to segments_gone`;
  try {
    const { status, body } = await visit("/");
    assert.equal(status, 200);
    assert.match(body, /could not be read/);
    assert.match(body, /1 session</);
  } finally {
    await sql`alter table reservations_gone rename to reservations`;
    await sql`alter table notifications_gone rename to notifications`;
    await sql`alter table segments_gone rename to sync_run_segments`;
  }
});

Deno.test("what no column can hold in an address is no failure of ours", keep, async () => {
  const addresses = [
    "/transactions?tag=%00",
    "/transactions?charger=%00",
    "/transactions?from=0000-01-01",
    "/transactions?to=9999-12-31",
    "/transactions?before=9999999999999999.999999999999999",
    "/notifications?before=999999999999999",
    "/transactions/999999999999999",
    "/sync/999999999999999",
  ];
  for (const path of addresses) assert.ok((await visit(path)).status < 500, path);
});

Deno.test(
  "415, 400: a form of another type changes nothing and is told by a page",
  keep,
  async () => {
    for (
      const [type, status] of [
        ["text/plain", 415],
        ["application/json", 415],
        ["multipart/form-data", 400],
      ] as const
    ) {
      for (const path of ["/login", "/notifications"]) {
        const headers = { accept: "text/html", "content-type": type };
        const answer = await visit(path, { cookie, method: "POST", body: "x", headers });
        assert.deepEqual([path, type, answer.status], [path, type, status]);
        assert.match(answer.body, /Back to the start/);
      }
    }
  },
);

Deno.test("the development mailbox is on our own hosts alone", keep, async () => {
  const at = (host: string) =>
    app.handle(new Request(`http://${host}/dev/mail`)).then(async (response) => {
      await response.body?.cancel();
      return response.status;
    });
  assert.equal(await at(app.config.ADMIN_HOST), 200);
  assert.equal(await at("elsewhere.example"), 404);
});

Deno.test("the API document names the configured server, whatever Host asks", keep, async () => {
  const response = await app.handle(new Request("http://elsewhere.example/api/openapi.json"));
  assert.deepEqual((await response.json()).servers, [{ url: app.adminUrl }]);
  const docs = await app.handle(new Request("http://elsewhere.example/docs"));
  assert.doesNotMatch(await docs.text(), /elsewhere\.example/);
});

Deno.test("a notice links only to a page of this host", keep, async () => {
  const ctx = app.services.systemContext("test");
  const raise = (title: string, link: string) =>
    raiseNotification(ctx, { audience: "admin", severity: "info", source: "test", title, link });
  await raise("Fine", "/sync?from=notice");
  await raise("Foul", "//elsewhere.example/x");
  await raise("Fouler", "/\\elsewhere.example/y");
  const { body } = await visit("/notifications");
  assert.match(body, /href="\/sync\?from=notice"/);
  assert.match(body, /Fouler/);
  assert.doesNotMatch(body, /elsewhere\.example/);
});
