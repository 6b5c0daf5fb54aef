import { alternate, load, medianOf } from "./measure.ts";
import type { BareSql } from "./bare.ts";
import { bareHook } from "./bare_hook.ts";
import { type Figure, shown } from "./figure.ts";
import type { LoadPlan } from "./load_plan.ts";
import { seedNetwork } from "./seed_network.ts";
import { openBenchWorld } from "./world.ts";

const PATH = "/api/ocpp/meter-values";
const CONNECTIONS = [1, 64, 256];
/** Instants of one round lie in an interval of their own, so that no sample repeats another. */
const ROUND_MS = 600_000;

/** The hook of every meter reading: an answer means that the sample is durable. */
export const meterValues: Figure = async () => {
  const world = await openBenchWorld("bench_meter_values");
  try {
    await seedNetwork(world.bare.sql);
    world.bare.handle(PATH, async (req, sql) => {
      const body = await bareHook<Reading>(req, world.secret);
      if (!body) return new Response(null, { status: 401 });
      await insertOne(sql, body);
      return Response.json({ ok: true });
    });
    let baseMs = Date.now() - 19 * 3_600_000;
    let answered = 0;
    const run = async (port: number, concurrency: number) => {
      const plan: LoadPlan = {
        port,
        host: world.config.APP_HOST,
        kind: "meter-values",
        path: PATH,
        secret: world.secret,
        concurrency,
        warmupMs: 1_000,
        durationMs: 4_000,
        baseMs: baseMs += ROUND_MS,
      };
      const result = await load(plan);
      answered += result.answered;
      return result;
    };
    const rows: (string | number)[][] = [];
    const ratios: string[] = [];
    for (const concurrency of CONNECTIONS) {
      const rounds = await alternate(
        5,
        () => run(world.app.port, concurrency),
        () => run(world.bare.port, concurrency),
      );
      const perSec = medianOf(rounds.product, (r) => r.perSec);
      const barePerSec = medianOf(rounds.bare, (r) => r.perSec);
      rows.push([
        String(concurrency),
        perSec,
        medianOf(rounds.product, (r) => r.p99),
        barePerSec,
        medianOf(rounds.bare, (r) => r.p99),
        perSec / barePerSec,
      ]);
      ratios.push(`${shown(perSec / barePerSec)} with ${concurrency}`);
    }
    const [{ stored }] = await world.bare.sql`select count(*)::int as stored from meter_values`;
    if (stored !== answered) {
      throw new Error(`${answered} samples were answered, ${stored} stored.`);
    }
    return [{
      title: `POST ${PATH}`,
      method:
        "Closed loop; every answer comes after the commit. The product writes the sample, the session's latest values " +
        "and the charger's liveness, and tells the pages, with whatever arrived meanwhile in the same commit; the bare handler inserts one row " +
        `and commits. Both check the signature. 1,000 running sessions, 5 measurands each. Medians of 5 alternating rounds of 4 s; the ${
          shown(answered)
        } samples answered were counted in the table afterwards.`,
      columns: [
        "Connections",
        "product samples/s",
        "p99 ms",
        "bare samples/s",
        "p99 ms",
        "ratio",
      ],
      rows,
      outcome: `Durable samples per second against one row per commit: ${
        ratios.join(", ")
      } connections`,
    }];
  } finally {
    await world.stop();
  }
};

interface Reading {
  chargeBoxId: string;
  connectorId: number;
  transactionPk: number;
  timestamp: string;
  sampledValues: { value: string }[];
}

async function insertOne(sql: BareSql, body: Reading): Promise<void> {
  const [wh, watts, amps, volts, soc] = body.sampledValues.map((sample) => Number(sample.value));
  await sql`insert into meter_values (steve_instance, transaction_id, measured_at, charge_box_id, connector_id,
      energy_wh, power_w, current_a, voltage_v, soc_percent, context, source)
    values ('bare', ${body.transactionPk}, ${body.timestamp}::timestamptz, ${body.chargeBoxId}, ${body.connectorId},
      ${wh}, ${watts}, ${amps}, ${volts}, ${soc}, 'Sample.Periodic', 'hook')`;
}
