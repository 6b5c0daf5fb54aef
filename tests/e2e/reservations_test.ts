import assert from "node:assert/strict";
import { createReservation, customerScope } from "@/lib/charging/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessible,
  assertFitsWidth,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const HOUR = 3_600_000;

const hourInParis = (ms: number) =>
  Number(
    new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: "Europe/Paris" })
      .format(ms),
  );

Deno.test({
  name: "a driver on a phone sees that a time is taken, takes a suggestion, reserves and cancels",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const app = await startTestApp({ forBrowser: true });
    const { drivers: [ada, jean] } = await seedSampleWorld(app.database.db);
    const ctx = app.services.systemContext("test");
    // From ten in the evening of the reader: what is free instead crosses midnight, the longest to say.
    let startMs = Math.ceil(Date.now() / HOUR) * HOUR + 20 * HOUR;
    while (hourInParis(startMs) !== 22) startMs += HOUR;
    await createReservation(ctx, {
      scope: await customerScope(ctx, jean.id),
      chargeBoxId: "LYON-01",
      connectorId: 1,
      card: { mappingId: jean.mappingId },
      startAt: new Date(startMs),
      endAt: new Date(startMs + HOUR),
    });
    const cookie = await app.signInCustomer(ada.email);
    const browser = await launchBrowser();
    try {
      const context = await signedInContext(browser, app.appUrl, cookie, {
        viewport: { width: 390, height: 844 },
        timezoneId: "Europe/Paris",
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const failures: string[] = [];
      page.on("pageerror", (error) => failures.push(String(error)));
      const at = encodeURIComponent(new Date(startMs).toISOString());
      await page.goto(`${app.appUrl}/reservations/new?charger=LYON-01&connector=1&at=${at}`);
      const before = await page.inputValue("input[name=start]");
      const chips = page.getByRole("status").getByRole("link");
      await assertAccessible(page);
      await assertFitsWidth(page);
      await page.waitForLoadState("networkidle");
      const reserve = page.getByRole("button", { name: "Reserve", exact: true });
      assert.equal(await reserve.count(), 0, "a taken time cannot be reserved");
      await chips.filter({ hasText: "Connector 2" }).press("Enter");
      await page.getByText("Free at this time.").waitFor();
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute("role")),
        "status",
        "the keyboard is not thrown back to the top when the offer goes away",
      );
      assert.ok(await page.getByRole("radio", { name: /Connector 2/ }).isChecked());
      await page.getByRole("radio", { name: /Connector 1/ }).check();
      await chips.filter({ hasNotText: "Connector" }).first().click();
      await page.getByText("Free at this time.").waitFor();
      await page.getByText("Reserving costs nothing.").waitFor();
      assert.notEqual(await page.inputValue("input[name=start]"), before);
      await page.selectOption("select[name=minutes]", "30");
      await page.getByText("Free at this time.").waitFor();
      const kept = await page.inputValue("input[name=start]");
      const said = page.getByRole("status");
      for (
        const [start, refusal] of [
          ["2020-01-01T10:00", "This time is over already."],
          [`${new Date().getFullYear() + 2}-01-01T10:00`, "Reserve at most a year ahead."],
        ]
      ) {
        await page.fill("input[name=start]", start);
        await said.getByText(refusal).waitFor();
        assert.equal(await reserve.count(), 0, "what the form refuses is not free");
      }
      await page.fill("input[name=start]", kept);
      await page.getByText("Free at this time.").waitFor();
      // The way back to the chargers keeps what stands in the form, sent or not.
      const chosen = await page.inputValue("input[name=at]");
      await page.getByRole("link", { name: "Change Charger" }).click();
      await page.waitForURL((url) =>
        url.searchParams.get("at") === chosen && url.searchParams.get("minutes") === "30"
      );
      await assertAccessible(page);
      await assertFitsWidth(page);
      await page.getByRole("link", { name: "Lyon north, bay 1" }).click();
      await page.getByText("Free at this time.").waitFor();
      assert.equal(await page.inputValue("input[name=at]"), chosen);
      await page.getByRole("radio", { name: /Connector 1/ }).check();
      await page.getByText("Free at this time.").waitFor();
      await reserve.click();
      await page.waitForURL(/\/reservations\/\d+$/);
      const again = new URLSearchParams({ charger: "LYON-01", connector: "1", at: chosen });
      await page.goto(`${app.appUrl}/reservations/new?${again}&minutes=30`);
      await page.getByText("You have this time already.").waitFor();
      assert.equal(await reserve.count(), 0);
      await page.getByRole("link", { name: "Open your reservation" }).click();
      const [row] = await app.database.sql`select start_at, end_at from reservations
        where mapping_id = ${ada.mappingId}`;
      assert.equal(new Date(row.start_at).getTime(), startMs + HOUR);
      assert.equal(new Date(row.end_at).getTime(), startMs + 1.5 * HOUR);
      await assertAccessible(page);
      await page.getByRole("link", { name: "Cancel reservation" }).click();
      await page.getByRole("button", { name: "Cancel reservation" }).click();
      await page.getByText("The reservation is cancelled.").waitFor();
      assert.deepEqual(failures, []);
    } finally {
      await browser.close();
      await app.stop();
    }
  },
});
