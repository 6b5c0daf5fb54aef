import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { startSteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { OPERATOR, startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessibleInBothThemes,
  assertFitsWidth,
  launchBrowser,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const SECRET = "sandbox-secret";
const steve = await startSteveSandbox({ password: SECRET, version: "patched" });
const lago = await startLagoSandbox({ apiKey: SECRET, hmacKey: SECRET });
lago.control.ensureMetric({
  code: "ev_charging_kwh",
  name: "Energy",
  aggregation_type: "sum_agg",
  field_name: "value",
});
const app = await startTestApp({
  forBrowser: true,
  config: {
    SYNC_WORKER: "on",
    STEVE_API_URL: steve.apiUrl,
    STEVE_API_KEY: SECRET,
    STEVE_MAX_RPS: 1_000,
    LAGO_API_URL: lago.apiUrl,
    LAGO_API_KEY: SECRET,
  },
});
const { services } = app;
const world = await seedSampleWorld(app.database.db);
const [live] = world.sessions;
const browser = await launchBrowser();
const keep = { sanitizeResources: false, sanitizeOps: false };

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
  await Promise.all([steve.stop(), lago.stop()]);
});

async function signIn(page: Page, next = "/") {
  await page.goto(app.adminUrl + next);
  assert.match(page.url(), /\/login/);
  await page.getByLabel("E-mail").fill(OPERATOR.email);
  await page.getByLabel("Password").fill(OPERATOR.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(app.adminUrl + next);
}

async function newPage(options: NonNullable<Parameters<typeof browser.newContext>[0]> = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 404/.test(message.text())) {
      failures.push(message.text());
    }
  });
  return { page, failures, close: () => context.close() };
}

/** The register of the live session moves on, as the meter hook would move it. */
async function moveMeter(energyWh: number) {
  await app.database.sql`update charging_sessions
    set energy_wh = ${energyWh}, last_meter_wh = meter_start_wh + ${energyWh}, last_meter_at = now()
    where id = ${live.id}`;
  await services.events.publish(services.db, "transaction.meter", { sessionIds: [live.id] });
}

Deno.test("an operator signs in, watches a session tick, finds it and leaves", keep, async () => {
  const { page, failures, close } = await newPage();
  await signIn(page);
  await page.locator('[data-live="live"]').waitFor();
  await moveMeter(4_321);
  await page.locator('[data-energy="4321"]').waitFor();

  await page.getByRole("link", { name: "Charging sessions" }).click();
  await page.getByLabel("Card").fill("card0002");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.waitForURL(/tag=card0002/);
  const rows = page.locator("tbody tr");
  assert.equal(await rows.count(), 13);
  assert.match(await page.getByText("match current filters").innerText(), /^13 sessions/);
  await page.getByLabel("Card").fill("nobody has this");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("No session matches").waitFor();
  await page.getByRole("link", { name: "Clear filters" }).first().click();
  await page.waitForURL(`${app.adminUrl}/transactions`);
  // The order is that of the last change, and a sync of this process may change others.
  await page.getByLabel("Status").selectOption("active");
  await page.waitForURL(/status=active/);

  await page.locator('[data-live="live"]').waitFor();
  await moveMeter(5_000);
  await page.getByText("1 session changed").waitFor();
  await page.getByRole("link", { name: String(live.steveTransactionId), exact: true }).click();
  await page.getByRole("heading", { name: `Session ${live.steveTransactionId}` }).waitFor();
  await page.locator('[data-live="live"]').waitFor();
  await moveMeter(6_789);
  await page.locator('[data-energy="6789"]').waitFor();
  await page.getByText("Continuous").waitFor();

  await page.getByLabel(/^Account of/).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out").waitFor();
  await page.goto(`${app.adminUrl}/sync`);
  assert.match(page.url(), /\/login\?next=%2Fsync$/);
  assert.deepEqual(failures, []);
  await close();
});

