import {
  chargers,
  chargingSessions,
  connectors,
  evses,
  lagoPlans,
  lagoSubscriptions,
  meterValues,
  notifications,
  sites,
  syncedTransactionEvents,
  syncRejects,
  syncRunLogs,
  syncRuns,
  syncRunSegments,
  transactionSyncState,
  userMappings,
  users,
} from "@/db/schema/mod.ts";
import type { Db } from "@/db/client.ts";

const HOUR = 3_600_000;

export interface SampleWorld {
  /** Drivers with an address, a card each; the first has the live session. */
  drivers: { id: string; email: string; idTag: string; mappingId: number; subscription: string }[];
  chargeBoxIds: string[];
  /** Newest first: `[0]` is live. */
  sessions: { id: number; steveTransactionId: number; mappingId: number | null }[];
  runIds: { completed: number; failed: number };
}

/** A small network with a week of history: what pages need in order to have something to show. */
export async function seedSampleWorld(db: Db, now = new Date()): Promise<SampleWorld> {
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR);
  const chargeBoxIds = await seedChargers(db, ago);
  const drivers = await seedDrivers(db, ago);
  const runIds = await seedRuns(db, ago);
  const sessions: SampleWorld["sessions"] = [];
  for (let n = 0; n < 40; n++) {
    const driver = n % 9 === 8 ? null : drivers[n % drivers.length];
    sessions.push(await seedSession(db, { n, driver, chargeBoxIds, runId: runIds.completed, ago }));
  }
  await db.insert(notifications).values([
    {
      audience: "admin" as const,
      severity: "warning" as const,
      source: "billing",
      title: "Energy waits for an owner",
      body: "4 sessions were charged with cards that nobody has linked.",
      link: "/transactions?tag=LOST",
      createdAt: ago(3),
      updatedAt: ago(3),
    },
    {
      audience: "admin" as const,
      severity: "error" as const,
      source: "sync",
      title: "A sync run failed",
      link: `/sync/${runIds.failed}`,
      createdAt: ago(20),
      updatedAt: ago(20),
    },
  ]);
  return { drivers, chargeBoxIds, sessions, runIds };
}

type Ago = (hours: number) => Date;

async function seedChargers(db: Db, ago: Ago): Promise<string[]> {
  const [site] = await db.insert(sites).values({
    name: "Rue des Acacias",
    timeZone: "Europe/Paris",
    address: "12 rue des Acacias, Lyon",
  }).returning();
  const rows = [
    { id: "LYON-01", name: "Lyon north, bay 1", kw: 22, type: "Type 2" },
    { id: "LYON-02", name: "Lyon north, bay 2", kw: 22, type: "Type 2" },
    { id: "LYON-DC1", name: "Lyon fast charger", kw: 150, type: "CCS" },
    { id: "DEPOT-A", name: "Depot A", kw: 11, type: "Type 2" },
  ];
  for (const [n, row] of rows.entries()) {
    const [charger] = await db.insert(chargers).values({
      chargeBoxId: row.id,
      publicId: `CHRG2${"3456"[n]}QR`,
      siteId: site.id,
      friendlyName: row.name,
      connectorType: row.type,
      maxKw: row.kw,
      vendor: "Voltaic",
      lastStatus: "Available",
      lastStatusAt: ago(0.01),
      lastSeenAt: ago(n === 3 ? 30 : 0.01),
    }).returning();
    for (const evseId of [1, 2]) {
      const [evse] = await db.insert(evses).values({ chargerId: charger.id, evseId }).returning();
      await db.insert(connectors).values({
        evseId: evse.id,
        type: row.type,
        status: evseId === 1 && n === 0 ? "Charging" : "Available",
        statusAt: ago(0.01),
      });
    }
  }
  return rows.map((row) => row.id);
}

