import { join, resolve } from "node:path";
import connect from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded.ts";
import { testFolder } from "./support/test_folder.ts";
import { removeTestGroups, writeTestGroups } from "./support/test_groups.ts";

/**
 * Runs every test on one embedded Postgres and ends with `N passed, N failed`. Unit, API and property
 * tests run four groups of files at a time; then what kills processes or restarts databases, one by one, beside what
 * opens browsers. Arguments are folders to run instead of everything.
 */
const PARALLEL = [
  "db",
  "lib",
  "routes",
  "components",
  "islands",
  "tests/api",
  "tests/property",
  "tests/support",
  "tests/architecture_test.ts",
  "tests/docs_test.ts",
];
const FAULTS = ["tests/faults"];
const BROWSER = ["tests/e2e"];

/** A suite takes about four minutes; one that hangs is ended, and has named the test that it hangs in. */
const SUITE_LIMIT_MS = 20 * 60_000;

interface Tally {
  passed: number;
  failed: number;
}

async function runTests(
  paths: string[],
  env: Record<string, string>,
  flags: string[],
): Promise<Tally> {
  const groups = await writeTestGroups(paths);
  if (groups.length === 0) return { passed: 0, failed: 0 };
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...flags, ...groups],
    env: { ...env, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = child.stdout.getReader();
  const tooLong = setTimeout(() => {
    console.error(`ended after ${SUITE_LIMIT_MS / 60_000} minutes: ${paths.join(", ")}`);
    child.kill("SIGKILL");
    // A process that the test left behind may hold the pipe open.
    void output.cancel();
  }, SUITE_LIMIT_MS);
  let tail = "";
  const decoder = new TextDecoder();
  for (let chunk = await output.read(); !chunk.done; chunk = await output.read()) {
    await Deno.stdout.write(chunk.value);
    tail = (tail + decoder.decode(chunk.value, { stream: true })).slice(-4_000);
  }
  const { code } = await child.status;
  clearTimeout(tooLong);
  const summary = tail.match(/(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/g)?.at(-1);
  const [, passed, failed] = summary?.match(/(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/) ??
    [];
  if (passed === undefined) return { passed: 0, failed: code === 0 ? 0 : 1 };
  return { passed: Number(passed), failed: Math.max(Number(failed), code === 0 ? 0 : 1) };
}

/**
 * Lets the test server leave writing to disk to the system: killed processes, ours or its own, lose nothing
 * by it, only a machine that loses its power does. It halves the time of tests that make databases.
 */
async function spareTheDisk(url: string): Promise<void> {
  const sql = connect(url, { max: 1, onnotice: () => {} });
  await sql`alter system set fsync = off`;
  await sql`alter system set full_page_writes = off`;
  await sql`select pg_reload_conf()`;
  await sql.end();
}

const folder = testFolder();
const temporary = join(folder, "tmp");
await Deno.mkdir(temporary, { recursive: true, mode: 0o777 });
await Deno.chmod(temporary, 0o777);
const postgres = Deno.env.get("TEST_DATABASE_URL") ? null : await startEmbeddedPostgres(folder);
if (postgres) await spareTheDisk(postgres.url);
const env = {
  TEST_DATABASE_URL: postgres?.url ?? Deno.env.get("TEST_DATABASE_URL")!,
  TMPDIR: resolve(temporary),
  // Tests wait often enough that four groups keep two cores busy.
  DENO_JOBS: Deno.env.get("DENO_JOBS") ?? "4",
};
const only = Deno.args;
const total: Tally = { passed: 0, failed: 0 };
type Suite = [paths: string[], flags: string[]];
/** One stage after the other; the suites of a stage at the same time. */
const stages: Suite[][] = only.length > 0 ? [[[only, ["--parallel"]]]] : [
  [[PARALLEL, ["--parallel"]]],
  [[FAULTS, []], [BROWSER, ["--parallel"]]],
];
/** Beside another suite, browsers get two groups at a time. */
const jobs = (stage: Suite[]) => stage.length > 1 ? { ...env, DENO_JOBS: "2" } : env;
for (const stage of stages) {
  const run = ([paths, flags]: Suite) => runTests(paths, jobs(stage), flags);
  for (const tally of await Promise.all(stage.map(run))) {
    total.passed += tally.passed;
    total.failed += tally.failed;
  }
}
await removeTestGroups();
await postgres?.stop();
if (postgres?.owned) await Deno.remove(folder, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
Deno.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
