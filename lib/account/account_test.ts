import assert from "node:assert/strict";
import { eq, inArray, sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import {
  authSessions,
  chargingSessions,
  deletionRequests,
  lagoCustomers,
  notifications,
  userMappings,
  users,
} from "@/db/schema/mod.ts";
import { renameCard, reportCardLost } from "@/lib/charging/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import {
  carryOutDeletions,
  exportMyData,
  openDeletionRequest,
  profileChanges,
  requestDeletion,
  updateProfile,
  withdrawDeletion,
} from "./mod.ts";

const DAY = 86_400_000;
const database = await createTestDatabase();
const { db } = database;
const clock = new ManualClock();
const ctx = testContext(database, { clock });
const world = await seedSampleWorld(db, clock.now());
const [ada, ben] = world.drivers;
const told: unknown[] = [];
// The only call of Lago that an erasure makes.
const lago = { upsertCustomer: (input: unknown) => Promise.resolve(void told.push(input)) };
const outside = { lago: lago as unknown as LagoClient, isSteveSet: true };

Deno.test("a profile keeps what was not named, and a repeat changes nothing", async () => {
  const first = await updateProfile(ctx, {
    userId: ada.id,
    changes: { name: "Ada L.", language: "fr" },
  });
  assert.equal(first.name, "Ada L.");
  const [row] = await db.select().from(users).where(eq(users.id, ada.id));
  await updateProfile(ctx, { userId: ada.id, changes: { name: "Ada L." } });
  const [after] = await db.select().from(users).where(eq(users.id, ada.id));
  assert.deepEqual([after.name, after.language, after.theme], ["Ada L.", "fr", "system"]);
  assert.equal(after.updatedAt.getTime(), row.updatedAt.getTime());
});

Deno.test("a name is one short line, and unknown fields are refused", () => {
  for (const name of ["", "   ", "x".repeat(121), "Ada\r\nBcc: all@example.org"]) {
    assert.equal(profileChanges.safeParse({ name }).success, false, JSON.stringify(name));
  }
  assert.equal(profileChanges.safeParse({ role: "admin" }).success, false);
  assert.equal(profileChanges.safeParse({ language: "it" }).success, false);
});

Deno.test("a deletion is asked for once, has thirty days, and can be taken back", async () => {
  const first = await requestDeletion(ctx, { userId: ben.id });
  assert.equal(first.dueAt.getTime() - first.requestedAt.getTime(), 30 * DAY);
  clock.advance(DAY);
  assert.deepEqual(await requestDeletion(ctx, { userId: ben.id }), first);
  await withdrawDeletion(ctx, { userId: ben.id });
  assert.equal(await openDeletionRequest(ctx, { userId: ben.id }), null);
  clock.advance(40 * DAY);
  assert.equal(await carryOutDeletions(ctx, outside), 0);
  const [row] = await db.select().from(users).where(eq(users.id, ben.id));
  assert.notEqual(row.email, null);
});

Deno.test("a deletion whose day has come cannot be taken back", async () => {
  await requestDeletion(ctx, { userId: ben.id });
  clock.advance(30 * DAY);
  await assert.rejects(withdrawDeletion(ctx, { userId: ben.id }), {
    kind: "conflict",
    code: "deletion_under_way",
  });
  assert(await openDeletionRequest(ctx, { userId: ben.id }));
  await db.delete(deletionRequests).where(eq(deletionRequests.userId, ben.id));
});

