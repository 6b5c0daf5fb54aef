// The load generator: a process of its own that loads a server by a plan and prints a result as JSON.
import { HttpConnection } from "./http_connection.ts";
import { loadPlan, type LoadResult, type ReadLoadPlan } from "./load_plan.ts";
import { requestMaker } from "./load_requests.ts";

class Tally {
  latencies: number[] = [];
  answered = 0;
  failures = 0;

  constructor(private readonly fromMs: number) {}

  add(status: number, startMs: number, endMs: number): void {
    if (status === 200) this.answered++;
    else this.failures++;
    if (status === 200 && startMs >= this.fromMs) this.latencies.push(endMs - startMs);
  }

  result(seconds: number): LoadResult {
    const sorted = Float64Array.from(this.latencies).sort();
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
    return {
      requests: sorted.length,
      failures: this.failures,
      answered: this.answered,
      perSec: sorted.length / seconds,
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      max: at(1),
    };
  }
}

async function closedLoop(plan: ReadLoadPlan): Promise<LoadResult> {
  const make = requestMaker(plan);
  const startMs = performance.now();
  const tally = new Tally(startMs + plan.warmupMs);
  const endMs = startMs + plan.warmupMs + plan.durationMs;
  let n = 0;
  await Promise.all(Array.from({ length: plan.concurrency }, async () => {
    const connection = await HttpConnection.open(plan.port);
    while (performance.now() < endMs) {
      const request = make(n++);
      const sentMs = performance.now();
      const { status } = await connection.send(request);
      tally.add(status, sentMs, performance.now());
    }
    connection.close();
  }));
  return tally.result((performance.now() - startMs - plan.warmupMs) / 1_000);
}

/** A request that finds no free connection waits, and its latency says so. */
async function openLoop(plan: ReadLoadPlan, ratePerSec: number): Promise<LoadResult> {
  const make = requestMaker(plan);
  const free = await Promise.all(
    Array.from({ length: plan.concurrency }, () => HttpConnection.open(plan.port)),
  );
  const waiting: { request: Uint8Array; plannedMs: number }[] = [];
  const startMs = performance.now();
  const tally = new Tally(startMs + plan.warmupMs);
  const total = Math.floor((plan.warmupMs + plan.durationMs) / 1_000 * ratePerSec);
  let isDone = () => {};
  const done = new Promise<void>((resolve) => isDone = resolve);
  let left = total;
  const serve = async (connection: HttpConnection) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { status } = await connection.send(next.request);
      tally.add(status, next.plannedMs, performance.now());
      if (--left === 0) isDone();
    }
    free.push(connection);
  };
  for (let n = 0; n < total; n++) {
    const plannedMs = startMs + n * 1_000 / ratePerSec;
    const request = make(n);
    // A timer wakes a millisecond late or so; the last stretch is spun in microtask-sized waits.
    while (performance.now() < plannedMs) {
      const restMs = plannedMs - performance.now();
      await new Promise((resolve) => setTimeout(resolve, restMs > 2 ? restMs - 1.5 : 0));
    }
    waiting.push({ request, plannedMs });
    const connection = free.pop();
    if (connection) void serve(connection);
  }
  await done;
  for (const connection of free) connection.close();
  return tally.result(plan.durationMs / 1_000);
}

if (import.meta.main) {
  const plan = loadPlan.parse(JSON.parse(Deno.args[0]));
  const result = plan.ratePerSec === undefined
    ? await closedLoop(plan)
    : await openLoop(plan, plan.ratePerSec);
  console.log(JSON.stringify(result));
  Deno.exit(0);
}
