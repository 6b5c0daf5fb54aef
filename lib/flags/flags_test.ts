import assert from "node:assert/strict";
import fc from "fast-check";
import { devices, users } from "@/db/schema/mod.ts";
import { listAudit } from "@/lib/audit/mod.ts";
import type { Actor } from "@/lib/platform/context.ts";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { decideFlags } from "./effective_flags.ts";
import { effectiveFlags, setDeviceFlags, setGlobalFlag, setUserFlags, wireFlags } from "./mod.ts";

const KEY = "device.location.upload";
const admin: Actor = { kind: "user", userId: "adm", role: "admin", permissions: [] };

async function world() {
  const database = await createTestDatabase();
  await database.db.insert(users).values([
    { id: "adm", email: "a@example.org", role: "admin", publicId: "ADMN2345" },
    { id: "drv", email: "d@example.org", publicId: "DRVR2345" },
  ]);
  const [device] = await database.db.insert(devices).values({
    kind: "phone_nfc",
    label: "Phone",
    ownerUserId: "drv",
    platform: "ios",
    model: "iPhone",
    osVersion: "17",
    appVersion: "1",
  }).returning();
  return { database, ctx: testContext(database, { actor: admin }), deviceId: device.id };
}

Deno.test("device goes before user, user before global, global before the default", async () => {
  const { database, ctx, deviceId } = await world();
  const seen = async () => {
    const { value, source } = (await effectiveFlags(ctx, { deviceId }))[KEY];
    return [value, source];
  };
  assert.deepEqual(await seen(), [false, "default"]);
  await setGlobalFlag(ctx, { key: KEY, value: true });
  assert.deepEqual(await seen(), [true, "global"]);
  await setUserFlags(ctx, { userId: "drv", flags: [{ key: KEY, value: false }] });
  assert.deepEqual(await seen(), [false, "user"]);
  await setDeviceFlags(ctx, { deviceId, flags: [{ key: KEY, value: true }] });
  assert.deepEqual(await seen(), [true, "device"]);
  assert.equal((await effectiveFlags(ctx, { userId: "drv" }))[KEY].value, false);
  assert.equal((await effectiveFlags(ctx, {}))[KEY].value, true);
  await setDeviceFlags(ctx, { deviceId, flags: [{ key: KEY, value: null }] });
  await setUserFlags(ctx, { userId: "drv", flags: [{ key: KEY, value: null }] });
  await setGlobalFlag(ctx, { key: KEY, value: null });
  assert.deepEqual(await seen(), [false, "default"]);
  const events = (await listAudit(ctx, {})).rows.map((row) => row.event);
  assert.equal(events.filter((event) => event.endsWith("feature_flags.changed")).length, 6);
  await database.drop();
});

Deno.test("the wire carries what differs from the default, with who set it", async () => {
  const { database, ctx, deviceId } = await world();
  assert.deepEqual(wireFlags(await effectiveFlags(ctx, { deviceId })), {});
  await setUserFlags(ctx, {
    userId: "drv",
    flags: [{ key: KEY, value: false }, { key: "customer.connectivityCheck", value: false }],
  });
  const wire = wireFlags(await effectiveFlags(ctx, { deviceId }));
  assert.deepEqual(Object.keys(wire), ["customer.connectivityCheck"]);
  assert.equal(wire["customer.connectivityCheck"].updatedBy, "admin:adm");
  await database.drop();
});

Deno.test("unknown flags, wrong values, unknown people and foreign roles change nothing", async () => {
  const { database, ctx, deviceId } = await world();
  const rejects = (work: Promise<unknown>, match: Record<string, unknown>) =>
    assert.rejects(work, (error: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(match)) assert.equal(error[key], value);
      return true;
    });
  const good = { key: KEY, value: true };
  await rejects(setGlobalFlag(ctx, { key: "no.such", value: true }), { code: "invalid_flag" });
  await rejects(setGlobalFlag(ctx, { key: "toString", value: true }), { code: "invalid_flag" });
  await rejects(
    setUserFlags(ctx, { userId: "drv", flags: [good, { key: KEY, value: "yes" }] }),
    { code: "invalid_value" },
  );
  await rejects(setUserFlags(ctx, { userId: "x", flags: [good] }), { code: "user_not_found" });
  await rejects(
    setDeviceFlags(ctx, { deviceId: crypto.randomUUID(), flags: [good] }),
    { kind: "not_found" },
  );
  await rejects(
    setUserFlags(ctx, { userId: "drv", flags: Array.from({ length: 33 }, () => good) }),
    { kind: "invalid" },
  );
  const driver = testContext(database, {
    actor: { kind: "user", userId: "drv", role: "customer", permissions: [] },
  });
  await rejects(setGlobalFlag(driver, good), { kind: "forbidden" });
  await rejects(setDeviceFlags(driver, { deviceId, flags: [good] }), { kind: "forbidden" });
  assert.equal((await effectiveFlags(ctx, { deviceId }))[KEY].source, "default");
  await database.drop();
});

Deno.test("the last of several changes to one flag wins", async () => {
  const { database, ctx } = await world();
  const flags = await setUserFlags(ctx, {
    userId: "drv",
    flags: [{ key: KEY, value: true }, { key: KEY, value: null }],
  });
  assert.equal(flags[KEY].source, "default");
  await database.drop();
});

Deno.test("whatever is stored, each flag has a value its schema takes", () => {
  const row = fc.record({
    level: fc.constantFrom("device" as const, "user" as const, "global" as const),
    key: fc.constantFrom(KEY, "customer.connectivityCheck", "gone.flag", "__proto__"),
    value: fc.oneof(fc.boolean(), fc.string(), fc.integer(), fc.constant(null)),
    updatedAt: fc.constant(new Date(0)),
    updatedBy: fc.constant(null),
  });
  fc.assert(fc.property(fc.array(row), (rows) => {
    const flags = decideFlags(rows);
    const decisive = rows.filter((r) => r.key === KEY && typeof r.value === "boolean");
    const nearest = ["device", "user", "global"].map((l) => decisive.find((r) => r.level === l))
      .find((found) => found);
    assert.equal(flags[KEY].value, nearest?.value ?? false);
    assert.equal(typeof flags["customer.connectivityCheck"].value, "boolean");
  }));
});