Deno.test("a triggered sync shows its end without a reload", keep, async () => {
  const { page, failures, close } = await newPage();
  await signIn(page, "/sync");
  const runLink = page.getByRole("link", { name: /^Run \d+$/ });
  const before = Number((await runLink.innerText()).slice(4));
  await page.getByRole("button", { name: "Trigger sync" }).click();
  await page.getByText("A sync was asked for").waitFor();
  await page.waitForFunction(
    (known) => {
      const link = [...document.querySelectorAll("a")].find((a) => /^Run \d+$/.test(a.innerText));
      return link !== undefined && Number(link.innerText.slice(4)) > known;
    },
    before,
  );
  await page.getByText("Sync schedule").waitFor();
  await runLink.click();
  await page.getByRole("heading", { name: /^Sync run \d+$/ }).waitFor();
  await page.locator("[data-segment=transaction_sync]").getByText("Done").waitFor();
  await page.reload();
  assert.equal(await page.getByText("A sync was asked for").count(), 0);
  assert.deepEqual(failures, []);
  await close();
});

Deno.test("everything but the live parts works without a script", keep, async () => {
  const { page, close } = await newPage({ javaScriptEnabled: false });
  await signIn(page, "/transactions?status=completed");
  assert.equal(await page.locator("tbody tr").count(), 15);
  await page.getByRole("link", { name: "Older" }).click();
  assert.equal(await page.locator("tbody tr").count(), 15);
  await page.locator("tbody a").first().click();
  await page.getByText("Billing events", { exact: true }).waitFor();
  await page.goto(app.adminUrl);
  await page.getByText("1 session", { exact: true }).waitFor();
  await page.goto(`${app.adminUrl}/sync`);
  await page.getByRole("button", { name: "Trigger sync" }).click();
  await page.getByText("A sync was asked for").waitFor();
  await page.goto(`${app.adminUrl}/notifications`);
  await page.getByRole("button", { name: /^Archive: A sync run failed/ }).click();
  await page.getByText("The notice was put away.").waitFor();
  assert.equal(await page.getByRole("button", { name: /Archive: A sync run failed/ }).count(), 0);
  await close();
});

Deno.test("a cut connection is told, and heals by itself", keep, async () => {
  const { page, close } = await newPage();
  await signIn(page);
  await page.locator('[data-live="live"]').waitFor();
  await page.context().setOffline(true);
  await page.route("**/api/stream/admin**", (route) => route.abort());
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  await page.goto(app.adminUrl);
  await page.locator('[data-live="stale"]').waitFor();
  await page.getByText("when last heard").waitFor();
  await page.unroute("**/api/stream/admin**");
  await page.locator('[data-live="live"]').waitFor();
  await moveMeter(7_654);
  await page.locator('[data-energy="7654"]').waitFor();
  await close();
});

Deno.test("an unknown session and an unknown page say so", keep, async () => {
  const { page, close } = await newPage();
  await signIn(page);
  assert.equal((await page.goto(`${app.adminUrl}/transactions/424242`))?.status(), 404);
  await page.getByText("This session is not known here").waitFor();
  assert.equal((await page.goto(`${app.adminUrl}/no-such-page`))?.status(), 404);
  await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  assert.equal(await page.locator("main").count(), 1);
  await page.goto(`${app.adminUrl}/sync/999999`);
  assert.equal(page.url(), `${app.adminUrl}/sync`);
  await close();
});

Deno.test("every page fits a phone and passes axe, light and dark", keep, async () => {
  const { page, close } = await newPage({ viewport: { width: 390, height: 844 } });
  await signIn(page);
  const paths = [
    "/",
    "/transactions",
    `/transactions/${live.steveTransactionId}`,
    "/sync",
    `/sync/${world.runIds.failed}`,
    "/notifications",
  ];
  for (const path of paths) {
    await page.goto(app.adminUrl + path);
    await assertFitsWidth(page);
    await assertAccessibleInBothThemes(page);
  }
  await close();
});
