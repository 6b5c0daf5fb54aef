import { alternate, load, medianOf } from "./measure.ts";
import type { BareSql } from "./bare.ts";
import { bareHook } from "./bare_hook.ts";
import { type Figure, shown } from "./figure.ts";
import type { LoadPlan } from "./load_plan.ts";
import { seedNetwork } from "./seed_network.ts";
import { openBenchWorld } from "./world.ts";

const PATH = "/api/ocpp/pre-authorize";
const RATE_PER_SEC = 200;
/** SteVe waits about 200 ms for the answer; the contract gives us this much at p99. */
const LIMIT_MS = 50;

/** The hook before every charge: latency at a fixed rate, and throughput. */
export const preAuthorize: Figure = async () => {
  const world = await openBenchWorld("bench_pre_authorize");
  try {
    await seedNetwork(world.bare.sql);
    world.bare.handle(PATH, async (req, sql) => {
      const body = await bareHook<Tap>(req, world.secret);
      return body ? Response.json(await claim(sql, body)) : new Response(null, { status: 401 });
    });
    const plan = (port: number, over: Partial<LoadPlan>): LoadPlan => ({
      port,
      host: world.config.APP_HOST,
      kind: "pre-authorize",
      path: PATH,
      secret: world.secret,
      concurrency: 64,
      warmupMs: 1_000,
      durationMs: 5_000,
      ...over,
    });
    const compare = (over: Partial<LoadPlan>) =>
      alternate(
        5,
        () => load(plan(world.app.port, over)),
        () => load(plan(world.bare.port, over)),
      );
    const paced = await compare({ ratePerSec: RATE_PER_SEC, durationMs: 10_000 });
    const full = await compare({ concurrency: 16 });
    const row = (name: string, side: "product" | "bare") => [
      name,
      medianOf(paced[side], (r) => r.p50),
      medianOf(paced[side], (r) => r.p99),
      medianOf(paced[side], (r) => r.max),
      medianOf(full[side], (r) => r.perSec),
    ];
    const p99 = medianOf(paced.product, (r) => r.p99);
    const ratio = medianOf(full.product, (r) => r.perSec) / medianOf(full.bare, (r) => r.perSec);
    return [{
      title: `POST ${PATH}`,
      method:
        `Open loop at ${RATE_PER_SEC} requests/s, latency from the planned moment; then closed loop, 16 connections. ` +
        `Signed bodies, 500 chargers, 5,000 other one-time codes. Medians of 5 alternating rounds.`,
      columns: [
        "",
        `p50 ms at ${RATE_PER_SEC}/s`,
        `p99 ms at ${RATE_PER_SEC}/s`,
        "max ms",
        "requests/s closed loop",
      ],
      rows: [row("Product", "product"), row("Bare handler", "bare")],
      outcome: `p99 ${shown(p99)} ms at ${RATE_PER_SEC}/s (${
        p99 < LIMIT_MS ? "within" : "ABOVE"
      } ${LIMIT_MS} ms); ${shown(ratio)} of the bare handler's throughput`,
    }];
  } finally {
    await world.stop();
  }
};

interface Tap {
  idTag: string;
  chargeBoxId: string;
}

/** The product's one statement. */
async function claim(
  sql: BareSql,
  { idTag, chargeBoxId }: Tap,
): Promise<{ override: string | null }> {
  const prefix = `scan-pair:${chargeBoxId}:`;
  const now = new Date().toISOString();
  const [found] = await sql`
    with candidate as (
      select id, identifier, status from verifications
      where starts_with(identifier, ${prefix}) and expires_at > ${now}::timestamptz
        and strpos(substr(identifier, length(${prefix}::text) + 1), ':') = 0
        and (status = 'armed' or (status = 'consumed' and upper(matched_id_tag) = upper(${idTag})))
      order by status desc, created_at, id limit 1 for update
    ), claimed as (
      update verifications v set status = 'consumed', matched_id_tag = ${idTag}, updated_at = ${now}::timestamptz
      from candidate c where v.id = c.id and c.status = 'armed' returning v.id
    )
    select identifier, exists (select 1 from claimed) as is_new from candidate`;
  return { override: found ? "BLOCKED" : null };
}
