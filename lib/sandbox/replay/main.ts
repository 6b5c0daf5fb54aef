import { parseArgs } from "node:util";
import { configureLog } from "@/lib/platform/log.ts";
import { DrainStuck } from "./drain.ts";
import { OtherReplay } from "./load.ts";
import { ProgressBar, standardOutput } from "./progress_bar.ts";
import { replay, type ReplayOptions } from "./replay.ts";
import { addsUp, renderReport } from "./report.ts";
import { UnreadableFile } from "./transaction_file.ts";
import { ReplayBusy } from "./world.ts";

const USAGE = `Bills a file of real charging transactions through the sandbox and reconciles.

  deno task replay --file transactions.csv [--data-dir .data/replay] [--limit 1000] [--fresh]

  --file      semicolon separated, in the layout of SAP Labs France's open data
  --data-dir  where SteVe, Lago and Postgres of the replay live; an interrupted one goes on there
  --limit     only the first rows of the file
  --fresh     forget what an earlier replay left in the data folder

Exit code 0: every Wh was billed once. 1: it was not, or the replay failed. 130: interrupted.`;

/** Reads the command line; null asks for the usage text. Throws a sentence on a bad one. */
export function readArguments(
  args: string[],
): Pick<ReplayOptions, "file" | "dataDir" | "limit" | "fresh"> | null {
  const { values } = parseArgs({
    args,
    options: {
      file: { type: "string" },
      "data-dir": { type: "string", default: ".data/replay" },
      limit: { type: "string" },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return null;
  if (!values.file) throw new TypeError("--file is missing.");
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new TypeError("--limit is a whole number from 1 on.");
  }
  return { file: values.file, dataDir: values["data-dir"], limit, fresh: values.fresh };
}

async function main(): Promise<number> {
  const options = readArguments(Deno.args);
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  await configureLog({ LOG_FORMAT: "pretty", LOG_LEVEL: "error" });
  const interrupted = new AbortController();
  const onSignal = () => interrupted.signal.aborted ? Deno.exit(130) : interrupted.abort();
  Deno.addSignalListener("SIGINT", onSignal);
  Deno.addSignalListener("SIGTERM", onSignal);
  const startedMs = performance.now();
  const bar = new ProgressBar(standardOutput());
  const report = await replay({
    ...options,
    signal: interrupted.signal,
    onLoaded: ({ rows, refused, isResumed }) =>
      console.error(
        `${isResumed ? "Going on with" : "Loaded"} ${rows} transactions; ${refused} rows refused.`,
      ),
    onProgress: ({ rows, sessionsRead, events, eventsSent }) =>
      bar.show(
        sessionsRead + eventsSent,
        // Every session not yet read may become an event.
        rows + events + Math.max(0, rows - sessionsRead),
        `${sessionsRead} of ${rows} sessions read, ${eventsSent} events billed`,
      ),
    onDrained: () => {
      bar.end();
      console.error("All is billed. Closing the months at Lago and comparing.");
    },
  }).finally(() => bar.end());
  if (!report) {
    console.error("Interrupted. Nothing is lost: run the same command again to go on.");
    return 130;
  }
  for (const line of renderReport(report)) console.log(line);
  console.log(`Took ${((performance.now() - startedMs) / 1_000).toFixed(1)} s.`);
  return addsUp(report) ? 0 : 1;
}

if (import.meta.main) {
  try {
    Deno.exit(await main());
  } catch (error) {
    const isExpected = error instanceof UnreadableFile || error instanceof OtherReplay ||
      error instanceof ReplayBusy || error instanceof DrainStuck || error instanceof TypeError ||
      error instanceof Deno.errors.NotFound;
    console.error(isExpected ? error.message : error);
    Deno.exit(1);
  }
}
