import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { bareHook } from "./bare_hook.ts";
import type { BareSql } from "./bare.ts";
import { type Figure, shown } from "./figure.ts";
import { emailOf, seedDrivers } from "./seed_history.ts";
import { signInDriver } from "./sign_in.ts";
import { openBenchWorld } from "./world.ts";
import type { ReadersPlan } from "./stream_readers.ts";

const READERS = fileURLToPath(new URL("./stream_readers.ts", import.meta.url));
const HOOK = "/api/ocpp/meter-values";
const STREAM = "/api/stream/customer";
const STREAMS = 500;
/** Every car sends a reading each ten seconds. */
const TICKS_PER_SEC = STREAMS / 10;
const ROUND_S = 20;

/** Drivers who watch their cars charge: from the charger's reading to the open page. */
export const streams: Figure = async () => {
  const world = await openBenchWorld("bench_streams");
  try {
    await seedDrivers(world.bare.sql);
    await seedLiveSessions(world.bare.sql);
    const cookies: string[] = [];
    for (let n = 1; n <= STREAMS; n += 20) {
      cookies.push(
        ...await Promise.all(
          Array.from(
            { length: 20 },
            (_, i) => signInDriver(world.app, emailOf(n + i), `198.51.${n >> 8}.${(n + i) & 255}`),
          ),
        ),
      );
    }
    const fanOut = await serveBareStreams(world.bare, world.secret);
    const product = await round({
      port: world.app.port,
      host: world.config.APP_HOST,
      secret: world.secret,
      cookies,
      firstWh: 20_000,
    });
    const bare = await round({
      port: world.bare.port,
      host: "127.0.0.1",
      secret: world.secret,
      cookies,
      firstWh: 1_000_000,
    });
    await fanOut.stop();
    const row = (name: string, { latencies, lost }: Round) => [
      name,
      latencies.length,
      lost,
      at(latencies, 0.5),
      at(latencies, 0.99),
      at(latencies, 1),
    ];
    return [{
      title: `${STREAMS} open event streams`,
      method:
        `${STREAMS} drivers, each with a page open and a car charging, on one process; ${TICKS_PER_SEC} signed readings a second for ` +
        `${ROUND_S} s. Measured from before the reading is sent until the driver's stream has told it. The product gathers readings for up to ` +
        "250 ms before it loads them once for all pages; the bare server updates one row, sends NOTIFY and writes to the one stream.",
      columns: ["", "ticks", "not told alone", "p50 ms", "p99 ms", "max ms"],
      rows: [row("product", product), row("bare", bare)],
      outcome: `p99 ${shown(at(product.latencies, 0.99))} ms with ${STREAMS} streams; ${
        shown(at(product.latencies, 0.99) / at(bare.latencies, 0.99))
      } times the bare server's`,
    }];
  } finally {
    await world.stop();
  }
};

async function seedLiveSessions(sql: BareSql): Promise<void> {
  await sql`insert into charging_sessions (steve_transaction_id, charge_box_id, connector_id, id_tag, mapping_id,
      lago_customer_external_id, lago_subscription_external_id, started_at, meter_start_wh, energy_wh)
    select n, 'CP-' || n % 500, 1, 'TAG' || lpad(n::text, 8, '0'), n, 'D' || lpad(n::text, 7, '0'), 'sub-' || n,
      now() - interval '20 minutes', 0, 0 from generate_series(1, ${STREAMS}::int) as n`;
  await sql`vacuum analyze`;
}

interface Round {
  /** ms, sorted. */
  latencies: number[];
  /** Readings that a later one overtook before they were told. */
  lost: number;
}

