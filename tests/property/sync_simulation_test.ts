import assert from "node:assert/strict";
import { checkInvariants } from "@/lib/billing/mod.ts";
import { chargingSteps, type Step } from "./simulation/charging_steps.ts";
import { checkAlways } from "./simulation/check.ts";
import { checkSettled, drain } from "./simulation/settle.ts";
import { troubleSteps } from "./simulation/trouble_steps.ts";
import { startSimulation } from "./simulation/world.ts";

const steps = { ...chargingSteps, ...troubleSteps } satisfies Record<string, Step>;
const WEIGHTS: Record<keyof typeof steps, number> = {
  start: 18,
  progress: 30,
  repeat: 5,
  lie: 3,
  stop: 10,
  manualStop: 2,
  replaceManualStop: 2,
  deliverLate: 2,
  refusedCard: 2,
  time: 14,
  sync: 7,
  fullSync: 1.2,
  brokenSync: 5,
  twoSyncs: 1.5,
  steveFault: 2,
  lagoFault: 2.5,
  faultyRow: 1.5,
  heal: 3,
  refuseLater: 0.5,
  linkCard: 0.6,
  changeCard: 1.5,
  subscribe: 0.3,
};
const WRITES_BY_WORKER = new Set<string>(["sync", "fullSync", "brokenSync", "twoSyncs"]);
const TRACE = 40;

/** SEED repeats one world; SIM_STEPS makes every world as long as wanted. */
const seeds = Deno.env.get("SEED")
  ? [Number(Deno.env.get("SEED"))]
  : [11, 23, 37, 58].map((seed) => seed + (Deno.env.get("SIM_STEPS") ? Date.now() % 1_000_000 : 0));
const length = Number(Deno.env.get("SIM_STEPS") ?? 600);

for (const seed of seeds) {
  Deno.test(`no Wh is lost or billed twice in ${length} steps of world ${seed}`, async () => {
    const sim = await startSimulation(seed);
    const trace: string[] = [];
    try {
      for (let step = 1; step <= length; step++) {
        const name = sim.dice.weighted(WEIGHTS);
        trace.push(`${step}. ${name}: …`);
        const what = await (steps[name] as Step)(sim);
        trace[trace.length - 1] = `${step}. ${name}: ${what}`;
        // Lago and the outbox change by the worker alone; its records must add up at any time.
        if (WRITES_BY_WORKER.has(name)) await checkAlways(sim);
        else assert.deepEqual(await checkInvariants(sim.ctx), []);
      }
      trace.push("drain");
      await drain(sim);
      await checkSettled(sim);
    } catch (error) {
      console.error(`SEED=${seed} fails; the last steps were:\n${trace.slice(-TRACE).join("\n")}`);
      throw error;
    } finally {
      await sim.stop();
    }
  });
}