async function seedDrivers(db: Db, ago: Ago): Promise<SampleWorld["drivers"]> {
  await db.insert(lagoPlans).values({
    code: "standard",
    lagoId: "plan-1",
    name: "Standard",
    interval: "monthly",
    amountCents: 0,
    currency: "EUR",
    raw: {
      code: "standard",
      name: "Standard",
      amount_currency: "EUR",
      charges: [{
        billable_metric_code: "ev_charging_kwh",
        charge_model: "standard",
        properties: { amount: "0.42" },
      }],
    },
  });
  const people = ["Ada Berg", "Jean Moreau", "Nora Lind"];
  const drivers: SampleWorld["drivers"] = [];
  for (const [n, name] of people.entries()) {
    const id = `driver-${n + 1}`;
    const subscription = `sub-${id}`;
    const email = `${name.split(" ")[0].toLowerCase()}@example.org`;
    const idTag = `CARD000${n + 1}`;
    await db.insert(users).values({
      id,
      email,
      emailVerified: true,
      name,
      publicId: `DRVR2${"345"[n]}QR`,
    });
    await db.insert(lagoSubscriptions).values({
      externalId: subscription,
      lagoId: `lago-${subscription}`,
      externalCustomerId: id,
      planCode: "standard",
      status: "active",
      startedAt: ago(2_000),
      periodStartedAt: ago(400),
      periodEndingAt: ago(-300),
      raw: {},
    });
    const [mapping] = await db.insert(userMappings).values({
      userId: id,
      steveOcppIdTag: idTag,
      lagoCustomerExternalId: id,
      lagoSubscriptionExternalId: subscription,
      displayName: `${name.split(" ")[0]}'s card`,
    }).returning();
    drivers.push({ id, email, idTag, mappingId: mapping.id, subscription });
  }
  return drivers;
}

async function seedRuns(db: Db, ago: Ago): Promise<SampleWorld["runIds"]> {
  const segments = ["tag_linking", "transaction_sync", "usage_delivery", "lago_customers"];
  const ids: number[] = [];
  for (const status of ["failed", "completed"] as const) {
    const at = ago(status === "failed" ? 20 : 1);
    const message = "SteVe did not answer within 10 s.";
    const [run] = await db.insert(syncRuns).values({
      status,
      trigger: status === "failed" ? "schedule" : "api",
      replica: "test",
      startedAt: at,
      completedAt: new Date(at.getTime() + 42_000),
      transactionsProcessed: 40,
      eventsCreated: status === "failed" ? 0 : 37,
      eventsSent: status === "failed" ? 0 : 37,
      tagsUnchanged: 3,
      errors: status === "failed"
        ? [{ segment: "transaction_sync", message, at: at.toISOString() }]
        : [],
    }).returning();
    await db.insert(syncRunSegments).values(segments.map((segment, position) => ({
      runId: run.id,
      segment,
      position,
      status: status === "failed" && position === 1 ? "failed" as const : "completed" as const,
      done: 10 * position,
      total: 10 * position,
      message: status === "failed" && position === 1 ? message : null,
      startedAt: at,
      completedAt: at,
    })));
    await db.insert(syncRunLogs).values([
      { runId: run.id, segment: "tag_linking", level: "info", message: "3 cards unchanged." },
      {
        runId: run.id,
        segment: "transaction_sync",
        level: status === "failed" ? "error" : "warning",
        message: status === "failed" ? message : "1 row was refused.",
      },
    ]);
    ids.push(run.id);
  }
  await db.insert(syncRejects).values({
    steveTransactionId: 9_001,
    reason: "identity_conflict",
    detail: "Transaction 9001 was first seen on LYON-01.",
    firstRunId: ids[1],
  });
  return { failed: ids[0], completed: ids[1] };
}

interface SeedSession {
  n: number;
  driver: SampleWorld["drivers"][number] | null;
  chargeBoxIds: string[];
  runId: number;
  ago: Ago;
}

