import { cpus, totalmem } from "node:os";
import project from "../deno.json" with { type: "json" };
import { bearer } from "./bearer.ts";
import { type Figure, markdown, type Report } from "./figure.ts";
import { health } from "./health.ts";
import { lists } from "./lists.ts";
import { meterValues } from "./meter_values.ts";
import { pages } from "./pages.ts";
import { preAuthorize } from "./pre_authorize.ts";
import { startUp } from "./start.ts";
import { streams } from "./streams.ts";
import { sync } from "./sync.ts";
import { weight } from "./weight.ts";

const FIGURES: Record<string, Figure> = {
  health,
  "pre-authorize": preAuthorize,
  "meter-values": meterValues,
  bearer,
  pages,
  weight,
  streams,
  sync,
  lists,
  start: startUp,
};
const PAGE = new URL("../docs/benchmarks.md", import.meta.url);

/** `deno task bench [--write] [figure …]`: all figures, or those named. */
async function main(args: string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = names.filter((name) => !FIGURES[name]);
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(", ")}. There are ${Object.keys(FIGURES).join(", ")}.`);
    Deno.exit(2);
  }
  const reports: Report[] = [];
  for (const [name, figure] of Object.entries(FIGURES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`… ${name}`);
    for (const report of await figure()) {
      reports.push(report);
      console.log(markdown(report));
    }
  }
  if (args.includes("--write")) await Deno.writeTextFile(PAGE, page(reports));
  Deno.exit(0);
}

function page(reports: Report[]): string {
  return `# Benchmarks

Written by \`deno task bench --write\` on ${new Date().toISOString().slice(0, 10)}.

${machine()}

Every figure sets the product against the limit of this machine: a bare \`Deno.serve\` handler with
postgres.js that does the same SQL and nothing else, in the same run, in alternating rounds. The load
generator, Postgres and both servers share the cores, so ratios hold elsewhere and absolute numbers do
not.

${reports.map(markdown).join("\n")}`;
}

function machine(): string {
  const cores = cpus();
  const memoryGib = (totalmem() / 2 ** 30).toFixed(0);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? "unknown"}), ${memoryGib} GiB; ` +
    `Deno ${Deno.version.deno}, V8 ${Deno.version.v8}, postgres.js ${
      project.imports.postgres.split("@").at(-1)
    }, ` +
    `Postgres 18 (embedded, defaults: every commit is flushed).`;
}

if (import.meta.main) await main(Deno.args);
