import { load, median } from "./measure.ts";
import { type Report, shown } from "./figure.ts";
import type { Cursor } from "./deep_cursor.ts";
import { capturePage } from "./replay_page.ts";
import { emailOf, FREQUENT_DRIVER, RARE_DRIVER, tagOf } from "./seed_history.ts";
import { signInDriver, signInOperator } from "./sign_in.ts";
import type { BenchWorld } from "./world.ts";

const ROUNDS = 5;
const PAGES = [
  { name: "Operators: /transactions", as: "operator", path: "/transactions" },
  { name: "Operators: /transactions, middle", as: "operator", path: "/transactions?before=" },
  {
    name: "Operators: /transactions, active",
    as: "operator",
    path: "/transactions?status=active",
  },
  {
    name: "Operators: /transactions, tag of 10",
    as: "operator",
    path: `/transactions?tag=${tagOf(RARE_DRIVER)}`,
  },
  { name: "Driver with 1 in 100: /sessions", as: "frequent", path: "/sessions" },
  { name: "Driver with 10: /sessions", as: "rare", path: "/sessions" },
] as const;

/** The pages over the lists, as a browser asks for them: one connection, one request at a time. */
export async function listPages(
  worlds: BenchWorld[],
  sizes: number[],
  depths: Cursor[],
): Promise<Report> {
  const cookies = await Promise.all(worlds.map(async ({ app }) => ({
    operator: await signInOperator(app),
    frequent: await signInDriver(app, emailOf(FREQUENT_DRIVER)),
    rare: await signInDriver(app, emailOf(RARE_DRIVER)),
  })));
  const rows: (string | number)[][] = [];
  const missing: string[] = [];
  for (const { name, as, path } of PAGES) {
    const host = as === "operator" ? "admin" as const : "app" as const;
    const { status } = await capturePage(worlds[0], { host, path, cookie: cookies[0][as] });
    if (status !== 200) {
      missing.push(`${name} answered ${status}`);
      continue;
    }
    const taken = worlds.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { app, config }] of worlds.entries()) {
        const { p50 } = await load({
          port: app.port,
          host: host === "admin" ? config.ADMIN_HOST : config.APP_HOST,
          kind: "page",
          path: path.endsWith("=") ? `${path}${depths[i].atUs}.${depths[i].id}` : path,
          cookie: cookies[i][as],
          concurrency: 1,
          warmupMs: 500,
          durationMs: 1_500,
        });
        taken[i].push(p50);
      }
    }
    const ms = taken.map(median);
    rows.push([name, ...ms, ms.at(-1)! / ms[0]]);
  }
  const worst = Math.max(...rows.map((row) => Number(row.at(-1))));
  return {
    title: "Lists of sessions: pages",
    method:
      `p50 in ms of whole pages, signed in, one connection; medians of ${ROUNDS} rounds, the sizes in turn.`,
    columns: ["Page", ...sizes.map((size) => size.toLocaleString("en-US")), "1M : 10k"],
    rows,
    outcome: [
      rows.length > 0 ? `At most ${shown(worst)} times as long at 1M as at 10k` : "",
      ...missing,
    ].filter(Boolean).join("; "),
  };
}
