import assert from "node:assert/strict";
import { reviewSessions, reviewSilentSessions } from "./review_sessions.ts";
import { at, withWorld } from "./test_world.ts";

Deno.test("a review reads the samples and settles the flags", () =>
  withWorld(async ({ ctx, session, database }) => {
    const id = await session({ steveTransactionId: 7, mappingId: null, flags: ["stuck"] });
    for (const [minutes, wh] of [[-50, 3_000], [-40, 2_000]]) {
      await database
        .sql`insert into meter_values (transaction_id, measured_at, charge_box_id, connector_id,
        energy_wh, source) values (7, ${at(minutes).toISOString()}, 'CP-1', 1, ${wh}, 'poll')`;
    }
    assert.deepEqual(await reviewSessions(ctx, [id]), [id]);
    const [found] = await database.sql`select flags from charging_sessions where id = ${id}`;
    assert.deepEqual(found.flags, ["meter_rollback", "unmapped_card"]);
    assert.deepEqual(await reviewSessions(ctx, [id]), []);
    assert.deepEqual(await reviewSessions(ctx, []), []);
  }));

Deno.test("sessions that fell silent are marked as stuck once, and freed when they speak again", () =>
  withWorld(async ({ ctx, session, card, database, clock }) => {
    const mappingId = await card("u1", "TAG1");
    const silent = await session({ mappingId, lastHeardAt: at(-13 * 60) });
    await session({ mappingId, lastHeardAt: at(-11 * 60) });
    await session({
      mappingId,
      lastHeardAt: at(-13 * 60),
      stoppedAt: at(-700),
      meterStopWh: 2_000,
    });
    assert.deepEqual(await reviewSilentSessions(ctx), [silent]);
    assert.deepEqual(await reviewSilentSessions(ctx), []);
    const flags = async () =>
      (await database.sql`select flags from charging_sessions where id = ${silent}`)[0].flags;
    assert.deepEqual(await flags(), ["stuck"]);
    clock.advance(60_000);
    await database.sql`update charging_sessions set last_heard_at = ${
      at(1).toISOString()
    } where id = ${silent}`;
    assert.deepEqual(await reviewSessions(ctx, [silent]), [silent]);
    assert.deepEqual(await flags(), []);
  }));
