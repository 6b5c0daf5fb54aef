import assert from "node:assert/strict";
import { request } from "node:http";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createReservation, customerScope } from "@/lib/charging/mod.ts";
import { startDemo } from "@/lib/sandbox/demo/demo.ts";
import { DRIVER_EMAIL, DRIVER_SPARE_TAG } from "@/lib/sandbox/demo/people.ts";
import type { LiveStation } from "@/lib/sandbox/demo/visit.ts";
import { assertAccessible, assertFitsWidth, launchBrowser } from "@/tests/support/browser.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { outliveLostConnections } from "@/tests/support/lost_connections.ts";
import { until } from "@/tests/support/until.ts";

/** A driver's day on a phone, against the demo: once with scripts, once without where pages can. */

const PHONE = { width: 390, height: 844 };
const HOUR = 3_600_000;
const keep = { sanitizeOps: false, sanitizeResources: false };

outliveLostConnections();
const database = await createTestDatabase();
const dataDir = await Deno.makeTempDir({ prefix: "polaris-driver-" });
const demo = await startDemo({ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.url });
const { appUrl } = demo.config;
const browser = await launchBrowser();

Deno.test.afterAll(async () => {
  await browser.close();
  await demo.stop();
  await database.drop();
  await Deno.remove(dataDir, { recursive: true }).catch(() => {});
});