/** Session `n`: the first is live, the others ended, each with samples and billing events. */
async function seedSession(db: Db, { n, driver, chargeBoxIds, runId, ago }: SeedSession) {
  const isLive = n === 0;
  const startedAt = isLive ? ago(0.5) : ago(n * 4);
  const minutes = isLive ? 30 : 45 + (n * 7) % 60;
  const stoppedAt = new Date(startedAt.getTime() + minutes * 60_000);
  const powerW = [7_200, 11_000, 21_800, 48_000][n % 4];
  const meterStartWh = 100_000 + n * 50_000;
  const energyWh = Math.round(powerW * minutes / 60);
  const steveTransactionId = 1_000 - n;
  const chargeBoxId = chargeBoxIds[n % chargeBoxIds.length];
  const billed = {
    lagoCustomerExternalId: driver?.id ?? null,
    lagoSubscriptionExternalId: driver?.subscription ?? null,
  };
  const [session] = await db.insert(chargingSessions).values({
    steveTransactionId,
    chargeBoxId,
    connectorId: 1 + n % 2,
    idTag: driver?.idTag ?? `LOST${n}`,
    mappingId: driver?.mappingId ?? null,
    ...billed,
    startedAt,
    meterStartWh,
    stoppedAt: isLive ? null : stoppedAt,
    meterStopWh: isLive ? null : meterStartWh + energyWh,
    stopReason: isLive ? null : "EVDisconnected",
    lastMeterWh: meterStartWh + energyWh,
    lastMeterAt: stoppedAt,
    lastPowerW: powerW,
    lastSocPercent: n % 4 === 2 ? 64 : null,
    energyWh,
    isFinalized: !isLive,
    costCents: isLive || !driver ? null : Math.round(energyWh * 0.042),
    currency: driver ? "EUR" : null,
    flags: driver ? (n === 5 ? ["meter_gap", "long_session"] : []) : ["unmapped_card"],
    createdAt: startedAt,
    updatedAt: isLive ? ago(0.001) : stoppedAt,
  }).returning();
  const steps = 30;
  await db.insert(meterValues).values(Array.from({ length: steps + 1 }, (_, step) => ({
    transactionId: steveTransactionId,
    measuredAt: new Date(startedAt.getTime() + step * minutes * 60_000 / steps),
    chargeBoxId,
    connectorId: 1 + n % 2,
    energyWh: meterStartWh + Math.round(energyWh * step / steps),
    powerW: Math.round(powerW * (1 - 0.3 * Math.max(0, step / steps - 0.7) / 0.3)),
    source: "hook" as const,
  })));
  await seedEvents(db, { session, meterStartWh, energyWh, isLive, driver, runId, billed });
  return { id: session.id, steveTransactionId, mappingId: session.mappingId };
}

async function seedEvents(
  db: Db,
  { session, meterStartWh, energyWh, isLive, driver, runId, billed }: {
    session: typeof chargingSessions.$inferSelect;
    meterStartWh: number;
    energyWh: number;
    isLive: boolean;
    driver: SeedSession["driver"];
    runId: number;
    billed: { lagoCustomerExternalId: string | null; lagoSubscriptionExternalId: string | null };
  },
) {
  const half = meterStartWh + Math.round(energyWh / 2);
  const cuts = isLive ? [meterStartWh, half] : [meterStartWh, half, meterStartWh + energyWh];
  const transaction = {
    sessionId: session.id,
    steveTransactionId: session.steveTransactionId,
  };
  await db.insert(transactionSyncState).values({
    ...transaction,
    cursorWh: cuts.at(-1)!,
    totalWhBilled: cuts.at(-1)! - meterStartWh,
    isFinalized: !isLive,
    eventCount: cuts.length - 1,
  });
  await db.insert(syncedTransactionEvents).values(
    cuts.slice(1).map((to, at) => ({
      ...transaction,
      userMappingId: session.mappingId,
      ...billed,
      lagoEventTransactionId: `steve:${session.steveTransactionId}:${to}`,
      meterValueFrom: cuts[at],
      meterValueTo: to,
      whDelta: to - cuts[at],
      isFinal: !isLive && at === cuts.length - 2,
      eventTimestamp: session.lastMeterAt!,
      status: driver ? "sent" as const : "held" as const,
      heldReason: driver ? null : "unmapped_card" as const,
      syncedAt: driver ? session.lastMeterAt : null,
      syncRunId: runId,
      createdAt: session.updatedAt,
    })),
  );
}
