import assert from "node:assert/strict";
import { openDatabase } from "@/db/client.ts";
import { verifications } from "@/db/schema/mod.ts";
import type { BusEvent } from "@/lib/platform/events.ts";
import { testContext } from "@/tests/support/database.ts";
import { PreAuthorizer } from "./pre_authorize.ts";
import { at, NOW, withWorld, type World } from "./test_world.ts";
import { until } from "@/tests/support/until.ts";

const arm = async (world: World, chargeBoxId: string, code: string, expiresAt = at(1.5)) => {
  await world.database.db.insert(verifications).values({
    id: crypto.randomUUID(),
    identifier: `scan-pair:${chargeBoxId}:${code}`,
    value: "",
    expiresAt,
    createdAt: at(0),
  });
};
/** More than a busy test machine needs. */
const PATIENT_MS = 10_000;
const BLOCKED = { override: "BLOCKED" };
const FREE = { override: null };

Deno.test("a tap at a charger where somebody waits is a sign-in, once, for the first card", () =>
  withWorld(async (world) => {
    const { ctx, database, clock } = world;
    const heard: BusEvent[] = [];
    await ctx.events.start();
    ctx.events.subscribe((event) => heard.push(event));
    await arm(world, "CP-1", "ABC234");
    const pre = new PreAuthorizer(database.sql, PATIENT_MS);
    const tap = (chargeBoxId: string, idTag: string) =>
      pre.preAuthorize(ctx, { chargeBoxId, idTag });
    assert.deepEqual(await tap("CP-2", "CARD"), FREE, "another charger");
    assert.deepEqual(await tap("CP", "CARD"), FREE, "a prefix of the charger's name");
    assert.deepEqual(await tap("CP-1", "CARD"), BLOCKED);
    assert.deepEqual(await tap("CP-1", "card"), BLOCKED, "the same card, the same answer");
    assert.deepEqual(await tap("CP-1", "OTHER"), FREE, "a second card charges");
    const [row] = await database.sql`select status, matched_id_tag from verifications`;
    assert.deepEqual({ ...row }, { status: "consumed", matched_id_tag: "CARD" });
    clock.advance(91_000);
    assert.deepEqual(await tap("CP-1", "CARD"), FREE, "the window has passed");
    await until("the event", () => heard.length > 0);
    assert.deepEqual(heard.map((event) => event.data), [
      { pairingCode: "ABC234", pairableType: "charger", pairableId: "CP-1" },
    ]);
    await ctx.events.stop();
  }));

Deno.test("an expired or released pairing is nobody's, and a colon in a name leads nowhere", () =>
  withWorld(async (world) => {
    const { ctx, database } = world;
    await arm(world, "CP-1", "OLD222", at(0));
    await arm(world, "CP-1:X", "NEW222");
    const pre = new PreAuthorizer(database.sql, PATIENT_MS);
    assert.deepEqual(await pre.preAuthorize(ctx, { chargeBoxId: "CP-1", idTag: "A" }), FREE);
    assert.deepEqual(await pre.preAuthorize(ctx, { chargeBoxId: "CP-1:X", idTag: "A" }), BLOCKED);
    await database.sql`update verifications set status = 'released'`;
    assert.deepEqual(await pre.preAuthorize(ctx, { chargeBoxId: "CP-1:X", idTag: "A" }), FREE);
  }));

Deno.test("of many cards at once exactly one is taken; of one card at once every answer is the same", () =>
  withWorld(async (world) => {
    const { ctx, database } = world;
    await arm(world, "CP-1", "ABC234");
    await arm(world, "CP-2", "ABC234");
    const pre = new PreAuthorizer(database.sql, PATIENT_MS);
    const many = await Promise.all(
      Array.from(
        { length: 12 },
        (_, i) => pre.preAuthorize(ctx, { chargeBoxId: "CP-1", idTag: `C${i}` }),
      ),
    );
    assert.equal(many.filter((answer) => answer.override === "BLOCKED").length, 1);
    const one = await Promise.all(
      Array.from(
        { length: 6 },
        () => pre.preAuthorize(ctx, { chargeBoxId: "CP-2", idTag: "SAME" }),
      ),
    );
    assert.ok(one.every((answer) => answer.override === "BLOCKED"));
  }));

Deno.test("a database that is down or slow never blocks a driver", () =>
  withWorld(async (world) => {
    const lost = openDatabase("postgres://nobody:none@127.0.0.1:1/none", { max: 1 });
    const down = await new PreAuthorizer(lost.sql, PATIENT_MS)
      .preAuthorize(testContext(lost), { chargeBoxId: "CP-1", idTag: "A" });
    assert.deepEqual(down, FREE);
    await lost.close(0);

    await arm(world, "CP-1", "ABC234");
    const holder = await world.database.sql.reserve();
    await holder`begin`;
    await holder`select * from verifications for update`;
    const began = performance.now();
    const slow = await new PreAuthorizer(world.database.sql, 50)
      .preAuthorize(world.ctx, { chargeBoxId: "CP-1", idTag: "A" });
    assert.deepEqual(slow, FREE);
    assert.ok(performance.now() - began < PATIENT_MS);
    await holder`rollback`;
    holder.release();
  }));

Deno.test("taps show that the charger lives, at most once a minute", () =>
  withWorld(async ({ ctx, database, clock }) => {
    await database.sql`insert into chargers (charge_box_id, public_id) values ('CP-1', 'AAAABBBB')`;
    const pre = new PreAuthorizer(database.sql, PATIENT_MS);
    const seen = async () => {
      const [row] = await database.sql`select last_seen_at from chargers`;
      return row.last_seen_at === null ? null : new Date(row.last_seen_at).getTime();
    };
    const tapUntil = async (wanted: number) => {
      await pre.preAuthorize(ctx, { chargeBoxId: "CP-1", idTag: "A" });
      await until("the charger to be marked alive", async () => await seen() === wanted);
    };
    await tapUntil(NOW);
    clock.advance(59_000);
    await tapUntil(NOW);
    clock.advance(1_000);
    await tapUntil(NOW + 60_000);
  }));

Deno.test("the common tap is one read by an index", () =>
  withWorld(async ({ database }) => {
    await database.sql`insert into verifications (id, identifier, value, expires_at)
      select i::text, 'magic:' || i, '', '2030-01-01' from generate_series(1, 20000) i`;
    await database.sql`analyze verifications`;
    const plan = await database.sql`explain select id from verifications
      where starts_with(identifier, 'scan-pair:CP-1:') and expires_at > now() and status = 'armed'`;
    assert.match(plan.map((row) => row["QUERY PLAN"]).join("\n"), /Index/);
  }));
