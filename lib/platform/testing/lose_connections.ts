import postgres from "postgres";
import { openDatabase } from "@/db/client.ts";
import { configureLog } from "@/lib/platform/log.ts";
import { guardProcess } from "@/lib/platform/uncaught.ts";

/** A process that loses its connections, for the test of the guard. Arguments: what to do, database URL. */
const [mode, url] = Deno.args;
await configureLog({ LOG_FORMAT: "json", LOG_LEVEL: "info" });
guardProcess();
const killer = postgres(url, { max: 1, onnotice: () => {} });

/** The pool of the product under load, its backends killed five times. */
async function load(): Promise<Record<string, unknown>> {
  const { sql } = openDatabase(url, { max: 6, applicationName: "victim" });
  let isOver = false;
  let answered = 0;
  let failed = 0;
  let waiting = 0;
  const one = async () => {
    while (!isOver) {
      waiting++;
      try {
        await sql.begin((tx) => Promise.all([tx`select 1`, tx`select ${"x".repeat(300)}::text`]));
        await sql`select ${answered}::int`;
        answered++;
      } catch {
        failed++;
      } finally {
        waiting--;
      }
    }
  };
  const callers = Array.from({ length: 40 }, one);
  let killed = 0;
  for (let round = 1; round <= 5; round++) {
    const goal = answered + 100;
    while (answered < goal) await new Promise((resolve) => setTimeout(resolve, 5));
    killed += (await killer`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'victim' and datname = current_database()`).length;
  }
  const goal = answered + 500;
  while (answered < goal) await new Promise((resolve) => setTimeout(resolve, 5));
  isOver = true;
  await Promise.all(callers);
  const all = await Promise.all(Array.from({ length: 12 }, (_, n) => sql`select ${n}::int as n`));
  return { answered, failed, waiting, killed, sum: all.reduce((sum, [row]) => sum + row.n, 0) };
}

/** Pools as postgres.js makes them, each losing a transaction, until the driver throws past everybody. */
async function bare(): Promise<Record<string, unknown>> {
  let escaped = 0;
  globalThis.addEventListener("error", () => escaped++);
  for (let round = 0; round < 50 && escaped < 3; round++) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql.begin(async (tx) => {
      const [{ pid }] = await tx`select pg_backend_pid() as pid`;
      await Promise.all([killer`select pg_terminate_backend(${pid})`, tx`select pg_sleep(10)`]);
    }).catch(() => {});
    await killer`select 1`;
  }
  return { escaped };
}

if (mode === "throw") setTimeout(() => JSON.parse("{"), 0);
else if (mode === "reject") void Promise.reject(new TypeError("nobody waits for this"));
else {
  console.log(JSON.stringify(mode === "load" ? await load() : await bare()));
  Deno.exit(0);
}
await new Promise((resolve) => setTimeout(resolve, 30_000));
