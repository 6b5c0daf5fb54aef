import { alternate, load, medianOf } from "./measure.ts";
import { type Figure, shown } from "./figure.ts";
import type { LoadPlan } from "./load_plan.ts";
import { capturePage, serveCaptured } from "./replay_page.ts";
import { emailOf, FREQUENT_DRIVER, seedDrivers, seedHistory } from "./seed_history.ts";
import { signInDriver, signInOperator } from "./sign_in.ts";
import { openBenchWorld } from "./world.ts";

const SESSIONS = 100_000;
const ROUNDS = 3;
const PAGES = [
  { name: "Driver's home", host: "app", path: "/" },
  { name: "Operator's dashboard", host: "admin", path: "/" },
] as const;

/** Server rendering of the first pages of both hosts, for somebody who is signed in. */
export const pages: Figure = async () => {
  const world = await openBenchWorld("bench_pages");
  try {
    await seedDrivers(world.bare.sql);
    await seedHistory(world.bare.sql, SESSIONS);
    const cookies = {
      admin: await signInOperator(world.app),
      app: await signInDriver(world.app, emailOf(FREQUENT_DRIVER)),
    };
    const rows: (string | number)[][] = [];
    const outcomes: string[] = [];
    for (const { name, host, path } of PAGES) {
      const cookie = cookies[host];
      const captured = await capturePage(world, { host, path, cookie });
      if (captured.status !== 200) {
        outcomes.push(`${name}: answered ${captured.status}, not measured`);
        continue;
      }
      const barePath = `/${host}`;
      serveCaptured(world.bare, barePath, captured);
      const plan = (concurrency: number) => ({
        host: host === "admin" ? world.config.ADMIN_HOST : world.config.APP_HOST,
        kind: "page" as const,
        cookie,
        concurrency,
        warmupMs: 1_000,
        durationMs: 2_000,
      });
      const compare = (over: Omit<LoadPlan, "port" | "path">) =>
        alternate(
          ROUNDS,
          () => load({ ...over, port: world.app.port, path }),
          () => load({ ...over, port: world.bare.port, path: barePath }),
        );
      const alone = await compare(plan(1));
      const crowd = await compare(plan(16));
      const p50 = medianOf(alone.product, (r) => r.p50);
      const ratio = medianOf(crowd.product, (r) => r.perSec) /
        medianOf(crowd.bare, (r) => r.perSec);
      rows.push([
        name,
        captured.statements.length,
        captured.html.length / 1_024,
        p50,
        medianOf(alone.product, (r) => r.p99),
        medianOf(alone.bare, (r) => r.p50),
        medianOf(crowd.product, (r) => r.perSec),
        medianOf(crowd.bare, (r) => r.perSec),
      ]);
      outcomes.push(`${name}: ${shown(p50)} ms, ${shown(ratio)} of the bare handler's throughput`);
    }
    return [{
      title: "Server-rendered pages",
      method:
        `Signed in, ${
          shown(SESSIONS)
        } sessions in the table. The bare handler sends the very statements that the product was seen ` +
        `to send for the page, all at once, and answers with the same bytes. Closed loop with 1 and 16 connections, medians of ${ROUNDS} alternating rounds of 2 s.`,
      columns: [
        "Page",
        "statements",
        "KiB",
        "p50 ms, 1 conn.",
        "p99 ms",
        "bare p50 ms",
        "pages/s, 16 conn.",
        "bare pages/s",
      ],
      rows,
      outcome: outcomes.join("; "),
    }];
  } finally {
    await world.stop();
  }
};
