import assert from "node:assert/strict";
import { pushSubscriptions } from "@/db/schema/mod.ts";
import { inTransaction } from "@/lib/platform/context.ts";
import { choices, setChoice, setChoices } from "./choices.ts";
import { DRIVER_EVENTS } from "./events.ts";
import { tellDriver } from "./tell_driver.ts";
import { at, withWorld, type World } from "./test_world.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const lost = {
  userId: "ada",
  event: "card_lost" as const,
  subject: "card:7",
  data: { mappingId: 7, cardName: "Ada's card" },
};
const count = async (world: World, table: string) =>
  (await world.database.sql.unsafe(`select count(*)::int as n from ${table}`))[0].n;
const counts = async (world: World) => [
  await count(world, "driver_messages"),
  await count(world, "notifications"),
  await count(world, "email_outbox"),
];

Deno.test(
  "told once per event and subject, on the page only while nothing is chosen",
  keep,
  () =>
    withWorld(async (world) => {
      await world.driver("ada");
      assert.equal(await tellDriver(world.ctx, lost), true);
      assert.equal(await tellDriver(world.ctx, lost), false);
      assert.deepEqual(await counts(world), [1, 1, 0]);
      assert.equal(await tellDriver(world.ctx, { ...lost, subject: "card:8" }), true);
      assert.deepEqual(await counts(world), [2, 2, 0]);
      const [row] = await world.database.sql`select push_status from driver_messages limit 1`;
      assert.equal(row.push_status, "none");
    }),
);

Deno.test("many at once tell once", keep, () =>
  withWorld(async (world) => {
    await world.driver("ada");
    await setChoice(world.ctx, { userId: "ada", event: "card_lost", channel: "email", isOn: true });
    const results = await Promise.all(Array.from({ length: 6 }, () => tellDriver(world.ctx, lost)));
    assert.equal(results.filter(Boolean).length, 1);
    assert.deepEqual(await counts(world), [1, 1, 1]);
  }));

Deno.test(
  "a caller that fails takes everything back, and the repeat tells",
  keep,
  () =>
    withWorld(async (world) => {
      await world.driver("ada");
      await assert.rejects(inTransaction(world.ctx, async (tx) => {
        await tellDriver(tx, lost);
        throw new Error("crash");
      }));
      assert.deepEqual(await counts(world), [0, 0, 0]);
      assert.equal(await tellDriver(world.ctx, lost), true);
    }),
);

Deno.test(
  "mail goes out in the driver's language with a link to the choices",
  keep,
  () =>
    withWorld(async (world) => {
      await world.driver("ada", { language: "de" });
      await setChoice(world.ctx, {
        userId: "ada",
        event: "card_lost",
        channel: "email",
        isOn: true,
      });
      await tellDriver(world.ctx, { ...lost, data: { mappingId: 7, cardName: "<b>Ada</b>" } });
      const [mail] = await world.database.sql`select * from email_outbox`;
      assert.equal(mail.to_address, "ada@example.org");
      assert.match(mail.html, /<html lang="de">/);
      assert.match(mail.html, /&lt;b>Ada|&lt;b&gt;Ada/);
      assert.match(mail.text, /\/cards\/7/);
      assert.match(mail.text, /\/account\/notifications/);
    }),
);

Deno.test(
  "push waits only where a browser takes it and the driver chose it",
  keep,
  () =>
    withWorld(async (world) => {
      await world.driver("ada");
      const status = async (subject: string) => {
        await tellDriver(world.ctx, { ...lost, subject });
        const [row] = await world.database
          .sql`select push_status from driver_messages where subject = ${subject}`;
        return row.push_status;
      };
      await setChoice(world.ctx, {
        userId: "ada",
        event: "card_lost",
        channel: "push",
        isOn: true,
      });
      assert.equal(await status("a"), "none");
      await world.database.db.insert(pushSubscriptions).values({
        userId: "ada",
        endpoint: "https://fcm.googleapis.com/x",
        p256dh: "p",
        auth: "a",
      });
      assert.equal(await status("b"), "pending");
      await setChoice(world.ctx, {
        userId: "ada",
        event: "card_lost",
        channel: "push",
        isOn: false,
      });
      assert.equal(await status("c"), "none");
    }),
);

Deno.test("nobody who left or is no driver is told", keep, () =>
  withWorld(async (world) => {
    await world.driver("ada", { disabledAt: at(0) });
    await world.driver("op");
    await world.database.sql`delete from user_mappings where user_id = 'op'`;
    await world.database.sql`update users set role = 'operator' where id = 'op'`;
    assert.equal(await tellDriver(world.ctx, lost), false);
    assert.equal(await tellDriver(world.ctx, { ...lost, userId: "op" }), false);
    assert.equal(await tellDriver(world.ctx, { ...lost, userId: "nobody" }), false);
    assert.deepEqual(await counts(world), [0, 0, 0]);
  }));

Deno.test(
  "choices: all off at first, the last of two counts, others stay",
  keep,
  () =>
    withWorld(async ({ ctx, driver }) => {
      await driver("ada");
      const first = await choices(ctx, { userId: "ada" });
      assert.deepEqual(Object.keys(first), [...DRIVER_EVENTS]);
      assert.ok(Object.values(first).every(({ email, push }) => !email && !push));
      await setChoices(ctx, {
        userId: "ada",
        choices: [
          { event: "charger_free", channel: "push", isOn: false },
          { event: "charger_free", channel: "push", isOn: true },
          { event: "card_lost", channel: "email", isOn: true },
        ],
      });
      await setChoice(ctx, { userId: "ada", event: "card_lost", channel: "email", isOn: false });
      const { charger_free, card_lost } = await choices(ctx, { userId: "ada" });
      assert.deepEqual({ charger_free, card_lost }, {
        charger_free: { email: false, push: true },
        card_lost: { email: false, push: false },
      });
    }),
);
