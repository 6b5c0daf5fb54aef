import assert from "node:assert/strict";
import { tellDriver } from "../tell_driver.ts";
import { withWorld, type World } from "../test_world.ts";
import { tryPush } from "../try_push.ts";
import { PushSender } from "./push_sender.ts";
import { subscribeBrowser } from "./subscriptions.ts";
import {
  decrypt,
  newBrowser,
  startPushService,
  type TestBrowser,
  vapidClaims,
} from "./testing/push_service.ts";
import { vapidKeys } from "./vapid_keys.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const MINUTE = 60_000;

interface PushWorld extends World {
  service: ReturnType<typeof startPushService>;
  sender: PushSender;
  /** Ada's new browser. */
  browser(name: string): Promise<TestBrowser>;
  /** Tells Ada that card `n` is lost. */
  lose(n?: number): Promise<void>;
  /** Status and tries of the messages, in order. */
  states(): Promise<string[]>;
  /** Names of the browsers that letters went to since the last call. */
  reached(): string[];
  browsers(): Promise<string[]>;
}

const nameOf = (url: string) => url.split("/").at(-1)!;

async function withPush(work: (world: PushWorld) => Promise<void>): Promise<void> {
  const service = startPushService();
  try {
    await withWorld(async (world) => {
      await world.driver("ada");
      const { send, resolve, arrivals } = service;
      let seen = 0;
      await work({
        ...world,
        service,
        sender: new PushSender({ context: () => world.ctx, send, resolve }),
        browser: async (name) => {
          const browser = newBrowser(name);
          await subscribeBrowser(world.ctx, { userId: "ada", ...browser });
          return browser;
        },
        lose: async (n = 1) => {
          await tellDriver(world.ctx, {
            userId: "ada",
            event: "card_lost",
            subject: `card:${n}`,
            data: { mappingId: n, cardName: "Ada's card" },
          });
        },
        states: async () => {
          const rows = await world.database
            .sql`select push_status, attempts from driver_messages order by id`;
          return rows.map((row) => `${row.push_status} ${row.attempts}`);
        },
        reached: () => {
          const names = arrivals.slice(seen).map(({ url }) => nameOf(url)).sort();
          seen = arrivals.length;
          return names;
        },
        browsers: async () => {
          const rows = await world.database
            .sql`select endpoint, failures from push_subscriptions order by id`;
          return rows.map((row) => `${nameOf(row.endpoint)} ${row.failures}`);
        },
      });
    });
  } finally {
    await service.stop();
  }
}

Deno.test(
  "a message arrives encrypted for the browser, signed, urgent and with a life",
  keep,
  () =>
    withPush(async ({ ctx, service, sender, browser, lose, states }) => {
      const firefox = await browser("firefox");
      await lose();
      assert.equal(await sender.drain(), 1);
      const [{ url, headers, body }] = service.arrivals;
      assert.equal(url, firefox.endpoint);
      const { tag, ...said } = JSON.parse(decrypt(firefox, body));
      assert.deepEqual(said, {
        title: "Your card was reported lost",
        body: "Ada's card charges no more. Was it not you? Tell your operator.",
        link: "/cards/1",
        language: "en",
      });
      const { aud, sub, exp, key } = vapidClaims(headers);
      assert.equal(aud, "https://updates.push.services.mozilla.com");
      assert.equal(sub, "mailto:noreply@polaris.express");
      assert.ok(Number(exp) * 1_000 > Date.now());
      assert.equal(key, (await vapidKeys(ctx)).publicKey);
      assert.deepEqual(
        ["content-encoding", "urgency", "ttl", "topic"].map((name) => headers.get(name)),
        ["aes128gcm", "high", String(24 * 3_600), tag],
      );
      assert.doesNotMatch(new TextDecoder().decode(body), /card/);
      assert.deepEqual(await states(), ["sent 1"]);
      assert.equal(await sender.drain(), 0, "nothing goes out twice");
    }),
);

Deno.test(
  "a browser that is gone is forgotten, the others get the message",
  keep,
  () =>
    withPush(async ({ service, sender, browser, lose, states, browsers }) => {
      for (const name of ["gone", "missing", "here"]) await browser(name);
      service.answerWith((url) =>
        new Response(null, { status: { gone: 410, missing: 404 }[nameOf(url)] ?? 201 })
      );
      await lose();
      await sender.drain();
      assert.deepEqual(await browsers(), ["here 0"]);
      assert.deepEqual(await states(), ["sent 1"]);
    }),
);

