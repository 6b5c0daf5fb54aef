import assert from "node:assert/strict";
import type { BreakPlan } from "./simulation/breakable_database.ts";
import { chargingSteps } from "./simulation/charging_steps.ts";
import { checkAlways } from "./simulation/check.ts";
import { checkSettled, drain } from "./simulation/settle.ts";
import { type Simulation, startSimulation } from "./simulation/world.ts";

/** A run that finds a bit of everything has fewer statements than this. */
const MOST_STATEMENTS = 200;

const WORK: Record<string, (sim: Simulation) => Promise<void>> = {
  /** A car that begins, some with readings, one that ends, and some from long ago. */
  async "of every kind"(sim) {
    sim.clock.advance(600_000);
    chargingSteps.start(sim);
    for (let n = 0; n < 3; n++) await chargingSteps.progress(sim);
    chargingSteps.stop(sim);
    chargingSteps.deliverLate(sim);
  },
  /** The same statements in every run, so that truly each of them is met. */
  async "of readings alone"(sim) {
    sim.clock.advance(20_000);
    for (const charge of sim.charges.filter((one) => !one.stop)) {
      charge.registerWh += 500;
      await sim.ingest.ingest({
        chargeBoxId: charge.chargeBoxId,
        connectorId: charge.connectorId,
        transactionId: charge.transactionId,
        measuredAt: sim.clock.now(),
        energyWh: charge.registerWh,
        source: "hook",
      });
    }
  },
};

for (const victim of ["process", "statement"] as const) {
  for (const [kind, work] of Object.entries(WORK)) {
    Deno.test(`work ${kind} survives the end of a ${victim} between any two statements`, async () => {
      const sim = await startSimulation(victim.length);
      const plan: BreakPlan = { at: 0, victim };
      try {
        for (let n = 0; n < 3; n++) chargingSteps.start(sim);
        await sim.run("full");
        do {
          plan.at++;
          plan.hasBroken = false;
          assert.ok(plan.at < MOST_STATEMENTS, "the run never gets through");
          await work(sim);
          await sim.run("transactions", plan);
          await checkAlways(sim);
          // What the broken run left over must not shift the statements of the next one.
          const rest = await sim.run("transactions");
          assert.deepEqual(rest?.errors, [], "a healthy run does not get over what was left");
        } while (plan.hasBroken);
        assert.ok(plan.at > 10, "the run had hardly anything to do");
        await drain(sim);
        await checkSettled(sim);
      } catch (error) {
        console.error(`It broke at statement ${plan.at}.`);
        throw error;
      } finally {
        await sim.stop();
      }
    });
  }
}
