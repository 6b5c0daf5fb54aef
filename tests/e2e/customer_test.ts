import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { launchBrowser, signedInContext } from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const SECRET = "hook-secret";
const PHONE = { width: 390, height: 844 };
const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp({ forBrowser: true, config: { STEVE_WEBHOOK_SECRET: SECRET } });
const world = await seedSampleWorld(app.database.db);
const [ada] = world.drivers;
const [live] = world.sessions;
const browser = await launchBrowser();
const cookie = await app.signInCustomer(ada.email);

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** SteVe passes a reading on; the register is the session's start plus `energyWh`. */
async function meterSays(energyWh: number, context = "Sample.Periodic") {
  const [row] = await app.database.sql`select charge_box_id, connector_id, meter_start_wh
    from charging_sessions where id = ${live.id}`;
  const body = JSON.stringify({
    chargeBoxId: row.charge_box_id,
    connectorId: row.connector_id,
    transactionPk: live.steveTransactionId,
    timestamp: new Date().toISOString(),
    sampledValues: [
      {
        value: String(row.meter_start_wh + energyWh),
        measurand: "Energy.Active.Import.Register",
        unit: "Wh",
        context,
      },
      { value: "7400", measurand: "Power.Active.Import", unit: "W", context },
    ],
  });
  const response = await fetch(`http://127.0.0.1:${app.port}/api/ocpp/meter-values`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-signature": hmacSha256Hex(SECRET, body) },
  });
  assert.equal(response.status, 200, await response.text());
}

async function signedInPage(
  over: Parameters<typeof signedInContext>[3] = {},
): Promise<{ page: Page; failures: string[]; close: () => Promise<void> }> {
  const context = await signedInContext(browser, app.appUrl, cookie, {
    viewport: PHONE,
    ...over,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  page.on("console", (message) => message.type() === "error" && failures.push(message.text()));
  return { page, failures, close: () => context.close() };
}

Deno.test("a driver signs in by a link from the mail and lands at home", keep, async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(app.appUrl);
  assert.match(page.url(), /\/login/);
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByRole("button", { name: /link/i }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  const mail = (await listKeptMail(app.services.db, 10)).find((each) =>
    each.toAddress === ada.email
  );
  const link = /http:\/\/\S+token=[\w-]+/.exec(mail?.text ?? "")?.[0];
  assert.ok(link, "the mail holds a link");
  await page.goto(link);
  await page.locator("main button[type=submit]").click();
  await page.waitForURL(`${app.appUrl}/`);
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await page.goto(link);
  assert.match(await page.locator("main").innerText(), /used|expired|no longer/i);
  await context.close();
});

Deno.test(
  "a running session moves on the page as its meter speaks, and its end is told",
  keep,
  async () => {
    const { page, failures, close } = await signedInPage();
    await page.goto(app.appUrl);
    await page.locator("[data-live=live]").waitFor({ state: "attached" });
    await meterSays(5_250);
    await page.locator('[data-energy="5250"]').waitFor();
    assert.match(
      (await page.locator("[data-session]").first().innerText()).replaceAll("\u00a0", " "),
      /5\.250 kWh[\s\S]*7\.4 kW[\s\S]*€2\.2[01]/,
    );
    await page.getByRole("link", { name: "Follow this session" }).click();
    await page.locator("[data-live=live]").waitFor({ state: "attached" });
    const rows = () => page.locator("figure table tbody tr").count();
    const before = await rows();
    await meterSays(5_300);
    await page.locator('[data-energy="5300"]').waitFor();
    assert.equal(await rows(), before + 1, "the curve grows");
    await page.getByText("Its lines follow when the session has ended").waitFor();
    await page.goBack();
    await app.database
      .sql`update charging_sessions set stopped_at = now(), meter_stop_wh = meter_start_wh + 5400, energy_wh = 5400 where id = ${live.id}`;
    await app.services.events.publish(app.services.db, "session.changed", {
      sessionIds: [live.id],
    });
    await page.getByText("Finished", { exact: true }).waitFor();
    await page.getByRole("link", { name: "See what it came to" }).click();
    await page.getByRole("heading", { name: `Session #${live.steveTransactionId}` }).waitFor();
    assert.match(await page.locator("main").innerText(), /5\.400.kWh[\s\S]*Total, before taxes/);
    assert.deepEqual(failures, []);
    await close();
  },
);

Deno.test("a cut line is shown and heals by itself", keep, async () => {
  const { page, close } = await signedInPage();
  await page.goto(app.appUrl);
  await page.locator("[data-live=live]").waitFor({ state: "attached" });
  await page.context().setOffline(true);
  await page.route("**/api/stream/**", (route) => route.abort());
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  await page.goto(app.appUrl);
  await page.locator("[data-live=stale], [data-live=off]").waitFor();
  await page.unroute("**/api/stream/**");
  await page.locator("[data-live=live]").waitFor({ state: "attached", timeout: 30_000 });
  await close();
});

Deno.test(
  "filters live in the address, and an empty answer says how to clear them",
  keep,
  async () => {
    const { page, close } = await signedInPage();
    await page.goto(`${app.appUrl}/sessions?status=completed`);
    assert.ok(await page.locator("a.row-link").count() > 0);
    await page.goto(`${app.appUrl}/sessions?from=2030-01-01`);
    await page.getByText("No matching sessions.").waitFor();
    await page.getByRole("link", { name: "Clear filters" }).last().click();
    await page.waitForURL(`${app.appUrl}/sessions`);
    await close();
  },
);

Deno.test("every page works without JavaScript", keep, async () => {
  const { page, close } = await signedInPage({ javaScriptEnabled: false });
  await page.goto(app.appUrl);
  assert.match(await page.locator("main").innerText(), /Recent sessions[\s\S]*Chargers/);
  await page.getByRole("link", { name: "12 months" }).click();
  await page.waitForURL(/period=year/);
  await page.goto(`${app.appUrl}/sessions`);
  await page.locator("a.row-link").first().click();
  assert.match(
    await page.locator("main").innerText(),
    /Power and energy[\s\S]*Cost[\s\S]*Meter timeline/,
  );
  await close();
});