Deno.test("the copy holds every kind of data of the person and nothing of another", async () => {
  const bytes = new Uint8Array(
    await new Response(await exportMyData(ctx, { userId: ada.id })).arrayBuffer(),
  );
  const files = unzipSync(bytes);
  const sessions = JSON.parse(strFromU8(files["sessions.json"])) as { session: number }[];
  const own = await db.select({ id: chargingSessions.steveTransactionId }).from(chargingSessions)
    .where(eq(chargingSessions.mappingId, ada.mappingId));
  assert.deepEqual(sessions.map((s) => s.session).sort(), own.map((s) => s.id).sort());
  const [profile] = JSON.parse(strFromU8(files["profile.json"])) as { email: string }[];
  assert.equal(profile.email, ada.email);
  const readings = strFromU8(files["meter_values.csv"]).trim().split("\n");
  const [{ n }] = await db.execute<{ n: number }>(sql`select count(*)::int as n from meter_values v
    join charging_sessions c on c.steve_transaction_id = v.transaction_id where c.mapping_id = ${ada.mappingId}`);
  assert.equal(readings.length, n + 1);
  const all = Object.values(files).map((file) => strFromU8(file)).join("\n");
  for (const other of world.drivers.slice(1)) {
    assert(!all.includes(other.email) && !all.includes(other.idTag), "another person's data");
  }
});

Deno.test("a copy that is not fetched to its end stops reading", async () => {
  const stream = await exportMyData(ctx, { userId: ada.id });
  const reader = stream.getReader();
  assert.equal((await reader.read()).done, false);
  await reader.cancel();
});

Deno.test("on its day an account is erased, and what was billed stays", async () => {
  await db.insert(authSessions).values({
    id: "s1",
    token: "t1",
    userId: ada.id,
    surface: "customer",
    expiresAt: new Date(clock.nowMs() + DAY),
  });
  await db.insert(notifications).values({
    audience: "customer",
    userId: ada.id,
    source: "x",
    title: "Hello",
  });
  await renameCard(ctx, { userId: ada.id, id: ada.mappingId, label: "Ada L.'s red card" });
  await renameCard(ctx, { userId: ada.id, id: ada.mappingId, label: null });
  await reportCardLost(ctx, {
    userId: ada.id,
    steve: null,
    id: ada.mappingId,
    reason: "Ada L. left it in a taxi",
  });
  const before = await energyOf(ada.mappingId);
  await db.update(userMappings).set({ stevePushedActive: true }).where(
    eq(userMappings.id, ada.mappingId),
  );
  await db.update(chargingSessions).set({ isFinalized: true });
  await requestDeletion(ctx, { userId: ada.id });
  clock.advance(29 * DAY);
  assert.equal(await carryOutDeletions(ctx, outside), 0, "before its day");
  clock.advance(DAY + 1);
  assert.equal(
    await carryOutDeletions(ctx, outside),
    0,
    "SteVe does not know yet that the card is off",
  );
  const [card] = await db.select().from(userMappings).where(eq(userMappings.id, ada.mappingId));
  assert.equal(card.isActive, false);
  await db.update(userMappings).set({ stevePushedActive: false }).where(
    eq(userMappings.id, ada.mappingId),
  );
  assert.equal(await carryOutDeletions(ctx, outside), 1);
  assert.equal(await carryOutDeletions(ctx, outside), 0, "once");

  const [person] = await db.select().from(users).where(eq(users.id, ada.id));
  assert.deepEqual([person.email, person.name, person.disabledAt !== null], [null, null, true]);
  assert.deepEqual(await energyOf(ada.mappingId), before);
  assert.equal(
    (await db.select().from(authSessions).where(eq(authSessions.userId, ada.id))).length,
    0,
  );
  assert.deepEqual(told.at(-1), {
    externalId: card.lagoCustomerExternalId,
    name: "Erased customer",
    email: null,
  });
  const [request] = await db.select().from(deletionRequests).where(
    eq(deletionRequests.userId, ada.id),
  );
  assert(request.completedAt);
  assert.deepEqual(await placesWith([ada.email, ada.idTag, "Ada L."]), []);
});

Deno.test("a week after its day an account goes even if SteVe never answered, and operators hear", async () => {
  // Reported lost while SteVe was away: it was never told.
  await db.update(userMappings).set({
    isActive: false,
    stevePushedActive: null,
    steveOcppTagPk: 4711,
  }).where(eq(userMappings.id, ben.mappingId));
  await requestDeletion(ctx, { userId: ben.id });
  clock.advance(31 * DAY);
  assert.equal(await carryOutDeletions(ctx, outside), 0);
  clock.advance(7 * DAY);
  assert.equal(await carryOutDeletions(ctx, outside), 1);
  const [notice] = await db.select().from(notifications)
    .where(eq(notifications.title, "Cards of an erased account still work"));
  assert.match(notice.body ?? "", /4711/);
});

