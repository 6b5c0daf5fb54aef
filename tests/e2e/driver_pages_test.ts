import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedBelongings } from "@/tests/support/belongings.ts";
import {
  assertAccessibleInBothThemes,
  assertFitsWidth,
  assertTablesFit,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

/** Every page of the driver's host, as a phone shows it: axe, width, errors in the console. */

const app = await startTestApp({ forBrowser: true });
const world = await seedSampleWorld(app.database.db);
const [ada] = world.drivers;
const own = await seedBelongings(app.database.db, world, ada);
const cookie = await app.signInCustomer(ada.email);
const browser = await launchBrowser();
const keep = { sanitizeOps: false, sanitizeResources: false };
const PHONE = { width: 390, height: 844 };

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

const past = world.sessions.find((one, n) => n > 0 && one.mappingId === ada.mappingId)!;
const charger = world.chargeBoxIds[1];
const SIGNED_IN = [
  "/",
  "/chargers",
  `/chargers/${charger}`,
  `/chargers/${charger}/sticker`,
  `/c/${charger}`,
  `/chargers/starting/${own.operation}`,
  "/sessions",
  "/sessions?status=active",
  `/sessions/${world.sessions[0].steveTransactionId}`,
  `/sessions/${past.steveTransactionId}`,
  "/reservations",
  "/reservations/new",
  `/reservations/new?charger=${charger}&connector=1&card=${own.card}`,
  `/reservations/${own.reservation}`,
  "/cards",
  `/cards/${own.card}`,
  `/cards/${own.card}/report-lost`,
  "/billing",
  "/billing?status=voided",
  `/billing/invoices/${own.invoice}`,
  "/subscription",
  "/usage",
  "/notifications",
  "/account",
  "/account/notifications",
  "/account/sign-ins",
  "/account/delete",
  "/auth/passkeys",
  "/switch",
  "/nowhere",
];
const OPEN = [
  "/login",
  "/login?sent=1",
  "/auth/scan",
  "/free",
  `/c/${charger}`,
  "/offline",
  "/privacy",
  "/terms",
  "/u/ABCDEFGH",
];

Deno.test("every page is accessible and fits a phone, light and dark", keep, async () => {
  const look = { viewport: PHONE, reducedMotion: "reduce" } as const;
  const context = await signedInContext(browser, app.appUrl, cookie, look);
  const stranger = await browser.newContext(look);
  for (const [paths, who] of [[SIGNED_IN, context], [OPEN, stranger]] as const) {
    const page = await who.newPage();
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      // The page of a missing address is itself answered 404.
      const isOwn404 = /404/.test(message.text()) && page.url().endsWith("/nowhere");
      if (message.type() === "error" && !isOwn404) {
        failures.push(`${page.url()}: ${message.text()}`);
      }
    });
    for (const path of paths) {
      await page.goto(app.appUrl + path, { waitUntil: "load" });
      await assertAccessibleInBothThemes(page);
      await assertFitsWidth(page);
    }
    assert.deepEqual(failures, []);
  }
  await context.close();
  await stranger.close();
});

Deno.test("in every language the pages fit a phone and are said in it", keep, async () => {
  for (const language of LANGUAGES.filter((each) => each !== "en")) {
    const context = await signedInContext(browser, app.appUrl, cookie, { viewport: PHONE });
    await context.addCookies([{ name: "lang", value: language, url: app.appUrl }]);
    const page = await context.newPage();
    const headings = new Set<string>();
    // German has the longest words; of the others a part will do.
    for (const path of language === "de" ? SIGNED_IN : SIGNED_IN.slice(0, 12)) {
      await page.goto(app.appUrl + path, { waitUntil: "domcontentloaded" });
      assert.equal(await page.getAttribute("html", "lang"), language);
      await assertFitsWidth(page);
      if (language === "de") {
        await page.setViewportSize({ width: 1_100, height: 800 });
        await assertTablesFit(page);
        await page.setViewportSize(PHONE);
      }
      headings.add(await page.locator("h1").innerText());
    }
    assert.ok(!headings.has("Home") && !headings.has("Chargers"), language);
    await context.close();
  }
});

Deno.test("a card's long name without a space widens no page", keep, async () => {
  const { db } = app.database;
  const name = "W".repeat(60);
  const names = { driverLabel: name, costCentre: name };
  await db.update(userMappings).set(names).where(eq(userMappings.userId, ada.id));
  const context = await signedInContext(browser, app.appUrl, cookie, { viewport: PHONE });
  const page = await context.newPage();
  const open = async (path: string) => {
    await page.goto(app.appUrl + path, { waitUntil: "domcontentloaded" });
    await assertFitsWidth(page);
  };
  // A single card is named in a sentence, several are a choice.
  await open(`/chargers/${charger}`);
  assert.ok((await page.content()).includes(name));
  await db.insert(userMappings).values({ ...names, userId: ada.id, steveOcppIdTag: "CARDLONG" });
  for (const path of SIGNED_IN) await open(path);
  await page.setViewportSize({ width: 1_100, height: 800 });
  for (const path of ["/sessions", "/reservations", "/usage"]) {
    await open(path);
    await assertTablesFit(page);
  }
  await context.close();
});
