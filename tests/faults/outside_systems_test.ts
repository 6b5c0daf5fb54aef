import assert from "node:assert/strict";
import { dashboardFigures, listSessions, liveSessions } from "@/lib/charging/mod.ts";
import { checkHealth } from "@/lib/health/mod.ts";
import { createLagoClient } from "@/lib/lago/mod.ts";
import type { FaultRule as LagoFault } from "@/lib/sandbox/lago/mod.ts";
import type { FaultRule as SteveFault } from "@/lib/sandbox/steve/mod.ts";
import { createSteveClient } from "@/lib/steve/mod.ts";
import { chargingSteps, type Step } from "@/tests/property/simulation/charging_steps.ts";
import { checkAlways } from "@/tests/property/simulation/check.ts";
import { checkSettled, drain } from "@/tests/property/simulation/settle.ts";
import { type Simulation, startSimulation } from "@/tests/property/simulation/world.ts";

const HOUR = 3_600_000;
const EVENTS = { method: "POST", pathPrefix: "/api/v1/events" };
const READS = { method: "GET", pathPrefix: "/api/v1/transactions" };

const STEVE_TROUBLE: Record<string, SteveFault> = {
  "is down": { kind: "status", status: 500 },
  "cuts every line": { kind: "drop_before" },
  "never answers": { kind: "hang" },
  "answers with half a document": { match: READS, kind: "garbage" },
  "answers with nothing but nulls": { match: READS, kind: "garbage", corrupt: "nulls" },
  "takes sessions for ended below their start": {
    match: READS,
    kind: "garbage",
    corrupt: "negative_energy",
  },
};
const LAGO_TROUBLE: Record<string, LagoFault> = {
  "is down": { kind: "status", status: 503 },
  "never answers": { kind: "hang" },
  "asks for a pause all day": { kind: "rate_limit", ms: 60_000 },
  "takes usage and never confirms it": { match: EVENTS, kind: "drop_after" },
  "confirms usage with half a document": { match: EVENTS, kind: "garbage" },
};

Deno.test("SteVe is ill for a day", async (t) => {
  const sim = await startSimulation(5);
  for (const [name, fault] of Object.entries(STEVE_TROUBLE)) {
    await t.step(`${name}: pages go on, and afterwards every Wh is billed once`, async () => {
      await healthyMorning(sim);
      sim.steve.control.faults.set([fault]);
      await aDay(sim);
      await drain(sim);
      await checkSettled(sim);
    });
  }
  await sim.stop();
});

Deno.test("Lago is ill for a day", async (t) => {
  const sim = await startSimulation(6);
  for (const [name, fault] of Object.entries(LAGO_TROUBLE)) {
    await t.step(`${name}: usage waits, pages go on, and afterwards it leaves once`, async () => {
      await healthyMorning(sim);
      sim.lago.control.setFaults([fault]);
      await aDay(sim);
      const [{ due }] = await sim.database.sql`
        select count(*)::int as due from synced_transaction_events where status = 'pending'`;
      assert.ok(due > 0, "nothing waits: the day was too quiet");
      await drain(sim);
      await checkSettled(sim);
    });
  }
  await sim.stop();
});

Deno.test("a system that keeps failing is left alone for a while", async () => {
  const sim = await startSimulation(1);
  try {
    const patience = { wait: () => Promise.resolve(), timeoutMs: 200 };
    const steve = createSteveClient(sim.config, patience)!;
    const lago = createLagoClient(sim.config, patience)!;
    sim.steve.control.faults.set([{ kind: "status", status: 500 }]);
    sim.lago.control.setFaults([{ kind: "status", status: 503 }]);
    for (let call = 0; call < 3; call++) {
      await assert.rejects(steve.listTags());
      await assert.rejects(lago.getBillableMetric("any"));
    }
    assert.deepEqual([steve.breakerState(), lago.breakerState()], ["open", "open"]);
    const asked = () => [sim.steve.control.requests.length, sim.lago.control.requests.length];
    const before = asked();
    await assert.rejects(steve.listTags(), /left alone for a moment/);
    await assert.rejects(lago.getBillableMetric("any"), /left alone for a moment/);
    assert.deepEqual(asked(), before);
  } finally {
    await sim.stop();
  }
});

/** So that there are cars and people, and a first run. */
async function healthyMorning(sim: Simulation): Promise<void> {
  await sim.run("full");
  await threeHours(sim, "transactions");
}

async function aDay(sim: Simulation): Promise<void> {
  for (let part = 0; part < 8; part++) {
    await threeHours(sim, part % 4 === 0 ? "full" : "transactions");
    if (part % 4 === 0) await pagesAnswer(sim);
  }
}

async function threeHours(sim: Simulation, scope: "full" | "transactions"): Promise<void> {
  const weights = { start: 3, progress: 5, stop: 3, repeat: 1, deliverLate: 0.3 };
  for (let n = 0; n < 12; n++) {
    await (chargingSteps[sim.dice.weighted(weights)] as Step)(sim);
    sim.clock.advance(HOUR / 4);
  }
  const result = await sim.run(scope);
  assert.ok(result, "a run must end, whatever the others do");
  await checkAlways(sim);
}

/** What pages are made of answers from our own database, and health speaks of us alone. */
async function pagesAnswer(sim: Simulation): Promise<void> {
  const [page, live, figures, health] = await Promise.all([
    listSessions(sim.ctx, {}),
    liveSessions(sim.ctx),
    dashboardFigures(sim.ctx),
    checkHealth({ sql: sim.database.sql, config: sim.config, clock: sim.clock }),
  ]);
  assert.ok(page.sessions.length > 0);
  assert.ok(Array.isArray(live));
  assert.ok(figures.sessions !== null && figures.sync7d !== null);
  assert.equal(health.checks.database.status, "ok");
  assert.equal(health.checks.steve.status, "ok", "configured, so ok: health is not a probe");
  assert.ok(health.checks.sync.lastRun);
}
