import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { eq, sql } from "drizzle-orm";
import { chargers, connectors, evses, favouriteChargers } from "@/db/schema/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessible,
  assertFitsWidth,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const PHONE = { width: 390, height: 844 };
const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp({ forBrowser: true });
const { db, events } = app.services;
const world = await seedSampleWorld(db);
await db.execute(
  sql`update chargers set latitude = 45.76 + id * 0.004, longitude = 4.83 + (id % 2) * 0.006`,
);
const browser = await launchBrowser();
const cookie = await app.signInCustomer(world.drivers[0].email);

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** The station says so, as SteVe's hook would record it. */
async function stationSays(chargeBoxId: string, status: string) {
  await db.update(connectors).set({ status }).where(
    sql`${connectors.evseId} in (select e.id from ${evses} e join ${chargers} c on c.id = e.charger_id
      where c.charge_box_id = ${chargeBoxId})`,
  );
  await events.publish(db, "charger.status", { chargeBoxIds: [chargeBoxId] });
}

Deno.test({
  name: "list and map follow the stream; pins are buttons that say their state",
  ...keep,
}, async () => {
  const context = await signedInContext(browser, app.appUrl, cookie, { viewport: PHONE });
  const page = await context.newPage();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(app.appUrl)) outside.push(request.url());
  });
  await page.goto(`${app.appUrl}/chargers`);
  await page.locator('[data-map="drawn"]').waitFor();
  await page.locator('[data-live="live"]').waitFor({ state: "attached" });
  const row = page.locator('li[data-charger="LYON-02"]');
  assert.equal(await row.getAttribute("data-state"), "online");
  await stationSays("LYON-02", "Charging");
  await page.locator('li[data-charger="LYON-02"][data-state="in_use"]').waitFor();
  const pin = page.getByRole("button", { name: /Lyon north, bay 2\s*, In use/ });
  await pin.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Open", exact: true }).waitFor();
  await assertFitsWidth(page);
  await assertAccessible(page);
  assert.deepEqual(outside, [], "nothing is asked of anybody else");
  await page.getByRole("link", { name: "Open", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Lyon north, bay 2" }).waitFor();
  await stationSays("LYON-02", "Available");
  await page.locator('[data-connector="1"]', { hasText: "Free" }).waitFor();
  await context.close();
});

Deno.test(
  { name: "where the reader is goes into the address to three decimals", ...keep },
  async () => {
    const context = await signedInContext(browser, app.appUrl, cookie, {
      viewport: PHONE,
      geolocation: { latitude: 45.7612345, longitude: 4.8312345 },
      permissions: ["geolocation"],
    });
    const page = await context.newPage();
    await page.goto(`${app.appUrl}/chargers?plug=type2`);
    await page.getByRole("button", { name: "Use my location" }).click();
    await page.waitForURL(/lat=45\.761&lon=4\.831/);
    assert.match(page.url(), /plug=type2/);
    await context.close();
  },
);

Deno.test({ name: "without scripts: list, favourite and public page work", ...keep }, async () => {
  const context = await signedInContext(browser, app.appUrl, cookie, {
    viewport: PHONE,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(`${app.appUrl}/chargers`);
  await page.getByRole("link", { name: "Lyon fast charger", exact: true }).click();
  await page.getByRole("button", { name: "Add to favourites" }).click();
  await page.getByText("Added to your favourites.").waitFor();
  const rows = await db.select().from(favouriteChargers)
    .where(eq(favouriteChargers.chargeBoxId, "LYON-DC1"));
  assert.equal(rows.length, 1);
  await page.goto(`${app.appUrl}/free`);
  assert.ok(
    await page.locator('head noscript meta[http-equiv="refresh"], meta[http-equiv="refresh"]')
      .count(),
  );
  await context.close();
});

Deno.test({ name: "a stranger's public page refreshes itself", ...keep }, async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${app.appUrl}/free`);
  const [{ publicId }] = await db.select().from(chargers).where(
    eq(chargers.chargeBoxId, "LYON-DC1"),
  );
  const row = page.locator(`li[data-id="${publicId}"]`);
  assert.equal(await row.getAttribute("data-state"), "free");
  await stationSays("LYON-DC1", "Faulted");
  await page.locator(`li[data-id="${publicId}"][data-state="offline"]`).waitFor({
    timeout: 40_000,
  });
  await assertAccessible(page);
  await assertFitsWidth(page);
  await context.close();
});

Deno.test({ name: "with tiles the map shows them and names their makers", ...keep }, async () => {
  const tiled = await startTestApp({
    forBrowser: true,
    config: {
      MAP_TILE_URL: "https://tiles.example/{z}/{x}/{y}.png",
      MAP_ATTRIBUTION: "© <b>Map</b> makers",
    },
  });
  try {
    await seedSampleWorld(tiled.services.db);
    await tiled.services.db.execute(
      sql`update chargers set latitude = 45.76 + id * 0.004, longitude = 4.83`,
    );
    const page = await (await signedInContext(
      browser,
      tiled.appUrl,
      await tiled.signInCustomer(world.drivers[0].email),
      { viewport: PHONE },
    )).newPage();
    const asked: string[] = [];
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    await page.route("https://tiles.example/**", (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: "image/png", body: pixel });
    });
    await page.goto(`${tiled.appUrl}/chargers`);
    // The policy of the page lets them in, or no picture would ever be complete.
    await page.locator("img.leaflet-tile-loaded").first().waitFor();
    assert.match(asked[0], /^\/\d+\/\d+\/\d+\.png$/);
    await page.getByText("© <b>Map</b> makers").waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
    await page.context().close();
  } finally {
    await tiled.stop();
  }
});
