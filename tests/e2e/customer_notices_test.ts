import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { tellDriver } from "@/lib/notifications/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessible,
  assertFitsWidth,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { until } from "@/tests/support/until.ts";

const PHONE = { width: 390, height: 844 };
const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp({ forBrowser: true });
const world = await seedSampleWorld(app.database.db);
const [ada] = world.drivers;
const browser = await launchBrowser();
const cookie = await app.signInCustomer(ada.email);

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function withPage(
  work: (page: Page) => Promise<void>,
  over: Parameters<typeof signedInContext>[3] = {},
): Promise<void> {
  const context = await signedInContext(browser, app.appUrl, cookie, { viewport: PHONE, ...over });
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}

let told = 0;
const tell = () => {
  told++;
  return tellDriver(app.services.systemContext("test"), {
    userId: ada.id,
    event: "card_lost",
    subject: `card:${told}`,
    data: { mappingId: ada.mappingId, cardName: `Card ${told}` },
  });
};

/** Registers the site's worker and waits until it answers for this page. */
const withWorker = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true })
      );
    }
  });

Deno.test(
  "without a network every address shows the offline page, and comes back",
  keep,
  () =>
    withPage(async (page) => {
      await page.goto(`${app.appUrl}/notifications`);
      await withWorker(page);
      await page.context().setOffline(true);
      await page.goto(`${app.appUrl}/sessions`);
      assert.equal(await page.locator("h1").textContent(), "You are offline");
      assert.equal(page.url(), `${app.appUrl}/sessions`);
      const background = await page.evaluate(() =>
        getComputedStyle(document.querySelector("main a")!).backgroundColor
      );
      assert.notEqual(background, "rgba(0, 0, 0, 0)", "its style sheet is there too");
      await assertAccessible(page);
      assert.ok(await page.getByRole("link", { name: "Try again" }).isVisible());
      await page.context().setOffline(false);
      await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Sessions");
    }),
);

Deno.test("the worker keeps nothing of the driver", keep, () =>
  withPage(async (page) => {
    await page.goto(`${app.appUrl}/notifications`);
    await withWorker(page);
    await page.goto(`${app.appUrl}/sessions`);
    await page.goto(app.appUrl);
    await page.evaluate(() => fetch("/api/customer/notifications"));
    const kept = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) {
          paths.push(new URL(url).pathname);
        }
      }
      return paths.sort();
    });
    assert.deepEqual(kept, [
      "/come-back.js",
      "/favicon.svg",
      "/icons/icon-192.png",
      "/offline",
      "/styles.css",
    ]);
  }));

Deno.test(
  "a push message is shown, also one that cannot be read",
  keep,
  () =>
    withPage(async (page) => {
      const context = page.context();
      await context.grantPermissions(["notifications"], { origin: app.appUrl });
      await page.goto(`${app.appUrl}/notifications`);
      await withWorker(page);
      const devtools = await context.newCDPSession(page);
      const registered = new Promise<string>((resolve) => {
        devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
          const ours = registrations.find(({ scopeURL }) => scopeURL === `${app.appUrl}/`);
          if (ours) resolve(ours.registrationId);
        });
      });
      await devtools.send("ServiceWorker.enable");
      const registrationId = await registered;
      const notices = () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          const all = await registration.getNotifications();
          return all.map(({ title, body, data }) => ({ title, body, link: data.link as string }))
            .sort((a, b) => a.title.localeCompare(b.title));
        });
      const untilShown = async (expected: Awaited<ReturnType<typeof notices>>) => {
        let shown = "";
        await until(() => `the notices, not ${shown}`, async () => {
          shown = JSON.stringify(await notices());
          return shown === JSON.stringify(expected);
        });
      };
      const deliver = (data: string) =>
        devtools.send("ServiceWorker.deliverPushMessage", {
          origin: app.appUrl,
          registrationId,
          data,
        });
      const full = { title: "Your car is full", body: "At Bay 1.", link: "/sessions/1000" };
      const wire = (body: string) => JSON.stringify({ ...full, body, tag: "t1", language: "en" });
      await deliver(wire("At Bay 1."));
      await untilShown([full]);
      await deliver(wire("Again."));
      await untilShown([{ ...full, body: "Again." }]);
      await deliver("not json");
      const plain = { title: "Polaris Express", body: "", link: "/notifications" };
      await untilShown([plain, { ...full, body: "Again." }]);
    }),
);

for (const scripts of [true, false]) {
  Deno.test(
    `notices and choices on a phone, ${scripts ? "with" : "without"} scripts`,
    keep,
    () =>
      withPage(async (page) => {
        await tell();
        await page.goto(`${app.appUrl}/notifications`);
        await assertFitsWidth(page);
        if (scripts) await assertAccessible(page);
        assert.notEqual(await page.locator("[data-read=false]").count(), 0);
        await page.reload();
        assert.equal(await page.locator("[data-read=false]").count(), 0);
        await page.goto(`${app.appUrl}/account/notifications`);
        await assertFitsWidth(page);
        if (scripts) {
          await page.waitForSelector(
            "[data-push=off], [data-push=unsupported], [data-push=denied]",
          );
          await assertAccessible(page);
        }
        const box = page.getByLabel("Charging has finished: E-mail");
        await box.setChecked(scripts);
        await page.getByRole("button", { name: "Save choices" }).click();
        await page.waitForSelector("text=Your choices are saved.");
        assert.equal(await box.isChecked(), scripts);
      }, { javaScriptEnabled: scripts }),
  );
}

Deno.test(
  "who signs out gets no more messages at this browser",
  keep,
  () =>
    withPage(async (page) => {
      const endpoint = "https://updates.push.services.mozilla.com/wpush/v2/one";
      // No push service can be reached from here, so the browser says that it has one.
      await page.addInitScript((endpoint) => {
        PushManager.prototype.getSubscription = () =>
          Promise.resolve({ endpoint } as PushSubscription);
      }, endpoint);
      await app.database.sql`insert into push_subscriptions (user_id, endpoint, p256dh, auth)
      values (${ada.id}, ${endpoint}, 'key', 'secret'),
        (${ada.id}, 'https://updates.push.services.mozilla.com/wpush/v2/two', 'key', 'secret')`;
      await page.goto(`${app.appUrl}/account`);
      await withWorker(page);
      await page.locator("main").getByRole("button", { name: "Sign out" }).click();
      await page.waitForURL(/\/login/);
      const left = await app.database.sql`select endpoint from push_subscriptions`;
      assert.deepEqual(left.map((row) => row.endpoint.slice(-3)), ["two"]);
    }),
);
