import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { registeredEndpoints } from "@/lib/web/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { OWN_KINDS, type OwnKind, seedBelongings } from "@/tests/support/belongings.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

/**
 * Two drivers and everything a driver can own: whatever one of them asks for or sends with an id of
 * the other is answered like an id that does not exist, and changes nothing of the other's.
 */

const app = await startTestApp();
// What is tried here is who may, not how often.
app.services.limiter.consume = () =>
  Promise.resolve({ allowed: true, remaining: 1_000, resetMs: 1_000 });
const world = await seedSampleWorld(app.database.db);
const [ada, jean] = world.drivers;
const theirs = await seedBelongings(app.database.db, world, jean);
const own = await seedBelongings(app.database.db, world, ada);
const cookie = await app.signInCustomer(ada.email);
const keep = { sanitizeResources: false, sanitizeOps: false };

Deno.test.afterAll(() => app.stop());

/** One way to name a thing by its id. */
interface Attempt {
  what: string;
  kind: OwnKind;
  send: (
    id: string,
  ) => { path: string; method: string; json?: unknown; form?: Record<string, string> };
}

const at = (path: string, id: string) => path.replace(/\{\w+\}/, encodeURIComponent(id));
const number = (id: string) => /^\d{1,15}$/.test(id) ? Number(id) : id;

/** Operations with an id in the path: what the id names, and a body that is otherwise right. */
const BY_PATH: Record<string, { kind: OwnKind; body?: unknown } | "shared"> = {
  "GET /api/customer/cards/{id}": { kind: "card" },
  "PATCH /api/customer/cards/{id}": { kind: "card", body: { label: "Mine now" } },
  "POST /api/customer/cards/{id}/report-lost": { kind: "card", body: { reason: "gone" } },
  "PUT /api/customer/chargers/{id}/favourite": "shared",
  "DELETE /api/customer/chargers/{id}/favourite": "shared",
  "PUT /api/customer/chargers/{id}/watch": "shared",
  "DELETE /api/customer/chargers/{id}/watch": "shared",
  "GET /api/customer/invoices/{id}/pdf": { kind: "invoice" },
  "POST /api/customer/invoices/{id}/pdf": { kind: "invoice" },
  "POST /api/customer/notifications/{id}/read": { kind: "notice" },
  "GET /api/customer/operations/{id}": { kind: "operation" },
  "GET /api/customer/reservations/{id}": { kind: "reservation" },
  "DELETE /api/customer/reservations/{id}": { kind: "reservation" },
  "POST /api/customer/reservations/{id}/cancel": { kind: "reservation" },
};

/** Operations that name a thing in their body. */
const BY_BODY: Attempt[] = [
  {
    what: "POST /api/customer/session-stop",
    kind: "session",
    send: (id) => ({
      path: "/api/customer/session-stop",
      method: "POST",
      json: { transactionId: number(id) },
    }),
  },
  {
    what: "POST /api/customer/remote-start",
    kind: "card",
    send: (id) => ({
      path: "/api/customer/remote-start",
      method: "POST",
      json: { chargeBoxId: world.chargeBoxIds[1], connectorId: 1, cardId: number(id) },
    }),
  },
  {
    what: "POST /api/customer/reservations",
    kind: "card",
    send: (id) => ({
      path: "/api/customer/reservations",
      method: "POST",
      json: {
        chargeBoxId: world.chargeBoxIds[1],
        connectorId: 2,
        mappingId: number(id),
        startAt: new Date(Date.now() + 86_400_000).toISOString(),
        endAt: new Date(Date.now() + 90_000_000).toISOString(),
      },
    }),
  },
  {
    what: "POST /api/auth/passkey/delete-passkey",
    kind: "passkey",
    send: (id) => ({ path: "/api/auth/passkey/delete-passkey", method: "POST", json: { id } }),
  },
  {
    what: "POST /api/auth/passkey/update-passkey",
    kind: "passkey",
    send: (id) => ({
      path: "/api/auth/passkey/update-passkey",
      method: "POST",
      json: { id, name: "x" },
    }),
  },
];

