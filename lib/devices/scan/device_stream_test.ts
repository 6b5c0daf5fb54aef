import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { devices, users } from "@/db/schema/mod.ts";
import { revokeDeviceTokens } from "@/lib/auth/mod.ts";
import { setDeviceFlags, setGlobalFlag, setUserFlags } from "@/lib/flags/mod.ts";
import { EventBus } from "@/lib/platform/events.ts";
import type { StreamMessage } from "@/lib/platform/sse.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { deviceWorld } from "../testing/device_world.ts";
import { armDeviceScan } from "./arm_device_scan.ts";
import { cancelDeviceScan } from "./cancel_device_scan.ts";
import { DeviceStream } from "./device_stream.ts";
import { scanStream, type ScanStreamInput } from "./scan_stream.ts";
import { until } from "@/tests/support/until.ts";

const apns = { send: () => Promise.resolve({ ok: true as const }) };
const keep = { sanitizeOps: false, sanitizeResources: false };
let addresses = 0;

async function streamWorld() {
  const world = await deviceWorld();
  const device = await world.addDevice();
  const stopping = new AbortController();
  return {
    ...world,
    device,
    stopping,
    open: (ctx = device.ctx, over: Partial<ScanStreamInput> = {}) =>
      new EventReader(scanStream(ctx, {
        clientIp: `192.0.2.${++addresses}`,
        lastEventId: null,
        stopping: stopping.signal,
        ...over,
      })),
    arm: () =>
      armDeviceScan(world.admin("adm"), { deviceId: device.id, purpose: "admin-link", apns }),
    stop: async () => {
      stopping.abort();
      await world.stop();
    },
  };
}

Deno.test("a stream greets, tells of a scan and of its end", keep, async () => {
  const world = await streamWorld();
  const reader = world.open();
  const hello = await reader.next();
  assert.deepEqual([hello.event, hello.data], [
    "connected",
    { deviceId: world.device.id, scanStreamVersion: 1 },
  ]);
  const scan = await world.arm();
  const asked = await reader.next();
  assert.equal(asked.event, "scan.requested");
  assert.deepEqual(asked.data, {
    deviceId: world.device.id,
    pairingCode: scan.pairingCode,
    purpose: "admin-link",
    expiresAtIso: scan.expiresAt.toISOString(),
    expiresAtEpochMs: scan.expiresAt.getTime(),
    requestedByUserId: "adm",
    hintLabel: null,
  });
  await cancelDeviceScan(world.device.ctx, scan);
  const ended = await reader.next();
  assert.equal(ended.event, "scan.cancelled");
  const { cancelledAt, ...rest } = ended.data as { cancelledAt: number };
  assert.equal(typeof cancelledAt, "number");
  assert.deepEqual(rest, {
    deviceId: world.device.id,
    pairingCode: scan.pairingCode,
    source: "device",
  });
  await world.stop();
});

Deno.test("who connects after the scan was asked for hears of it, once", keep, async () => {
  const world = await streamWorld();
  const scan = await world.arm();
  const reader = world.open();
  const asked = await reader.next((m) => m.event === "scan.requested");
  assert.equal((asked.data as { pairingCode: string }).pairingCode, scan.pairingCode);
  await setDeviceFlags(world.system, {
    deviceId: world.device.id,
    flags: [{ key: "device.location.upload", value: true }],
  });
  assert.equal((await reader.next()).event, "device.feature-flags.changed");
  await world.stop();
});

Deno.test("Last-Event-ID brings what was missed in between", keep, async () => {
  const world = await streamWorld();
  const first = world.open();
  await first.next();
  const scan = await world.arm();
  const asked = await first.next((m) => m.event === "scan.requested");
  await first.close();
  await cancelDeviceScan(world.device.ctx, scan);
  await world.until((event) => event.type === "device.scan.cancelled");
  const again = world.open(world.device.ctx, { lastEventId: String(asked.id) });
  const names = [(await again.next()).event, (await again.next()).event];
  assert.deepEqual(names, ["connected", "scan.cancelled"]);
  await world.stop();
});