async function round(
  side: { port: number; host: string; secret: string; cookies: string[]; firstWh: number },
): Promise<Round> {
  const { port, host, secret, cookies, firstWh } = side;
  const planFile = await Deno.makeTempFile();
  const plan: ReadersPlan = { port, host, path: STREAM, cookies };
  await Deno.writeTextFile(planFile, JSON.stringify(plan));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", READERS, planFile],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(byLine()).getReader();
  const ask = child.stdin.getWriter();
  try {
    await lines.read();
    const sentMs = new Map<string, number>();
    const ticks = TICKS_PER_SEC * ROUND_S;
    const startMs = performance.now();
    const sending: Promise<void>[] = [];
    for (let n = 0; n < ticks; n++) {
      const dueMs = startMs + n * 1_000 / TICKS_PER_SEC;
      const waitMs = dueMs - performance.now();
      if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const transaction = 1 + n % STREAMS;
      const energyWh = firstWh + n;
      sentMs.set(`${transaction}:${energyWh}`, performance.timeOrigin + performance.now());
      sending.push(send(port, secret, transaction, energyWh, n));
    }
    await Promise.all(sending);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await ask.write(new TextEncoder().encode("\n"));
    const { value } = await lines.read();
    const { heard } = JSON.parse(value ?? "{}") as { heard: [number, number, number][] };
    const firstHeard = new Map<string, number>();
    for (const [transaction, wh, atMs] of heard) {
      const key = `${transaction}:${wh}`;
      if (!firstHeard.has(key)) firstHeard.set(key, atMs);
    }
    const latencies = [...sentMs].flatMap(([key, from]) => {
      const to = firstHeard.get(key);
      return to === undefined ? [] : [to - from];
    }).sort((a, b) => a - b);
    return { latencies, lost: ticks - latencies.length };
  } finally {
    await ask.close().catch(() => {});
    await lines.cancel();
    child.kill();
    await child.status;
    await Deno.remove(planFile);
  }
}

async function send(
  port: number,
  secret: string,
  transaction: number,
  energyWh: number,
  n: number,
): Promise<void> {
  const body = JSON.stringify({
    chargeBoxId: `CP-${transaction % 500}`,
    connectorId: 1,
    transactionPk: transaction,
    timestamp: new Date(Date.now() - 600_000 + n).toISOString(),
    sampledValues: [
      { value: String(energyWh), measurand: "Energy.Active.Import.Register", unit: "Wh" },
      { value: "11000", measurand: "Power.Active.Import", unit: "W" },
    ],
  });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const response = await fetch(`http://127.0.0.1:${port}${HOOK}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-signature": signature },
    body,
  });
  await response.body?.cancel();
  if (response.status !== 200) throw new Error(`A reading was answered ${response.status}.`);
}

/** The same on the bare server: one UPDATE, NOTIFY, and the stream it belongs to. */
async function serveBareStreams(
  bare: {
    sql: BareSql;
    handle: (path: string, handler: (req: Request) => Promise<Response>) => void;
  },
  secret: string,
) {
  const open: ReadableStreamDefaultController<Uint8Array>[] = [];
  const encoder = new TextEncoder();
  const { unlisten } = await bare.sql.listen("bare_ticks", (payload) => {
    const [transaction] = payload.split(":");
    const [, energyWh] = payload.split(":");
    open[(Number(transaction) - 1) % STREAMS]?.enqueue(encoder.encode(
      `data: {"steveTransactionId":${transaction},"energyWh":${energyWh}}\n\n`,
    ));
  });
  bare.handle(STREAM, () =>
    Promise.resolve(
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            open.push(controller);
            controller.enqueue(encoder.encode(": open\n\n"));
          },
        }),
        { headers: { "content-type": "text/event-stream" } },
      ),
    ));
  bare.handle(HOOK, async (req) => {
    const body = await bareHook<{ transactionPk: number; sampledValues: { value: string }[] }>(
      req,
      secret,
    );
    if (!body) return new Response(null, { status: 401 });
    const wh = Number(body.sampledValues[0].value);
    await bare
      .sql`update charging_sessions set energy_wh = ${wh} where steve_transaction_id = ${body.transactionPk}`;
    await bare.sql`select pg_notify('bare_ticks', ${`${body.transactionPk}:${wh}`})`;
    return Response.json({ ok: true });
  });
  return {
    stop: async () => {
      for (const controller of open) {
        try {
          controller.close();
        } catch { /* its reader is gone */ }
      }
      await unlisten();
    },
  };
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;

function byLine(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) controller.enqueue(part);
    },
  });
}