/** Pages below routes/app with an id in their address, by file. */
const BY_PAGE: Record<
  string,
  { kind: OwnKind; path: string; form?: Record<string, string> } | "shared"
> = {
  "reservations/[id].tsx": {
    kind: "reservation",
    path: "/reservations/{id}",
    form: { action: "cancel" },
  },
  "reservations/[id]/calendar.ics.ts": {
    kind: "reservation",
    path: "/reservations/{id}/calendar.ics",
  },
  "chargers/[id]/favourite.ts": "shared",
  "chargers/[id]/watch.ts": "shared",
  "chargers/[id]/tell.ts": "shared",
  "chargers/[id]/qr.svg.ts": "shared",
  "chargers/[id]/index.tsx": "shared",
  "chargers/[id]/sticker.tsx": "shared",
  "chargers/starting/[id].tsx": { kind: "operation", path: "/chargers/starting/{id}" },
  "c/[id].tsx": "shared",
  "m/[token].tsx": "shared",
  "u/[publicId].tsx": "shared",
  "cards/[id]/report-lost.tsx": {
    kind: "card",
    path: "/cards/{id}/report-lost",
    form: { reason: "x" },
  },
  "cards/[id]/index.tsx": { kind: "card", path: "/cards/{id}", form: { label: "Mine" } },
  "billing/invoices/[id].tsx": { kind: "invoice", path: "/billing/invoices/{id}" },
  "billing/invoices/[id]/pdf.tsx": { kind: "invoice", path: "/billing/invoices/{id}/pdf" },
  "sessions/[id].tsx": { kind: "session", path: "/sessions/{id}", form: { action: "stop" } },
  "sessions/[id]/receipt.ts": { kind: "session", path: "/sessions/{id}/receipt", form: {} },
};

const customerOperations = registeredEndpoints()
  .filter(({ spec }) => spec.auth === "customer" && spec.hosts !== "admin").map(({ spec }) => spec);

const attempts: Attempt[] = [
  ...Object.entries(BY_PATH).flatMap(([what, about]): Attempt[] => {
    if (about === "shared") return [];
    const [method, path] = what.split(" ");
    return [{
      what,
      kind: about.kind,
      send: (id) => ({ path: at(path, id), method, json: about.body }),
    }];
  }),
  ...BY_BODY,
  ...Object.entries(BY_PAGE).flatMap(([file, about]): Attempt[] => {
    if (about === "shared") return [];
    const { kind, path, form } = about;
    return [
      { what: `GET ${file}`, kind, send: (id) => ({ path: at(path, id), method: "GET" }) },
      ...(form
        ? [{
          what: `POST ${file}`,
          kind,
          send: (id: string) => ({ path: at(path, id), method: "POST", form }),
        }]
        : []),
    ];
  }),
];