Deno.test("changes of state are told to the device they concern only", keep, async () => {
  const world = await streamWorld();
  const reader = world.open();
  const mine = { deviceId: world.device.id };
  const other = await world.addDevice({ ownerUserId: "drv" });
  const flags = [{ key: "customer.connectivityCheck", value: false }];
  await reader.next();
  // The order of the bus is kept, so what is heard tells what was not.
  const say = (deviceId: string, what: string) =>
    world.events.publish(world.system.db, "device.changed", { deviceId, what });
  await say(other.id, "capabilities");
  await say(mine.deviceId, "logs");
  await setUserFlags(world.system, { userId: "drv", flags });
  await say(mine.deviceId, "capabilities");
  assert.equal((await reader.next()).event, "device.capabilities.changed");
  await say(mine.deviceId, "settings");
  assert.equal((await reader.next()).event, "device.settings.changed");
  await setUserFlags(world.system, { userId: "adm", flags });
  assert.equal((await reader.next()).event, "device.feature-flags.changed");
  await setGlobalFlag(world.system, flags[0]);
  assert.equal((await reader.next()).event, "device.feature-flags.changed");
  await world.stop();
});

Deno.test(
  "a new stream ends the older one, and does not count it against the address",
  keep,
  async () => {
    const world = await streamWorld();
    const clientIp = "198.51.100.7";
    const readers: EventReader[] = [];
    for (let n = 0; n < 6; n++) {
      readers.push(world.open(world.device.ctx, { clientIp }));
      await readers[n].next((m) => m.event === "connected");
    }
    for (const reader of readers.slice(0, -1)) {
      assert.equal((await reader.next()).event, "device.session.replaced");
      assert.ok(await reader.ends());
    }
    await world.arm();
    assert.equal((await readers.at(-1)!.next()).event, "scan.requested");
    await world.stop();
  },
);

Deno.test("a fourth device at one address has to wait until another leaves", keep, async () => {
  const world = await streamWorld();
  const clientIp = "198.51.100.8";
  const others = await Promise.all([1, 2, 3].map(() => world.addDevice()));
  const [first] = others.map(({ ctx }) => world.open(ctx, { clientIp }));
  assert.throws(() => world.open(world.device.ctx, { clientIp }), { code: "rate_limited" });
  await first.close();
  assert.equal((await world.open(world.device.ctx, { clientIp }).next()).event, "connected");
  await world.stop();
});

Deno.test(
  "across replicas the stream that came last stays, however near they came",
  keep,
  async () => {
    const world = await streamWorld();
    const replicas = [world.events, new EventBus(world.database.sql)];
    await replicas[1].start();
    for (let round = 0; round < 5; round++) {
      const streams = [0, 1, 0, 1].map((replica) => {
        const told: string[] = [];
        const stream = new DeviceStream({ ...world.device.ctx, events: replicas[replica] }, {
          keepAliveMs: 15_000,
          seenMs: 60_000,
          idleMs: 90_000,
        });
        const send = ({ event }: StreamMessage) => (told.push(event!), true);
        return { stream, told, started: stream.start(send, null) };
      });
      await Promise.all(streams.map(({ started }) => started));
      const alive = () => streams.filter(({ stream }) => !stream.over.aborted);
      await until("one stream to be left", () => alive().length <= 1);
      assert.equal(alive().length, 1);
      const ended = streams.filter(({ stream }) => stream.over.aborted);
      assert.ok(ended.every(({ told }) => told.at(-1) === "device.session.replaced"));
      for (const { stream } of streams) stream.stop();
    }
    await replicas[1].stop();
    await world.stop();
  },
);

Deno.test("a revoked token ends the stream at once", keep, async () => {
  const world = await streamWorld();
  const reader = world.open();
  await reader.next();
  await revokeDeviceTokens(world.system, { deviceId: world.device.id, reason: "test" });
  assert.equal((await reader.next()).event, "device.token.revoked");
  assert.ok(await reader.ends());
  await world.stop();
});

Deno.test(
  "a stream marks its device as seen, and ends when its owner was disabled unheard",
  keep,
  async () => {
    const world = await streamWorld();
    const reader = world.open(world.device.ctx, { timing: { seenMs: 20 } });
    await reader.next();
    const seen = async () =>
      (await world.database.db.select().from(devices).where(eq(devices.id, world.device.id)))[0]
        .lastSeenAt;
    await until("the device to be seen", seen);
    assert.equal((await seen())?.getTime(), world.clock.nowMs());
    await world.database.db.update(users).set({ disabledAt: new Date() }).where(
      eq(users.id, "adm"),
    );
    assert.equal((await reader.next()).event, "device.token.revoked");
    assert.ok(await reader.ends());
    await world.stop();
  },
);

Deno.test("a stream without messages ends after its time; shutdown ends it too", keep, async () => {
  const world = await streamWorld();
  const idle = world.open(world.device.ctx, { timing: { idleMs: 100 } });
  await idle.next();
  assert.ok(await idle.ends());
  const open = world.open();
  await open.next();
  world.stopping.abort();
  assert.ok(await open.ends());
  await world.stop();
});