async function open(over: Parameters<Browser["newContext"]>[0] = {}) {
  const context = await browser.newContext({
    viewport: PHONE,
    timezoneId: "Europe/Berlin",
    ...over,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  return { context, page, failures };
}

/** The newest sign-in link of the mailbox, as a person finds it. */
async function signInByMail(page: Page, { hasScripts = true } = {}): Promise<void> {
  await page.goto(`${appUrl}/login`);
  await page.getByLabel("E-mail").fill(DRIVER_EMAIL);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  await page.getByRole("link", { name: "Open the development mailbox" }).click();
  await page.getByRole("link", { name: /sign-in link/i }).first().click();
  const link = /http\S+\/login\/link\?token=[\w-]+/.exec(await page.content())?.[0];
  assert.ok(link, "the mail holds a link");
  await page.goto(link);
  const zone = (await page.context().cookies()).find(({ name }) => name === "tz")?.value;
  assert.equal(zone, hasScripts ? "Europe%2FBerlin" : undefined, "told before the first own page");
  await page.locator("main button[type=submit]").click();
  await page.waitForURL(`${appUrl}/`);
}

/** A connected station with a free connector, kept from the demo's own cars. */
function takeStation(): Promise<{ live: LiveStation; connectorId: number }> {
  return until("a free station", async () => {
    for (const live of demo.world.stations) {
      const free = [...live.station.connectors.values()].find((one) => one.status === "Available");
      if (live.isBusy || !free || !live.station.link.isOnline || live.time.creditMs() < HOUR / 2) {
        continue;
      }
      const [{ heard }] = await database.sql`select last_seen_at is not null as heard from chargers
        where charge_box_id = ${boxOf(live)}`;
      if (!heard) continue;
      live.isBusy = true;
      return { live, connectorId: free.spec.id };
    }
    return null;
  }, { everyMs: 200 });
}

const boxOf = ({ station }: LiveStation) => station.options.chargeBoxId;

/** Starts at the charger's sticker page, sees the car come and charge, stops it. */
async function chargeOnce(page: Page, hasScripts: boolean): Promise<void> {
  const { live } = await takeStation();
  try {
    await page.goto(`${appUrl}/c/${boxOf(live)}`);
    if (hasScripts) {
      await assertAccessible(page);
      await assertFitsWidth(page);
    }
    const said = await page.locator("main").innerText();
    assert.match(said, /per kWh/, `the price stands before the start: ${said}`);
    // Right after its start the product has not heard of every charger yet.
    const start = page.getByRole("button", { name: "Start charging" });
    let shown = said;
    await until(() => `the start button, not ${shown}`, async () => {
      if (await start.count() > 0) return true;
      await page.reload();
      shown = await page.locator("main").innerText();
    }, { everyMs: 1_000 });
    // The demo's own car comes and goes with the first card.
    await page.getByRole("radio", { name: /Second car/ }).check({ force: true });
    await start.click();
    await page.waitForURL(/\/chargers\/starting\/\d+$/);
    live.time.setRate(30);
    // A car comes by itself, as for everybody who presses Start in the demo.
    await page.waitForURL(/\/sessions\/\d+$/);
    const url = page.url();
    const energy = page.locator("[data-energy]").first();
    const kwh = async () => Number(await energy.getAttribute("data-energy"));
    if (hasScripts) {
      const first = await kwh();
      await page.waitForFunction(
        (before) =>
          Number(document.querySelector("[data-energy]")?.getAttribute("data-energy")) > before,
        first,
      );
      await page.getByText("Cost so far", { exact: true }).waitFor();
      await page.getByText("Stop charging").first().click();
      await page.locator("form").getByRole("button", { name: "Stop charging" }).click();
      await page.getByText(/Stopping…|Charging has stopped|Finished/).first().waitFor();
    } else {
      await until("energy", async () => {
        await page.reload();
        return await kwh() > 0;
      });
      await page.getByText("Stop charging").first().click();
      await page.locator("form").getByRole("button", { name: "Stop charging" }).click();
    }
    await page.goto(url);
    await until("the end of the session", async () => {
      await page.goto(url);
      return await page.getByText("Average power").count() > 0;
    }, { everyMs: 500 });
    const text = (await page.locator("main").innerText()).replaceAll("\u00a0", " ");
    assert.match(text, /\d\.\d{3} kWh/);
    assert.match(text, /€\d/, "it has a cost");
  } finally {
    live.time.setRate(0.25);
    live.isBusy = false;
  }
}

/** A request with the browser's cookies: outside a page nobody resolves *.localhost. */
async function ask(
  context: BrowserContext,
  path: string,
  json?: unknown,
): Promise<{ status: number; body: Uint8Array }> {
  const { host, port } = new URL(appUrl);
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { host, cookie: cookies, origin: appUrl, "content-type": "application/json" };
  const method = json === undefined ? "GET" : "POST";
  return await new Promise((resolve, reject) => {
    const sent = request({ hostname: "127.0.0.1", port, path, method, headers }, (answer) => {
      const chunks: Uint8Array[] = [];
      answer.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      answer.on("end", async () => {
        const body = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
        resolve({ status: answer.statusCode ?? 0, body });
      });
    }).on("error", reject);
    sent.end(json === undefined ? undefined : JSON.stringify(json));
  });
}

const isPdf = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(0, 5)) === "%PDF-";

async function readInvoice(page: Page, hasScripts: boolean): Promise<void> {
  const invoices = page.locator("a[href^='/billing/invoices/']");
  // Past months are invoiced in the background.
  await until("an invoice", async () => {
    await page.goto(`${appUrl}/billing`);
    return await invoices.count() > 0;
  }, { everyMs: 1_000, limitMs: 120_000 });
  await invoices.first().click();
  await page.waitForURL(/\/billing\/invoices\/[\w-]+$/);
  assert.match(await page.locator("main").innerText(), /Total/);
  const id = page.url().split("/").at(-1);
  if (hasScripts) {
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download PDF" }).click();
    assert.ok(isPdf(await Deno.readFile(await (await file).path())));
    return;
  }
  await until("the PDF", async () => {
    const { status, body } = await ask(page.context(), `/billing/invoices/${id}/pdf`);
    return status === 200 && isPdf(body);
  }, { everyMs: 1_000 });
}

/** Somebody else holds the time that is asked for: the suggestion is taken. */
async function reserveAround(page: Page, hoursAhead: number): Promise<void> {
  const { services } = demo.app;
  const [other] = await database.sql`select m.id, m.user_id from user_mappings m
    join users u on u.id = m.user_id where u.email <> ${DRIVER_EMAIL} and m.is_active limit 1`;
  const ctx = services.systemContext("test");
  const startMs = Math.ceil(Date.now() / HOUR) * HOUR + hoursAhead * HOUR;
  const [charger] = demo.world.stations;
  await createReservation(ctx, {
    scope: await customerScope(ctx, other.user_id),
    chargeBoxId: boxOf(charger),
    connectorId: 1,
    card: { mappingId: other.id },
    startAt: new Date(startMs),
    endAt: new Date(startMs + HOUR),
  });
  const [card] = await database
    .sql`select m.id from user_mappings m join users u on u.id = m.user_id
    where u.email = ${DRIVER_EMAIL} and m.is_active order by m.id limit 1`;
  const at = encodeURIComponent(new Date(startMs).toISOString());
  await page.goto(
    `${appUrl}/reservations/new?charger=${boxOf(charger)}&connector=1&card=${card.id}&at=${at}`,
  );
  const before = await page.inputValue("input[name=start]");
  // Another time, and not another connector at the same one.
  const suggestion = page.getByRole("status").getByRole("link").filter({ hasText: "–" }).first();
  await suggestion.waitFor();
  await suggestion.click();
  await page.waitForFunction(
    (old) => document.querySelector<HTMLInputElement>("input[name=start]")?.value !== old,
    before,
  ).catch(() => {});
  await page.getByRole("button", { name: "Reserve", exact: true }).click();
  await page.waitForURL(/\/reservations\/\d+$/);
  const [row] = await database.sql`select start_at from reservations r
    join user_mappings m on m.id = r.mapping_id join users u on u.id = m.user_id
    where u.email = ${DRIVER_EMAIL} order by r.id desc limit 1`;
  assert.ok(new Date(row.start_at).getTime() >= startMs + HOUR, "after the other's hour");
}

Deno.test(
  "by mail: signed in, charging from start to cost, a bill as PDF, a time reserved",
  keep,
  async () => {
    const { context, page, failures } = await open();
    await signInByMail(page);
    await chargeOnce(page, true);
    await readInvoice(page, false);
    await reserveAround(page, 30);
    assert.deepEqual(failures, []);
    await context.close();
  },
);

Deno.test("the same without scripts", keep, async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  await signInByMail(page, { hasScripts: false });
  await chargeOnce(page, false);
  await readInvoice(page, false);
  await reserveAround(page, 60);
  await context.close();
});

