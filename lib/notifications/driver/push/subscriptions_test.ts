import assert from "node:assert/strict";
import { testContext } from "@/tests/support/database.ts";
import { choices, setChoice } from "../choices.ts";
import { withWorld } from "../test_world.ts";
import { isPublicAddress, isPushAddress } from "./push_address.ts";
import {
  browserPrints,
  MAX_BROWSERS,
  subscribeBrowser,
  unsubscribeBrowser,
} from "./subscriptions.ts";
import { newBrowser } from "./testing/push_service.ts";
import { vapidKeys } from "./vapid_keys.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };

Deno.test("endpoints: known push services by https, nothing else", () => {
  const good = [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://wns2-par02p.notify.windows.com/w/?token=x",
    "https://web.push.apple.com/Qx",
    "https://push.example.org/x",
    "https://a.self.example/x",
  ];
  const bad = [
    "http://fcm.googleapis.com/x",
    "https://fcm.googleapis.com:8443/x",
    "https://user@fcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://push.services.mozilla.com.evil/x",
    "https://self.example/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://localhost/x",
    "file:///etc/passwd",
    "nonsense",
    `https://fcm.googleapis.com/${"x".repeat(2_000)}`,
  ];
  const listed = "push.example.org, .self.example,";
  for (const endpoint of good) assert.ok(isPushAddress(endpoint, listed), endpoint);
  for (const endpoint of bad) assert.ok(!isPushAddress(endpoint, listed), endpoint);
  assert.ok(!isPushAddress("https://push.example.org/x", undefined));
});

Deno.test("addresses: only the public Internet", () => {
  const open = ["8.8.8.8", "34.107.221.82", "2a00:1450:4007::200a", "::ffff:8.8.8.8"];
  const closed = [
    "10.1.2.3",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "name",
  ];
  for (const address of open) assert.ok(isPublicAddress(address), address);
  for (const address of closed) assert.ok(!isPublicAddress(address), address);
});

Deno.test(
  "a browser is subscribed once, belongs to who came last, and leaves on request",
  keep,
  () =>
    withWorld(async ({ ctx, driver, database }) => {
      await driver("ada");
      await driver("jean");
      const browser = newBrowser("shared");
      const owners = async () =>
        (await database.sql`select user_id from push_subscriptions`).map((row) => row.user_id);
      await subscribeBrowser(ctx, { userId: "ada", ...browser });
      await subscribeBrowser(ctx, { userId: "ada", ...browser });
      assert.deepEqual(await owners(), ["ada"]);
      await subscribeBrowser(ctx, { userId: "jean", ...browser });
      assert.deepEqual(await owners(), ["jean"]);
      await unsubscribeBrowser(ctx, { userId: "ada", endpoint: browser.endpoint });
      assert.deepEqual(await owners(), ["jean"], "not hers any more");
      const [print] = await browserPrints(ctx, { userId: "jean" });
      assert.match(print, /^[0-9a-f]{64}$/);
      for (let n = 0; n < 2; n++) {
        await unsubscribeBrowser(ctx, { userId: "jean", endpoint: browser.endpoint });
      }
      assert.deepEqual(await owners(), []);
    }),
);

Deno.test(
  "foreign endpoints and broken keys are refused",
  keep,
  () =>
    withWorld(async ({ ctx, driver }) => {
      await driver("ada");
      const { keys, endpoint } = newBrowser("x");
      const subscribe = (over: object) =>
        subscribeBrowser(ctx, { userId: "ada", keys, endpoint, ...over });
      await assert.rejects(subscribe({ endpoint: "https://internal.example/x" }), {
        kind: "invalid",
        code: "unknown_push_service",
      });
      for (const over of [{ p256dh: "AAAA" }, { auth: "AAAA" }, { p256dh: keys.auth }]) {
        await assert.rejects(subscribe({ keys: { ...keys, ...over } }), { kind: "invalid" });
      }
    }),
);

Deno.test(
  "a driver keeps the ten latest browsers",
  keep,
  () =>
    withWorld(async ({ ctx, driver, database }) => {
      await driver("ada");
      for (let n = 0; n < MAX_BROWSERS + 2; n++) {
        await subscribeBrowser(ctx, { userId: "ada", ...newBrowser(`b${n}`) });
      }
      const rows = await database.sql`select endpoint from push_subscriptions order by id`;
      assert.equal(rows.length, MAX_BROWSERS);
      assert.match(rows[0].endpoint, /b2$/);
    }),
);

Deno.test(
  "who never chose gets the usual events; who chose keeps the choice",
  keep,
  () =>
    withWorld(async ({ ctx, driver }) => {
      await driver("ada");
      await driver("jean");
      await setChoice(ctx, { userId: "jean", event: "card_lost", channel: "push", isOn: false });
      for (const userId of ["ada", "jean"]) {
        await subscribeBrowser(ctx, { userId, ...newBrowser(userId) });
      }
      const on = async (userId: string) =>
        Object.entries(await choices(ctx, { userId })).filter(([, by]) => by.push).map(([e]) => e);
      assert.deepEqual(await on("ada"), [
        "charging_finished",
        "charging_idle",
        "charger_free",
        "reservation_soon",
        "card_lost",
      ]);
      assert.deepEqual(await on("jean"), []);
    }),
);

Deno.test(
  "the key pair is made once, kept encrypted, and replaced when it cannot be read",
  keep,
  () =>
    withWorld(async ({ ctx, database }) => {
      const pairs = await Promise.all([1, 2, 3].map(() => vapidKeys(ctx)));
      assert.equal(new Set(pairs.map((pair) => pair.publicKey)).size, 1);
      const [row] = await database.sql`select value::text as text from platform_state`;
      assert.ok(row.text.includes(pairs[0].publicKey));
      assert.ok(!row.text.includes(pairs[0].privateKey));
      const other = testContext(database, {
        config: { AUTH_SECRET: "another-secret-of-32-characters!" },
      });
      const replaced = await vapidKeys(other);
      assert.notEqual(replaced.publicKey, pairs[0].publicKey);
      assert.deepEqual(await vapidKeys(other), replaced);
    }),
);
