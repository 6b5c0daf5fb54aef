import { median, timed } from "./measure.ts";
import { countSessions, listSessions, type ListSessionsInput } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { type Figure, type Report } from "./figure.ts";
import { type Cursor, cursorAt } from "./deep_cursor.ts";
import { listPages } from "./list_pages.ts";
import { FREQUENT_DRIVER, RARE_DRIVER, seedDrivers, seedHistory, tagOf } from "./seed_history.ts";
import { type BenchWorld, openBenchWorld } from "./world.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 21;
/** What takes less than this (ms) is flat whatever its ratio: it is the price of the round trip. */
const FLAT_BELOW_MS = 5;
const FLAT_RATIO = 2;

type Case = (ctx: Ctx) => Promise<unknown>;

/** Lists of sessions at three sizes of the history: the verbs, then the pages. */
export const lists: Figure = async () => {
  const worlds: BenchWorld[] = [];
  try {
    for (const size of SIZES) {
      const world = await openBenchWorld(`bench_lists_${size}`);
      worlds.push(world);
      await seedDrivers(world.bare.sql);
      await seedHistory(world.bare.sql, size);
    }
    const depths = await Promise.all(
      worlds.map(({ bare }, i) => cursorAt(bare.sql, SIZES[i] / 2)),
    );
    return [await listVerbs(worlds, depths), await listPages(worlds, SIZES, depths)];
  } finally {
    for (const world of worlds) await world.stop();
  }
};

async function listVerbs(worlds: BenchWorld[], depths: Cursor[]): Promise<Report> {
  const rows: (string | number)[][] = [];
  const growing: string[] = [];
  for (const [name, caseOf] of Object.entries(cases(depths))) {
    const taken = worlds.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { app }] of worlds.entries()) {
        const ctx = app.services.systemContext("bench");
        taken[i].push(await timed(() => caseOf(i)(ctx)));
      }
    }
    const ms = taken.map((values) => median(values.slice(3)));
    const ratio = ms.at(-1)! / ms[0];
    if (ratio > FLAT_RATIO && ms.at(-1)! > FLAT_BELOW_MS) growing.push(name);
    rows.push([name, ...ms, ratio]);
  }
  return {
    title: "Lists of sessions: verbs",
    method:
      `Median ms of ${
        ROUNDS - 3
      } calls, the sizes in turn. A network with 1,371 sessions a day that is ` +
      "one week, ten weeks and two years old. Flat: under twice the time at a hundred times the sessions, or " +
      `under ${FLAT_BELOW_MS} ms.`,
    columns: ["Query", ...SIZES.map((size) => size.toLocaleString("en-US")), "1M : 10k"],
    rows,
    outcome: growing.length === 0
      ? "All flat"
      : `Flat: ${rows.length - growing.length} of ${rows.length}; growing: ${growing.join(", ")}`,
  };
}

function cases(depths: Cursor[]): Record<string, (size: number) => Case> {
  const list = (input: ListSessionsInput): () => Case => () => (ctx) => listSessions(ctx, input);
  const count = (input: ListSessionsInput): () => Case => () => (ctx) => countSessions(ctx, input);
  const frequent = `driver-${FREQUENT_DRIVER}`;
  const rare = `driver-${RARE_DRIVER}`;
  return {
    "all, first page": list({}),
    "all, page in the middle": (size) => (ctx) => listSessions(ctx, { after: depths[size] }),
    "all, count": count({}),
    "status active": list({ status: "active" }),
    "status active, count": count({ status: "active" }),
    "status completed": list({ status: "completed" }),
    "status completed, count": count({ status: "completed" }),
    "tag of 1 in 100": list({ tag: tagOf(FREQUENT_DRIVER) }),
    "tag of 1 in 100, count": count({ tag: tagOf(FREQUENT_DRIVER) }),
    "tag of 10 sessions": list({ tag: tagOf(RARE_DRIVER) }),
    "tag of 10 sessions, count": count({ tag: tagOf(RARE_DRIVER) }),
    "tag that all share": list({ tag: "TAG0" }),
    "tag that all share, count": count({ tag: "TAG0" }),
    "tag of nobody": list({ tag: "NOBODY" }),
    "charger": list({ chargeBoxId: "CP-77" }),
    "charger, count": count({ chargeBoxId: "CP-77" }),
    "flag of 1 in 1,000": list({ flags: ["meter_rollback"] }),
    "flag of 1 in 1,000, count": count({ flags: ["meter_rollback"] }),
    "flag of nobody": list({ flags: ["stuck"] }),
    "driver with 1 in 100": list({ userId: frequent, sort: "startedAt" }),
    "driver with 1 in 100, count": count({ userId: frequent, sort: "startedAt" }),
    "driver with 10": list({ userId: rare, sort: "startedAt" }),
    "driver with 10 by update": list({ userId: rare }),
    "driver with 10, count": count({ userId: rare, sort: "startedAt" }),
    "driver with 10, completed": list({ userId: rare, status: "completed", sort: "startedAt" }),
  };
}