async function ask(attempt: Attempt, id: string): Promise<{ status: number; body: string }> {
  const { path, method, json, form } = attempt.send(id);
  const response = await app.request("app", path, {
    method,
    cookie,
    ...(json === undefined ? {} : {
      body: JSON.stringify(json),
      headers: { "content-type": "application/json" },
    }),
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const body = (await response.text())
    // What is new in every answer, and the id that was asked for.
    .replace(/"requestId":"[^"]*"/g, "").replace(/<code class="font-mono[^]*?<\/code>/g, "")
    .replace(/nonce="[^"]*"/g, "").replaceAll(encodeURIComponent(id), "(id)");
  return { status: response.status, body };
}

/** Everything of the other driver as it stands. */
async function snapshot(): Promise<string> {
  const u = jean.id;
  const cards = sql`select id from user_mappings where user_id = ${u}`;
  const rows = await Promise.all([
    sql`select * from users where id = ${u}`,
    sql`select * from user_mappings where user_id = ${u} order by id`,
    sql`select * from reservations where mapping_id in (${cards}) order by id`,
    sql`select * from charging_sessions where mapping_id in (${cards}) order by id`,
    sql`select * from charger_operation_log where requested_by_user_id = ${u} order by id`,
    sql`select * from notifications where user_id = ${u} order by id`,
    sql`select * from passkeys where user_id = ${u} order by id`,
    sql`select * from push_subscriptions where user_id = ${u} order by id`,
    sql`select * from favourite_chargers where user_id = ${u}`,
    sql`select * from devices where owner_user_id = ${u}`,
    sql`select * from lago_invoices where external_customer_id = ${u}`,
    sql`select * from email_outbox where to_address = ${jean.email} order by id`,
  ].map((query) => app.services.db.execute(query)));
  return JSON.stringify(rows);
}

Deno.test("every operation and page that takes an id is tried here", keep, () => {
  const operations = customerOperations.filter(({ path }) => path.includes("{"))
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(operations.toSorted(), Object.keys(BY_PATH).toSorted());
  assert.deepEqual(pagesWithId().toSorted(), Object.keys(BY_PAGE).toSorted());
});

Deno.test("the ids used here do name things: their owner gets an answer", keep, async () => {
  for (const attempt of attempts.filter(({ what }) => what.startsWith("GET "))) {
    const { status } = await ask(attempt, own[attempt.kind]);
    // Without SteVe and Lago some can only say that these are away.
    assert.ok(status !== 404, `${attempt.what}: ${status}`);
  }
});

Deno.test("another driver's id is answered like one that does not exist", keep, async () => {
  const before = await snapshot();
  const id = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...OWN_KINDS).map((kind) => theirs[kind]) },
    { weight: 1, arbitrary: fc.integer({ min: 900_000, max: 2_000_000_000 }).map(String) },
  );
  const missingOf = (kind: OwnKind) =>
    /^\d+$/.test(theirs[kind]) ? "899999999" : crypto.randomUUID();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...attempts), id, async (attempt, foreign) => {
      const mine = Object.values(own).includes(foreign);
      fc.pre(!mine);
      const isOfKind = foreign === theirs[attempt.kind];
      const told = await ask(attempt, foreign);
      assert.ok(
        told.status === 404 || (!isOfKind && told.status === 400),
        `${attempt.what} with ${foreign}: ${told.status} ${told.body.slice(0, 300)}`,
      );
      if (!isOfKind) return;
      const missing = await ask(attempt, missingOf(attempt.kind));
      assert.deepEqual(told, missing, attempt.what);
    }),
    { numRuns: 250 },
  );
  // Chance may leave one out; each is tried with the id it is about.
  for (const attempt of attempts) {
    const told = await ask(attempt, theirs[attempt.kind]);
    assert.equal(told.status, 404, `${attempt.what}: ${told.body.slice(0, 300)}`);
  }
  assert.equal(await snapshot(), before);
});

Deno.test("nothing that is read without an id holds a word of another driver", keep, async () => {
  const secrets = [jean.email, jean.idTag, jean.subscription, ...theirs.words];
  const reads = [
    ...customerOperations.filter(({ method, path }) =>
      method === "GET" && !path.includes("{") && !/stream|push\/key|availability|passkey/.test(path)
    ).map(({ path }) => path),
    "/",
    "/sessions",
    "/sessions?status=active",
    "/sessions/export?format=csv",
    "/reservations",
    "/reservations/new",
    "/cards",
    "/billing",
    "/subscription",
    "/usage",
    "/account",
    "/account/notifications",
    "/notifications",
    "/auth/passkeys",
    `/chargers/${world.chargeBoxIds[0]}`,
    "/free",
    "/api/public/chargers",
  ];
  for (const path of reads) {
    const response = await app.request("app", path, { cookie });
    assert.equal(response.status, 200, path);
    const text = new TextDecoder("latin1").decode(await response.arrayBuffer());
    const found = secrets.filter((secret) => text.includes(secret));
    assert.deepEqual(found, [], path);
  }
});

function pagesWithId(): string[] {
  const root = fileURLToPath(new URL("../../routes/app", import.meta.url));
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const path = folder ? `${folder}/${name}` : name;
      if (name.startsWith("(")) return [];
      return statSync(join(root, path)).isDirectory() ? walk(path) : [path];
    });
  return walk("").filter((path) => path.includes("["));
}