Deno.test(
  "an outage is waited out: only who lacks the message gets it, five tries at most",
  keep,
  () =>
    withPush(async ({ service, sender, browser, lose, states, reached, clock }) => {
      await browser("good");
      await browser("ill");
      service.answerWith((url) =>
        new Response(null, { status: nameOf(url) === "ill" ? 503 : 201 })
      );
      await lose();
      await sender.drain();
      assert.deepEqual([reached(), await states()], [["good", "ill"], ["pending 1"]]);
      assert.equal(await sender.drain(), 0, "not before the pause is over");
      for (const [pause, tries] of [[1, 2], [2, 3], [4, 4]]) {
        clock.advance(pause * MINUTE);
        await sender.drain();
        assert.deepEqual([reached(), await states()], [["ill"], [`pending ${tries}`]]);
      }
      clock.advance(8 * MINUTE);
      await sender.drain();
      assert.deepEqual([reached(), await states()], [["ill"], ["sent 5"]], "somebody has it");
      clock.advance(60 * MINUTE);
      assert.equal(await sender.drain(), 0);
    }),
);

Deno.test(
  "a push service that asks for a pause gets it",
  keep,
  () =>
    withPush(async ({ service, sender, browser, lose, states, clock }) => {
      await browser("busy");
      service.answerWith(() =>
        new Response(null, { status: 429, headers: { "retry-after": "600" } })
      );
      await lose();
      await sender.drain();
      clock.advance(9 * MINUTE);
      assert.equal(await sender.drain(), 0);
      service.answerWith(() => new Response(null, { status: 201 }));
      clock.advance(MINUTE);
      assert.equal(await sender.drain(), 1);
      assert.deepEqual(await states(), ["sent 2"]);
    }),
);

Deno.test(
  "a redirect is not followed, and refusals in a row end a browser",
  keep,
  () =>
    withPush(async ({ service, sender, browser, lose, states, reached, browsers }) => {
      await browser("odd");
      service.answerWith(() =>
        new Response(null, { status: 307, headers: { location: "http://169.254.169.254/" } })
      );
      for (let n = 1; n <= 4; n++) await lose(n);
      await sender.drain();
      assert.deepEqual([reached().length, await browsers()], [4, ["odd 4"]]);
      await lose(5);
      await sender.drain();
      assert.deepEqual(await browsers(), []);
      assert.deepEqual(await states(), Array(5).fill("failed 1"));
    }),
);

Deno.test(
  "late news is not sent any more",
  keep,
  () =>
    withPush(async ({ sender, browser, lose, states, reached, clock }) => {
      await browser("late");
      await lose();
      clock.advance(24 * 60 * MINUTE);
      await sender.drain();
      assert.deepEqual([reached(), await states()], [[], ["failed 1"]]);
    }),
);

Deno.test(
  "nothing goes to private addresses or to hosts that were taken off the list",
  keep,
  () =>
    withPush(async ({ ctx, service, browser, lose, states, reached, database }) => {
      const { send } = service;
      await browser("inside");
      await lose(1);
      const inside = new PushSender({
        context: () => ctx,
        send,
        resolve: () => Promise.resolve(["34.1.2.3", "10.0.0.5"]),
      });
      await inside.drain();
      await database.sql`update push_subscriptions set endpoint = 'https://internal.example/x'`;
      await lose(2);
      await new PushSender({ context: () => ctx, send, resolve: service.resolve }).drain();
      assert.deepEqual([reached(), await states()], [[], ["failed 1", "failed 1"]]);
    }),
);

Deno.test(
  "two senders side by side send each message once",
  keep,
  () =>
    withPush(async ({ ctx, service, sender, browser, lose, reached }) => {
      await browser("one");
      for (let n = 1; n <= 8; n++) await lose(n);
      const { send, resolve } = service;
      const other = new PushSender({ context: () => ctx, send, resolve });
      await Promise.all([sender.drain(), other.drain()]);
      assert.equal(reached().length, 8);
    }),
);

Deno.test(
  "a test goes to every browser, once a minute, and to nobody without one",
  keep,
  () =>
    withPush(async ({ ctx, service, sender, browser, clock }) => {
      const mine = { userId: "ada", language: "de" as const };
      await assert.rejects(tryPush(ctx, mine), { kind: "conflict", code: "no_browser" });
      const phone = await browser("phone");
      await browser("desk");
      assert.deepEqual(await tryPush(ctx, mine), { browsers: 2 });
      await assert.rejects(tryPush(ctx, mine), { kind: "limit" });
      await sender.drain();
      const arrived = service.arrivals.find(({ url }) => url === phone.endpoint)!;
      assert.equal(JSON.parse(decrypt(phone, arrived.body)).language, "de");
      clock.advance(MINUTE);
      assert.deepEqual(await tryPush(ctx, mine), { browsers: 2 });
    }),
);
