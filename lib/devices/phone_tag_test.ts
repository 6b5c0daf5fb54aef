import assert from "node:assert/strict";
import { desc, eq } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { startSteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { createSteveClient } from "@/lib/steve/mod.ts";
import { createTestDatabase, testConfig, testContext } from "@/tests/support/database.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { bindPhoneTag, phoneTagOf, pushPhoneTag, unbindPhoneTag } from "./phone_tag.ts";

Deno.test("a phone's tag", async (t) => {
  const database = await createTestDatabase();
  const sandbox = await startSteveSandbox({ password: "secret" });
  const steve = createSteveClient(
    testConfig({ STEVE_API_URL: sandbox.apiUrl, STEVE_API_KEY: "secret", STEVE_MAX_RPS: 1_000 }),
  )!;
  const ctx = testContext(database);
  const { drivers: [ada, jean] } = await seedSampleWorld(database.db);
  const bind = (deviceId: string, userId = ada.id) =>
    bindPhoneTag(ctx, { deviceId, userId, label: "Phone" });
  const latest = async (userId = ada.id) =>
    (await database.db.select().from(userMappings).where(eq(userMappings.userId, userId))
      .orderBy(desc(userMappings.id)).limit(1))[0];

  await t.step("has 20 characters that OCPP and SteVe take, of the device's id", () => {
    assert.equal(phoneTagOf("0f8fad5b-d9cb-469f-a165-70867728950e"), "APP-0F8FAD5BD9CB469F");
  });

  await t.step("reaches SteVe at once where SteVe answers, and again does no harm", async () => {
    const bound = (await bind(crypto.randomUUID()))!;
    await pushPhoneTag(ctx, { steve, ...bound });
    const tag = await steve.findTag(bound.idTag);
    const mapping = await latest();
    assert.equal(mapping.steveOcppTagPk, tag!.ocppTagPk);
    assert.equal(mapping.stevePushedActive, true);
    await pushPhoneTag(ctx, { steve, ...bound });
    assert.equal((await latest()).steveOcppTagPk, tag!.ocppTagPk);
  });

  await t.step("waits for the sync worker where SteVe does not answer", async () => {
    const away = createSteveClient(
      testConfig({ STEVE_API_URL: "http://127.0.0.1:1/steve", STEVE_API_KEY: "secret" }),
    )!;
    const bound = (await bind(crypto.randomUUID()))!;
    await pushPhoneTag(ctx, { steve: away, ...bound });
    const mapping = await latest();
    assert.deepEqual([mapping.steveOcppTagPk, mapping.stevePushedActive], [null, null]);
  });

  await t.step("a push that comes after the sign-out does not count as active", async () => {
    const deviceId = crypto.randomUUID();
    const bound = (await bind(deviceId))!;
    await unbindPhoneTag(ctx, { deviceId });
    await pushPhoneTag(ctx, { steve, ...bound });
    const mapping = await latest();
    assert.deepEqual([mapping.isActive, mapping.stevePushedActive], [false, null]);
  });

  await t.step("is not made where nobody would pay, nor for a driver who is out", async () => {
    const ofJean = eq(userMappings.userId, jean.id);
    await database.db.update(userMappings).set({ lagoCustomerExternalId: null }).where(ofJean);
    assert.equal(await bind(crypto.randomUUID(), jean.id), null);
    await database.db.update(userMappings)
      .set({ lagoCustomerExternalId: jean.id, isActive: false }).where(ofJean);
    assert.equal(await bind(crypto.randomUUID(), jean.id), null);
    assert.equal((await latest(jean.id)).steveOcppIdTag, jean.idTag);
  });

  await sandbox.stop();
  await database.drop();
});
