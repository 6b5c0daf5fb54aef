import assert from "node:assert/strict";
import { seededRandom, startSteveSandbox, type SteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { fault, guest, type Incident, lostCard, unknownCard } from "./incidents.ts";
import { people } from "./people.ts";
import { resumeStations, seedSteve } from "./seed_steve.ts";
import { visit, visitBeside } from "./visit.ts";
import { World } from "./world.ts";
import { until } from "@/tests/support/until.ts";

const VISITOR = "04A5EBAD6E0001";
const PEOPLE = people();

async function withSteve(work: (steve: SteveSandbox) => Promise<void>): Promise<void> {
  const steve = await startSteveSandbox({ password: "x", version: "patched" });
  try {
    seedSteve(steve.control, PEOPLE, () => [], Date.now());
    steve.control.addTag({ idTag: VISITOR });
    await work(steve);
  } finally {
    await steve.stop();
  }
}

const worldOf = (steve: SteveSandbox, speed = 600) =>
  new World({
    wsUrl: steve.wsUrl,
    people: PEOPLE,
    lastKnown: resumeStations(steve.control),
    speed,
    random: seededRandom(3),
    visitorTag: VISITOR,
    driverRealMs: 1_500,
  });

const rows = (steve: SteveSandbox) => steve.control.parts.store.transactions.list({});

Deno.test("cars come and go: no session overlaps, none is in the future, none is left open", async () => {
  await withSteve(async (steve) => {
    const world = worldOf(steve);
    await world.start();
    const driver = PEOPLE[0].cards[0].idTag;
    await until(
      "cars that came and went",
      () =>
        rows(steve).some((row) => row.id_tag === driver && row.stop_ms !== null) &&
        rows(steve).length >= 4,
    );
    assert.ok(world.liveCount() <= 5);
    await world.stop();
    const all = rows(steve).toReversed();
    assert.equal(steve.control.counts().active, 0);
    const lastStop = new Map<string, number>();
    for (const row of all) {
      assert.ok(row.stop_ms! <= Date.now() && row.stop_ms! >= row.start_ms);
      assert.ok(Number(row.stop_value) >= Number(row.start_value));
      assert.ok(row.start_ms >= (lastStop.get(row.charge_box_id) ?? 0), row.charge_box_id);
      lastStop.set(row.charge_box_id, row.stop_ms!);
    }
    assert.deepEqual(steve.control.failedStops(), []);
    assert.equal(world.liveCount(), 0);
  });
});

Deno.test("a killed demo's sessions are ended at their last reading, and registers go on", async () => {
  await withSteve((steve) => {
    const startMs = Date.now() - 3_600_000;
    const id = steve.control.insertTransaction({
      chargeBoxId: "CAMPUS-01",
      connectorId: 2,
      idTag: PEOPLE[0].cards[0].idTag,
      startMs,
      startValue: 5_000,
    });
    const reading = (value: number, atMs: number) => ({
      atMs,
      value: String(value),
      measurand: "Energy.Active.Import.Register",
      unit: "Wh",
    });
    steve.control.appendMeterValues(id, [
      reading(6_000, startMs + 60_000),
      reading(7_500, startMs + 120_000),
    ]);
    const known = resumeStations(steve.control);
    const row = steve.control.transaction(id)!;
    assert.deepEqual([row.stop_ms, row.stop_value, row.stop_reason], [
      startMs + 120_000,
      "7500",
      "PowerLoss",
    ]);
    assert.equal(known.get("CAMPUS-01")?.registerWh.get(2), 7_500);
    const world = worldOf(steve);
    const live = world.stations.find(({ station }) => station.options.chargeBoxId === "CAMPUS-01")!;
    assert.equal(live.station.connector(2).registerWh, 7_500);
    return Promise.resolve();
  });
});

Deno.test("trouble: strange and lost cards start nothing, a fault is repaired, a guest charges", async () => {
  await withSteve(async (steve) => {
    const world = worldOf(steve);
    const [live] = world.stations;
    await live.station.connect();
    const ending = new AbortController();
    const options = {
      people: PEOPLE,
      random: seededRandom(5),
      visitorTag: VISITOR,
      signal: ending.signal,
      take: () => live,
      stay: () => ({ stayMs: 600_000, speed: 600 }),
    };
    const happen = (incident: Incident) => incident(live, 1, options);
    await happen(unknownCard);
    steve.control.parts.store.tags.replace(
      steve.control.parts.store.tags.keyOf(
        PEOPLE.flatMap((p) => p.cards).find((card) => !card.isActive)!.idTag,
      )!,
      { maxActiveTransactionCount: 0 },
    );
    await happen(lostCard);
    assert.equal(rows(steve).length, 0);
    await happen(guest);
    assert.deepEqual(rows(steve).map((row) => [row.id_tag, row.stop_ms !== null]), [[
      VISITOR,
      true,
    ]]);
    const broken = happen(fault);
    await until("the fault", () => live.station.connector(1).status === "Faulted");
    ending.abort();
    await broken;
    assert.equal(live.station.connector(1).status, "Available");
    await world.stop();
  });
});

Deno.test("a session that is started from afar finds a car, and a stop from afar ends it", async () => {
  await withSteve(async (steve) => {
    const world = worldOf(steve, 20);
    await world.start();
    const operate = async (operation: string, body: Record<string, unknown>) => {
      const response = await fetch(`${steve.apiUrl}/api/v1/operations/${operation}`, {
        method: "POST",
        headers: {
          Authorization: `Basic ${btoa("admin:x")}`,
          "Content-Type": "application/json",
        },
        body: JSON.stringify(body),
      });
      assert.equal(response.status, 200);
      const { successResponses } = await response.json();
      assert.equal(successResponses[0]?.response, "Accepted");
    };
    const free = world.stations.findLast((live) => !live.isBusy)!;
    const { chargeBoxId } = free.station.options;
    const idTag = PEOPLE[29].cards[0].idTag;
    const mine = () => rows(steve).find((row) => row.id_tag === idTag);
    await operate("RemoteStartTransaction", {
      chargeBoxIdList: [chargeBoxId],
      connectorId: 1,
      idTag,
    });
    await until("my session", () => mine() !== undefined);
    await operate("RemoteStopTransaction", {
      chargeBoxIdList: [chargeBoxId],
      transactionId: mine()!.id,
    });
    await until("its end", () => mine()!.stop_ms !== null);
    assert.equal(mine()!.stop_reason, "Remote");
    await until("the station to be free", () => !free.isBusy);
    assert.equal(free.station.connector(1).car, null);
    await world.stop();
  });
});

Deno.test("a start beside another car finds a car, too, and goes on when the other has left", async () => {
  await withSteve(async (steve) => {
    const world = worldOf(steve, 20);
    const live = world.stations.find(({ station }) => station.connectors.size > 1)!;
    const { station } = live;
    await station.connect();
    const ending = new AbortController();
    const car = { batteryKwh: 60, startSoc: 0.2, targetSoc: 0.9, maxAcKw: 11, maxDcKw: 100 };
    const plan = { car, stayMs: 24 * 3_600_000, speed: 600 };
    live.isBusy = true;
    const [mine, other] = [PEOPLE[28].cards[0].idTag, PEOPLE[29].cards[0].idTag];
    const first = visit(live, { ...plan, connectorId: 1, idTag: other }, ending.signal);
    await until("a session on 1", () => station.connector(1).session !== null);
    const beside = visitBeside(live, { ...plan, connectorId: 2, idTag: mine }, ending.signal);
    await until("a session on 2", () => station.connector(2).session !== null);
    assert.equal(live.time.rate, 600);
    await station.endSession(station.connector(1), "Remote");
    assert.equal(await first, true);
    live.isBusy = false;
    await until("a car", () => live.isBusy);
    assert.equal(live.time.rate, 600, "its own speed, now that it is alone");
    await station.endSession(station.connector(2), "Remote");
    assert.equal(await beside, true);
    assert.equal(live.isBusy, false);
    assert.deepEqual([station.connector(1).car, station.connector(2).car], [null, null]);
    await world.stop();
  });
});
