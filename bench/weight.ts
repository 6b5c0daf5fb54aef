import { request } from "node:http";
import type { BenchWorld } from "./world.ts";
import { type Figure, shown } from "./figure.ts";
import { emailOf, FREQUENT_DRIVER, seedDrivers, seedHistory } from "./seed_history.ts";
import { signInDriver } from "./sign_in.ts";
import { openBenchWorld } from "./world.ts";

/** Compressed bytes of JavaScript that the first load of the dashboard may take. */
const BUDGET = 60_000;
const PAGES = [
  ["Driver's home", "/"],
  ["Chargers", "/chargers"],
  ["Sessions", "/sessions"],
  ["Reservations", "/reservations"],
  ["Cards", "/cards"],
  ["Billing", "/billing"],
  ["Account", "/account"],
] as const;

/** What a phone loads for the driver's pages when it has nothing of ours yet. */
export const weight: Figure = async () => {
  const world = await openBenchWorld("bench_weight");
  try {
    await seedDrivers(world.bare.sql);
    await seedHistory(world.bare.sql, 10_000);
    const cookie = await signInDriver(world.app, emailOf(FREQUENT_DRIVER));
    const rows: (string | number)[][] = [];
    let home = NaN;
    for (const [name, path] of PAGES) {
      const html = await get(world, path, cookie);
      const scripts = await scriptsOf(world, html);
      const script = sum([...scripts.values()]);
      if (path === "/") home = script;
      const css = sum(
        await Promise.all(
          [...html.matchAll(/<link[^>]+rel="stylesheet"[^>]*>/g)].map(async ([tag]) =>
            await gzipped(await get(world, /href="([^"]+)"/.exec(tag)![1]))
          ),
        ),
      );
      rows.push([name, scripts.size, script / 1_000, css / 1_000, await gzipped(html) / 1_000]);
    }
    return [{
      title: "Weight of the driver's pages",
      method:
        "Every script a page names and what those import at once, gzip level 6 as a proxy sends it; parts loaded later " +
        "(the chart, the map) come when they are needed and do not count.",
      columns: ["Page", "scripts", "JavaScript kB", "CSS kB", "HTML kB"],
      rows,
      outcome: `The dashboard's first load takes ${shown(home / 1_000)} kB of JavaScript, ${
        shown(home / BUDGET)
      } of the budget of ${BUDGET / 1_000} kB`,
    }];
  } finally {
    await world.stop();
  }
};

/** By node:http: fetch takes no Host header. */
function get(world: BenchWorld, path: string, cookie = ""): Promise<string> {
  const where = { hostname: "127.0.0.1", port: world.app.port, path };
  return new Promise((resolve, reject) => {
    request({ ...where, headers: { host: world.config.APP_HOST, cookie } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => text += chunk);
      answer.on(
        "end",
        () =>
          answer.statusCode === 200
            ? resolve(text)
            : reject(new Error(`${path} was answered ${answer.statusCode}.`)),
      );
    }).on("error", reject).end();
  });
}

/** Compressed bytes by address, of the scripts in a page and of their static imports. */
async function scriptsOf(world: BenchWorld, html: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const queue = [
    ...html.matchAll(/<script[^>]+src="([^"]+)"/g),
    ...html.matchAll(/<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g),
    ...html.matchAll(/import\s*(?:[^"';]+from\s*)?"(\/[^"]+\.js[^"]*)"/g),
    ...html.matchAll(/<link[^>]+href="([^"]+)"[^>]+rel="modulepreload"/g),
  ].map(([, address]) => address);
  for (let address = queue.pop(); address; address = queue.pop()) {
    if (found.has(address)) continue;
    const code = await get(world, address);
    found.set(address, await gzipped(code));
    for (
      const [, target] of code.matchAll(
        /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?"([^"]+)"/g,
      )
    ) {
      queue.push(new URL(target, new URL(address, "http://host")).pathname);
    }
  }
  return found;
}

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
