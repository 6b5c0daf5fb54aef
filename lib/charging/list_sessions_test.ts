import assert from "node:assert/strict";
import { AppError } from "@/lib/platform/errors.ts";
import { getSession } from "./get_session.ts";
import {
  countLabel,
  countSessions,
  listSessions,
  type ListSessionsInput,
} from "./list_sessions.ts";
import { at, withWorld } from "./test_world.ts";

Deno.test("pages follow each other without loss or repeat, also among equal instants", () =>
  withWorld(async ({ ctx, session, database }) => {
    for (let i = 0; i < 25; i++) await session({ updatedAt: at(-Math.floor(i / 5)) });
    // Postgres keeps microseconds; a cursor that loses them would skip rows.
    await database
      .sql`update charging_sessions set updated_at = updated_at + id * interval '1 microsecond'
      where id % 2 = 0`;
    for (const sort of ["updatedAt", "startedAt"] as const) {
      const seen: number[] = [];
      let after: ListSessionsInput["after"];
      do {
        const page = await listSessions(ctx, { sort, limit: 4, after });
        seen.push(...page.sessions.map((s) => s.id));
        after = page.next ?? undefined;
      } while (after);
      assert.equal(seen.length, 25);
      assert.equal(new Set(seen).size, 25);
    }
  }));

Deno.test("filters narrow lists and counts alike", () =>
  withWorld(async ({ ctx, session, card, database }) => {
    const mine = await card("u1", "AABB01");
    await card("u2", "CCDD02");
    await database.sql`insert into chargers (charge_box_id, public_id, friendly_name)
      values ('CP-2', 'AAAABBBB', 'Yard')`;
    const live = await session({ idTag: "aabb01", mappingId: mine, updatedAt: at(-1) });
    const done = await session({
      idTag: "A%_01",
      chargeBoxId: "CP-2",
      stoppedAt: at(-5),
      meterStopWh: 4_000,
      energyWh: 3_000,
      flags: ["manual_stop", "stuck"],
      updatedAt: at(-20),
    });
    const provisional = await session({ idTag: null, updatedAt: at(-30) });

    const expect = async (filter: ListSessionsInput, ids: number[]) => {
      const page = await listSessions(ctx, filter);
      assert.deepEqual(page.sessions.map((s) => s.id), ids, JSON.stringify(filter));
      assert.deepEqual(await countSessions(ctx, filter), { count: ids.length, isCapped: false });
    };
    await expect({}, [live, done, provisional]);
    await expect({ status: "active" }, [live, provisional]);
    await expect({ status: "completed" }, [done]);
    await expect({ from: at(-20), to: at(-10) }, [done]);
    await expect({ tag: "AbB0" }, [live]);
    await expect({ tag: "%" }, [done]);
    await expect({ tag: "_" }, [done]);
    await expect({ tag: "\\" }, []);
    await expect({ chargeBoxId: "CP-2" }, [done]);
    await expect({ mappingId: mine }, [live]);
    await expect({ userId: "u1" }, [live]);
    await expect({ userId: "u2" }, []);
    await expect({ flags: ["stuck", "meter_gap"] }, [done]);

    const [, yard] = (await listSessions(ctx, {})).sessions;
    assert.equal(yard.chargerName, "Yard");
    assert.equal(yard.isLive, false);
    assert.equal(yard.durationMs, 55 * 60_000);
    assert.equal(yard.averagePowerW, Math.round(3_000 * 60 / 55));
    assert.equal((await listSessions(ctx, { limit: 0 })).sessions.length, 1);
  }));

Deno.test("counts are told as people read them", () => {
  assert.equal(countLabel({ count: 1_234, isCapped: false }), "1,234");
  assert.equal(countLabel({ count: 10_000, isCapped: true }), "10,000+");
});

Deno.test("one session is found by either id, and only by its owner", () =>
  withWorld(async ({ ctx, session, card }) => {
    const mine = await card("u1", "T1", { displayName: "Blue card" });
    await card("u2", "T2");
    const id = await session({ mappingId: mine, steveTransactionId: 77 });
    const found = await getSession(ctx, { by: { transactionId: 77 } });
    assert.equal(found.session.id, id);
    assert.equal(found.session.cardName, "Blue card");
    assert.equal(found.session.userId, "u1");
    assert.equal(found.row.meterStartWh, 1_000);
    assert.equal((await getSession(ctx, { by: { id }, userId: "u1" })).session.id, id);
    const unmapped = await session();
    for (
      const input of [
        { by: { id }, userId: "u2" },
        { by: { id: unmapped }, userId: "u1" },
        { by: { id: 999_999 } },
        { by: { transactionId: 2 ** 60 } },
        { by: { id: 1.5 } },
      ]
    ) {
      await assert.rejects(
        getSession(ctx, input),
        (error) => error instanceof AppError && error.kind === "not_found",
      );
    }
  }));