Deno.test("a customer that pays for somebody else's card too keeps its name", async () => {
  const cleo = world.drivers[2];
  const dora = { id: "dora" };
  const shared = "FLEET234";
  await db.insert(lagoCustomers).values({
    externalId: shared,
    lagoId: "fleet",
    name: "Fleet Ltd",
    raw: {},
  });
  await db.insert(users).values({ id: dora.id, publicId: "DRAA2345" });
  await db.insert(userMappings).values({ userId: dora.id, steveOcppIdTag: "DORA0001" });
  await db.update(userMappings).set({ lagoCustomerExternalId: shared })
    .where(inArray(userMappings.userId, [cleo.id, dora.id]));
  const nameOf = async () =>
    (await db.select().from(lagoCustomers).where(eq(lagoCustomers.externalId, shared)))[0].name;
  told.length = 0;
  await requestDeletion(ctx, { userId: dora.id });
  clock.advance(40 * DAY);
  assert.equal(await carryOutDeletions(ctx, { ...outside, isSteveSet: false }), 1);
  assert.deepEqual([await nameOf(), told.length], ["Fleet Ltd", 0]);
});

Deno.test("an account that Lago cannot forget yet stays until the next run", async () => {
  const cleo = world.drivers[2];
  const away = { upsertCustomer: () => Promise.reject(new Error("Lago is away")) };
  await requestDeletion(ctx, { userId: cleo.id });
  clock.advance(40 * DAY);
  assert.equal(
    await carryOutDeletions(ctx, { lago: away as unknown as LagoClient, isSteveSet: false }),
    0,
  );
  const [person] = await db.select().from(users).where(eq(users.id, cleo.id));
  assert.equal(person.email, cleo.email);
  assert.equal(await carryOutDeletions(ctx, outside), 1);
});

/** Tables that lead to a person and are no part of what it may take along, and why. */
const NOT_IN_THE_COPY = [
  "operator_permissions", // of operators
  "user_mappings", // cards.json
  "charger_operation_log", // the operators' record; the person's own starts are in activity.json
  "lago_webhook_events", // replayed_by is an operator
];

Deno.test("every table that points at a person is in the copy or left out for a reason", async () => {
  const tables = await db.execute<{ table: string }>(sql`
    select distinct conrelid::regclass::text as table from pg_constraint
    where contype = 'f' and confrelid = 'users'::regclass`);
  const source = Deno.readTextFileSync(new URL("./personal_files.ts", import.meta.url));
  const missing = tables.map((row) => row.table)
    .filter((table) => !NOT_IN_THE_COPY.includes(table) && !source.includes(table));
  assert.deepEqual(missing, []);
});

Deno.test({
  name: "drop the database",
  fn: () => database.drop(),
  sanitizeOps: false,
  sanitizeResources: false,
});

async function energyOf(mappingId: number) {
  const rows = await db.execute(
    sql`select steve_transaction_id, energy_wh, cost_cents from charging_sessions
    where mapping_id = ${mappingId} order by id`,
  );
  return [...rows];
}

/** Columns of the whole database in which one of the texts can still be read. */
async function placesWith(texts: string[]): Promise<string[]> {
  const columns = await db.execute<{ table: string; column: string }>(sql`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t on t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'ARRAY')`);
  const found: string[] = [];
  for (const { table, column } of columns) {
    for (const text of texts) {
      const [{ n }] = await db.execute<{ n: number }>(sql.raw(
        `select count(*)::int as n from "${table}" where "${column}"::text ilike '%${text}%'`,
      ));
      if (n > 0) found.push(`${table}.${column}: ${text}`);
    }
  }
  return found;
}
