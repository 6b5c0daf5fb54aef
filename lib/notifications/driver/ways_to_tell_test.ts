import assert from "node:assert/strict";
import { pushSubscriptions } from "@/db/schema/mod.ts";
import { setChoice } from "./choices.ts";
import { withWorld } from "./test_world.ts";
import { waysToTell } from "./ways_to_tell.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };

Deno.test(
  "a channel is on, off or leads nowhere",
  keep,
  () =>
    withWorld(async ({ ctx, driver, database }) => {
      await driver("ada");
      await driver("eve", { email: null });
      const ways = (userId: string) => waysToTell(ctx, { userId, event: "charger_free" });
      const choose = (userId: string, channel: "email" | "push") =>
        setChoice(ctx, { userId, event: "charger_free", channel, isOn: true });
      assert.deepEqual(await ways("ada"), { email: "off", push: "missing" });
      await choose("ada", "email");
      await choose("ada", "push");
      assert.deepEqual(await ways("ada"), { email: "on", push: "missing" });
      await database.db.insert(pushSubscriptions).values({
        userId: "ada",
        endpoint: "https://fcm.googleapis.com/x",
        p256dh: "p",
        auth: "a",
      });
      assert.deepEqual(await ways("ada"), { email: "on", push: "on" });
      await choose("eve", "email");
      assert.deepEqual(await ways("eve"), { email: "missing", push: "missing" });
    }),
);