Deno.test(
  "a tap of the card at a charger signs the browser in, and charges nothing",
  keep,
  async () => {
    const { context, page, failures } = await open();
    const { live, connectorId } = await takeStation();
    try {
      await page.goto(`${appUrl}/auth/scan?chargeBoxId=${encodeURIComponent(boxOf(live))}`);
      await assertAccessible(page);
      await page.getByRole("button", { name: "Sign in with my card" }).click();
      await page.locator("[data-scan=waiting]").waitFor();
      const [{ tag }] = await database.sql`select m.steve_ocpp_id_tag as tag from user_mappings m
      join users u on u.id = m.user_id where u.email = ${DRIVER_EMAIL} and m.is_active order by m.id limit 1`;
      assert.equal(await live.station.tap(connectorId, tag), "refused");
      await page.waitForURL(`${appUrl}/`);
      await page.getByRole("heading", { name: "Home" }).waitFor();
      assert.equal(live.station.connector(connectorId).session, null);
      assert.equal(
        await live.station.tap(connectorId, tag),
        "waiting",
        "the next tap charges again",
      );
      assert.deepEqual(failures, []);
    } finally {
      live.isBusy = false;
      await context.close();
    }
  },
);

Deno.test("a card that was reported lost starts nothing any more", keep, async () => {
  const { context, page } = await open();
  await signInByMail(page);
  await page.goto(`${appUrl}/cards`);
  await page.getByRole("link", { name: /Second car/ }).first().click();
  await page.getByRole("link", { name: "Report lost" }).click();
  await page.getByLabel(/What happened/).fill("Left it on the roof of the car");
  await page.getByRole("button", { name: "Report lost" }).click();
  await page.getByText(/Reported lost/).first().waitFor();
  const { live, connectorId } = await takeStation();
  try {
    assert.equal(await live.station.tap(connectorId, DRIVER_SPARE_TAG), "refused");
    const [{ id }] = await database
      .sql`select id from user_mappings where steve_ocpp_id_tag = ${DRIVER_SPARE_TAG}`;
    const { status, body } = await ask(context, "/api/customer/remote-start", {
      chargeBoxId: boxOf(live),
      connectorId,
      cardId: Number(id),
    });
    assert.equal(status, 403, new TextDecoder().decode(body));
  } finally {
    live.isBusy = false;
    await context.close();
  }
});
