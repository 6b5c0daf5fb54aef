import assert from "node:assert/strict";
import { eq, sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import {
  chargerOperationLog,
  chargers,
  chargingSessions,
  connectors,
  evses,
} from "@/db/schema/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessibleInBothThemes,
  assertFitsWidth,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

/** Starting and stopping as the driver's pages follow it while they are open. */

const BOX = "LYON-02";
const app = await startTestApp({ forBrowser: true });
const { db, events } = app.services;
const world = await seedSampleWorld(app.database.db);
const [ada] = world.drivers;
const [live] = world.sessions;
const cookie = await app.signInCustomer(ada.email);
const browser = await launchBrowser();
const keep = { sanitizeOps: false, sanitizeResources: false };

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function open(path: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await signedInContext(browser, app.appUrl, cookie, {
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(app.appUrl + path);
  await page.locator("[data-live=live]").waitFor({ state: "attached" });
  return { page, close: () => context.close() };
}

async function stationSays(connectorId: number, status: string) {
  await db.update(connectors).set({ status }).where(
    sql`${connectors.evseId} in (select e.id from ${evses} e join ${chargers} c on c.id = e.charger_id
      where c.charge_box_id = ${BOX} and e.evse_id = ${connectorId})`,
  );
  await events.publish(db, "charger.status", { chargeBoxIds: [BOX] });
}

const asked = (operation: string, chargeBoxId: string, params: Record<string, unknown>) =>
  db.insert(chargerOperationLog).values({
    chargeBoxId,
    operation,
    params: { mappingId: ada.mappingId, ...params },
    status: "submitted",
    ocppTaskStatus: "Accepted",
    requestedByUserId: ada.id,
  }).returning({ id: chargerOperationLog.id });

Deno.test("a charger and its start form say the same, and change together", keep, async () => {
  await stationSays(1, "Available");
  const { page, close } = await open(`/chargers/${BOX}`);
  const hero = page.locator('[data-connector="1"]');
  const radio = page.locator('input[name=connectorId][value="1"]');
  const choice = page.locator("label", { has: radio });
  await hero.getByText("Free").waitFor();
  await choice.getByText("Free").waitFor();
  await radio.check();
  await stationSays(1, "Preparing");
  await hero.getByText("Plugged in").waitFor();
  await choice.getByText("Plugged in").waitFor();
  assert.ok(await radio.isChecked(), "what was chosen stays chosen");
  await stationSays(1, "Charging");
  await hero.getByText("In use").waitFor();
  assert.equal(
    await page.locator("input[name=connectorId]:checked").count(),
    0,
    "what can no longer be chosen is not exchanged for another",
  );
  await page.getByRole("button", { name: "Start charging" }).click();
  assert.ok(await page.locator("input[name=connectorId]:invalid").count() > 0);
  assert.ok(page.url().endsWith(`/chargers/${BOX}`), "nothing is started without a choice");
  await stationSays(1, "Available");
  await choice.getByText("Free").waitFor();
  await page.reload();
  await page.locator("[data-live=live]").waitFor({ state: "attached" });
  const suggested = await page.locator("input[name=connectorId]:checked").getAttribute("value");
  const other = suggested === "1" ? 2 : 1;
  await stationSays(other, "Preparing");
  await page.locator(`[data-connector="${other}"]`).getByText("Plugged in").waitFor();
  assert.equal(
    await page.locator("input[name=connectorId]:checked").count(),
    0,
    "a cable that comes while somebody looks may be a stranger's",
  );
  await stationSays(other, "Available");
  await assertAccessibleInBothThemes(page);
  await close();
});

Deno.test("a start that waits shows where the driver goes, and how it went", keep, async () => {
  const { page: charger, close: closeCharger } = await open(`/chargers/${BOX}`);
  await charger.getByRole("button", { name: "Start charging" }).focus();
  const [{ id }] = await asked("RemoteStartTransaction", BOX, { connectorId: 1 });
  await events.publish(db, "charger.status", { chargeBoxIds: [BOX] });
  await charger.getByText("A start is under way at connector 1").waitFor();
  await charger.keyboard.press("Tab");
  assert.equal(
    await charger.evaluate(() => document.activeElement?.textContent),
    "Follow this start",
    "who stood on the button that went away goes on from there",
  );
  await assertFitsWidth(charger);
  await assertAccessibleInBothThemes(charger);
  await closeCharger();
  for (const path of ["/sessions", "/"]) {
    const { page, close } = await open(path);
    await page.locator("[data-waiting=accepted]").waitFor();
    await assertFitsWidth(page);
    await assertAccessibleInBothThemes(page);
    await page.getByRole("link", { name: "Follow this start" }).click();
    await page.waitForURL(`${app.appUrl}/chargers/starting/${id}`);
    await close();
  }
  const { page, close } = await open("/");
  await page.locator("[data-waiting=accepted]").waitFor();
  assert.equal(await page.getByText("Nothing is charging").isVisible(), false);
  await db.update(chargerOperationLog).set({ ocppTaskStatus: "Rejected" })
    .where(eq(chargerOperationLog.id, id));
  await page.locator("[data-waiting=refused]").waitFor();
  await page.getByText("Charger could not start the session.").waitFor();
  await close();
});

Deno.test("what begins on another device shows on pages that are open", keep, async () => {
  await db.update(chargerOperationLog).set({ status: "failed" });
  const home = await open("/");
  const sessions = await open("/sessions");
  const rows = sessions.page.locator("table tbody tr");
  const before = await rows.count();
  assert.equal(await home.page.locator("[data-waiting]").count(), 0);
  const [{ id }] = await asked("RemoteStartTransaction", BOX, { connectorId: 2 });
  await events.publish(db, "start.asked", { userId: ada.id, operationId: id });
  for (const { page } of [home, sessions]) {
    await page.getByText("connector 2").waitFor();
    await page.locator("[data-waiting=accepted]").waitFor();
    await assertAccessibleInBothThemes(page);
  }
  const [{ id: _, ...earlier }] = await db.select().from(chargingSessions)
    .where(eq(chargingSessions.id, live.id));
  const [begun] = await db.insert(chargingSessions).values({
    ...earlier,
    steveTransactionId: 77_777,
    chargeBoxId: BOX,
    connectorId: 2,
    startedAt: new Date(),
    createdAt: new Date(),
  }).returning({ id: chargingSessions.id });
  await events.publish(db, "session.changed", { sessionIds: [begun.id] });
  await home.page.locator('[data-session="77777"]').waitFor();
  // One thing at a time: where the session stands with its figures, the start makes way.
  await home.page.locator("[data-waiting]").waitFor({ state: "detached" });
  await sessions.page.locator("[data-waiting=started]").waitFor();
  await rows.nth(before).waitFor();
  assert.match(await rows.first().innerText(), /so far/);
  await sessions.close();

  // Its end reaches the lists of home and of the card; a part that fails meanwhile keeps what stood.
  const card = await open(`/cards/${ada.mappingId}`);
  const used = home.page.locator('[data-fresh="usage sum"]');
  const figures = card.page.locator('[data-fresh="figures"]');
  const [usedBefore, figuresBefore] = [await used.innerText(), await figures.innerText()];
  await card.page.evaluate(() => {
    const fetchReally = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const answer = await fetchReally(input, init);
      const failing = "<tbody data-failed></tbody>";
      return new Response((await answer.text()).replace(/<tbody[^]*<\/tbody>/, failing));
    };
    addEventListener("well-again", () => globalThis.fetch = fetchReally);
  });
  const stoppedAt = new Date();
  await db.update(chargingSessions).set({ stoppedAt, energyWh: 123_456, isFinalized: true })
    .where(eq(chargingSessions.id, begun.id));
  await events.publish(db, "session.changed", { sessionIds: [begun.id] });
  await home.page.locator('[data-fresh="recent"]').getByText("123.5 kWh").waitFor();
  await card.page.waitForFunction(
    (before) => document.querySelector<HTMLElement>('[data-fresh="figures"]')?.innerText !== before,
    figuresBefore,
    { polling: 100 },
  );
  assert.notEqual(await used.innerText(), usedBefore);
  assert.ok(await card.page.locator('[data-fresh="recent"] tbody tr').count() > 0);
  await card.page.evaluate(() => dispatchEvent(new Event("well-again")));
  await card.page.locator('[data-fresh="recent"]').getByText("123.5 kWh").waitFor();
  await db.delete(chargingSessions).where(eq(chargingSessions.id, begun.id));
  await Promise.all([home.close(), card.close()]);
});

Deno.test("while a session stops its page says one thing at a time", keep, async () => {
  const path = `/sessions/${live.steveTransactionId}`;
  const [{ chargeBoxId }] = await db.select().from(chargingSessions)
    .where(eq(chargingSessions.id, live.id));
  await asked("RemoteStopTransaction", chargeBoxId, {
    connectorId: 1,
    transactionId: live.steveTransactionId,
  });
  const { page, close } = await open(path);
  await page.locator("[data-phase=stopping]").waitFor();
  await assertAccessibleInBothThemes(page);
  // Every state that the page shows from here on, as its reader finds it.
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      const said = document.querySelector("[data-phase]")?.textContent ?? "";
      seen.add(
        ["Charging", "Stopping…", "Finished"].filter((word) =>
          new RegExp(`${word}(?! (has|at))`).test(said)
        ).join("+"),
      );
      sessionStorage.setItem("seen", JSON.stringify([...seen]));
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await db.update(chargingSessions).set({
    stoppedAt: sql`now()`,
    meterStopWh: sql`meter_start_wh + 5400`,
    energyWh: 5_400,
  }).where(eq(chargingSessions.id, live.id));
  await events.publish(db, "session.changed", { sessionIds: [live.id] });
  await page.locator("[data-phase=finished]").waitFor();
  await page.getByText("Average power").waitFor();
  const seen = await page.evaluate(() => JSON.parse(sessionStorage.getItem("seen") ?? "[]"));
  assert.deepEqual(seen, ["Stopping…", "Finished"]);
  assert.equal(await page.getByText("Finished", { exact: true }).count(), 1);
  await page.getByText("These figures are provisional").waitFor();
  await assertFitsWidth(page);
  await close();
});
