import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { configureLog } from "@/lib/platform/log.ts";
import { type Demo, startDemo } from "@/lib/sandbox/demo/demo.ts";
import { OPERATOR, people } from "@/lib/sandbox/demo/people.ts";
import { requestDriverLink } from "@/lib/sandbox/demo/sign_in_link.ts";
import { launchBrowser } from "./browser.ts";

/**
 * Takes the README's pictures anew from a demo of its own, in the light and the dark theme:
 * `deno run -A tests/support/take_pictures.ts [folder]`.
 */
const FOLDER = Deno.args[0] ?? fileURLToPath(new URL("../../docs/images", import.meta.url));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
/** Until the driver's car charges and the past is billed. */
const DEADLINE_MS = 240_000;

type SignIn = (page: Page, demo: Demo) => Promise<void>;

const asOperator: SignIn = async (page, { config }) => {
  await page.goto(`${config.adminUrl}/login`);
  await page.fill("input[name=email]", OPERATOR.email);
  await page.fill("input[name=password]", OPERATOR.password);
  await page.click("button[type=submit]");
  await page.waitForURL(`${config.adminUrl}/`);
};

const asDriver: SignIn = async (page, { app, config }) => {
  const link = await requestDriverLink(app);
  if (!link) throw new Error("No sign-in link came.");
  await page.goto(link);
  const confirm = page.locator("main form button[type=submit]");
  if (await confirm.count() > 0) await confirm.first().click();
  await page.waitForURL(`${config.appUrl}/`);
};

/** Waits until the driver's car has taken 3 kWh and nothing of the past waits for Lago. */
async function untilAlive({ app, backfill }: Demo): Promise<void> {
  await backfill.done;
  const { sql } = app.services;
  const tags = people()[0].cards.map((card) => card.idTag);
  const startedMs = Date.now();
  while (Date.now() - startedMs < DEADLINE_MS) {
    const [row] = await sql`select 1 from charging_sessions where id_tag = any (${tags})
      and stopped_at is null and last_meter_wh - meter_start_wh > 3000`;
    if (row) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("The driver's car did not charge in time.");
}

async function take(
  browser: Browser,
  demo: Demo,
  name: "driver" | "charger" | "operator",
  signIn: SignIn,
): Promise<void> {
  const viewport = name === "operator" ? DESK : PHONE;
  const light = await browser.newContext({ viewport, colorScheme: "light" });
  const page = await light.newPage();
  await signIn(page, demo);
  await untilAlive(demo);
  if (name === "charger") {
    const free = demo.world.stations.find((live) => !live.isBusy) ?? demo.world.stations[0];
    await page.goto(`${demo.config.appUrl}/chargers/${free.station.options.chargeBoxId}`);
  }
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.reload();
    await page.evaluate(() => document.fonts.ready);
    // The live stream opens and its first figures arrive.
    await page.waitForTimeout(2_500);
    await page.screenshot({ path: `${FOLDER}/${name}-${scheme}.png` });
  }
  await light.close();
}

if (import.meta.main) {
  await configureLog({ LOG_FORMAT: "pretty", LOG_LEVEL: "error" });
  const dataDir = await Deno.makeTempDir();
  const demo = await startDemo({ DATA_DIR: dataDir, PORT: Deno.env.get("PORT") ?? "8000" });
  const browser = await launchBrowser();
  try {
    await take(browser, demo, "driver", asDriver);
    await take(browser, demo, "charger", asDriver);
    await take(browser, demo, "operator", asOperator);
  } finally {
    await browser.close();
    await demo.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
  Deno.exit(0);
}
