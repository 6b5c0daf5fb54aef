import { Buffer } from "node:buffer";
import { devices, users } from "@/db/schema/mod.ts";
import { issueDeviceToken } from "@/lib/auth/mod.ts";
import type { Actor, Ctx } from "@/lib/platform/context.ts";
import { EventBus } from "@/lib/platform/events.ts";
import type { BusEvent } from "@/lib/platform/events.ts";
import { until } from "@/tests/support/until.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";

type NewDevice = Partial<typeof devices.$inferInsert>;

/** A device with its token: `ctx` is what its requests get. */
export interface TestDevice {
  id: string;
  ctx: Ctx;
  token: string;
  /** Raw bytes of the secret. */
  secret: Uint8Array;
}

/** Adds a device with a token to any database. */
export async function addDevice(ctx: Ctx, over: NewDevice = {}): Promise<TestDevice> {
  const [device] = await ctx.db.insert(devices).values({
    kind: "phone_nfc",
    label: "Phone",
    platform: "ios",
    model: "iPhone15,2",
    osVersion: "17.0",
    appVersion: "1.0.0",
    ...over,
  }).returning();
  const issued = await issueDeviceToken(ctx, { deviceId: device.id });
  const actor: Actor = {
    kind: "device",
    deviceId: device.id,
    userId: device.ownerUserId,
    tokenId: issued.id,
    capabilities: device.capabilities,
  };
  return {
    id: device.id,
    ctx: { ...ctx, actor },
    token: issued.deviceToken,
    secret: new Uint8Array(Buffer.from(issued.deviceSecret, "base64url")),
  };
}

/** A database with an administrator, another one and a driver, a bus that is heard, a manual clock. */
export async function deviceWorld() {
  const database = await createTestDatabase();
  const clock = new ManualClock(Date.now());
  const events = new EventBus(database.sql);
  await events.start();
  const heard: BusEvent[] = [];
  events.subscribe((event) => heard.push(event));
  await database.db.insert(users).values([
    { id: "adm", email: "adm@example.org", name: "Ada Admin", role: "admin", publicId: "ADMN2345" },
    { id: "oth", email: "oth@example.org", role: "admin", publicId: "ADMN2346" },
    { id: "drv", email: "drv@example.org", name: "Dora", publicId: "DRVR2345" },
  ]);
  const as = (actor: Actor) => testContext(database, { actor, clock, events });
  const admin = (userId: string) => as({ kind: "user", userId, role: "admin", permissions: [] });
  return {
    database,
    clock,
    events,
    heard,
    as,
    admin,
    system: as({ kind: "system", name: "test" }),
    addDevice: (over?: NewDevice) =>
      addDevice(as({ kind: "system", name: "test" }), { ownerUserId: "adm", ...over }),
    /** Waits until the bus brought an event that fits. */
    until: (wanted: (event: BusEvent) => boolean) =>
      until("the event on the bus", () => heard.find(wanted)),
    async stop() {
      await events.stop();
      await database.drop();
    },
  };
}
