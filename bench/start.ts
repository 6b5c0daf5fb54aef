import { fileURLToPath } from "node:url";
import { median } from "./measure.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { type Figure, shown } from "./figure.ts";
import { HttpConnection } from "./http_connection.ts";
import { benchEnvironment, freePort, openBenchDatabase } from "./world.ts";

const ROUNDS = 3;
const IDLE_MS = 10_000;
const READY_LIMIT_MS = 60_000;
const HEALTH = new TextEncoder().encode("GET /api/health HTTP/1.1\r\nhost: localhost\r\n\r\n");

interface Start {
  seconds: number;
  /** Resident memory after ten idle seconds. */
  mib: number;
}

/** From the command to the first healthy answer, and what the process weighs when nothing happens. */
export const startUp: Figure = async () => {
  const database = await openBenchDatabase("bench_start");
  try {
    await migrateDatabase(database.url);
    const product: Start[] = [];
    const bare: Start[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const port = freePort();
      const measured = await measure("../main.ts", {
        ...benchEnvironment(database.url, port),
        SYNC_WORKER: "on",
        SYNC_ON_STARTUP: "false",
      }, port);
      const limit = await measure("./bare_main.ts", { DATABASE_URL: database.url }, null);
      if (round === 0) continue; // Fills the caches of Deno and of the disk.
      product.push(measured);
      bare.push(limit);
    }
    const row = (name: string, starts: Start[]) => [
      name,
      median(starts.map((s) => s.seconds)),
      median(starts.map((s) => s.mib)),
    ];
    const rows = [row("Product", product), row("Bare handler", bare)];
    const mib = Number(rows[0][2]);
    return [{
      title: "Start and idle memory",
      method:
        `\`deno run -A main.ts\` against a running, migrated Postgres, worker and live updates on, until /api/health answers; resident memory ` +
        `of the process after ${
          IDLE_MS / 1_000
        } idle seconds. Postgres not counted. Medians of ${ROUNDS} starts.`,
      columns: ["", "s until healthy", "MiB idle"],
      rows,
      outcome: `Up in ${shown(Number(rows[0][1]))} s with ${shown(mib)} MiB: ${
        shown(Number(rows[0][1]) / Number(rows[1][1]))
      } times the start and ${
        shown(mib / Number(rows[1][2]))
      } times the memory of the bare handler`,
    }];
  } finally {
    await database.stop();
  }
};

/** Starts a program and ends it again. A null port: the program prints its own. */
async function measure(
  program: string,
  env: Record<string, string>,
  port: number | null,
): Promise<Start> {
  const startedMs = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", fileURLToPath(new URL(program, import.meta.url))],
    env,
    stdout: port === null ? "piped" : "null",
    stderr: "inherit",
  }).spawn();
  try {
    await healthy(port ?? await printedPort(child.stdout), startedMs + READY_LIMIT_MS);
    const seconds = (performance.now() - startedMs) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const status = await Deno.readTextFile(`/proc/${child.pid}/status`);
    const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
    return { seconds, mib: kib / 1_024 };
  } finally {
    child.kill("SIGTERM");
    await child.status;
  }
}

async function healthy(port: number, untilMs: number): Promise<void> {
  for (;;) {
    const status = await answerOf(port);
    if (status === 200) return;
    if (performance.now() > untilMs) throw new Error(`No healthy answer in time, last: ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function answerOf(port: number): Promise<number | null> {
  try {
    const connection = await HttpConnection.open(port);
    try {
      return (await connection.send(HEALTH)).status;
    } finally {
      connection.close();
    }
  } catch {
    return null;
  }
}

async function printedPort(stdout: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return Number(new TextDecoder().decode(value));
}
