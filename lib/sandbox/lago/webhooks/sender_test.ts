import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHmac, verify } from "node:crypto";
import { seedCharging, usageEvent, withLago } from "../testing.ts";
import { until } from "@/tests/support/until.ts";

interface Received {
  body: string;
  headers: Headers;
  type: string;
}

/** A receiver that answers each attempt with the next status, 200 after the last. */
async function withReceiver(
  statuses: number[],
  test: (url: string, received: Received[]) => Promise<void>,
): Promise<void> {
  const received: Received[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const body = await request.text();
    received.push({ body, headers: request.headers, type: JSON.parse(body).webhook_type });
    return new Response(null, { status: statuses.shift() ?? 200 });
  });
  try {
    await test(`http://127.0.0.1:${server.addr.port}/hook`, received);
  } finally {
    await server.shutdown();
  }
}

Deno.test("a webhook is signed with HMAC over the raw body", () =>
  withReceiver(
    [],
    (webhookUrl, received) =>
      withLago({ webhookUrl }, async ({ sandbox: { control } }) => {
        control.sendWebhook("invoice.created", { lago_id: "1", total_amount_cents: 5 });
        await control.webhooksSettled();
        const [{ body, headers }] = received;
        const expected = createHmac("sha256", "hmac-token").update(body).digest("base64");
        assert.equal(headers.get("x-lago-signature"), expected);
        assert.equal(headers.get("x-lago-signature-algorithm"), "hmac");
        assert.match(headers.get("x-lago-unique-key") ?? "", /^[0-9a-f-]{36}$/);
        const parsed = JSON.parse(body);
        assert.equal(parsed.object_type, "invoice");
        assert.equal(parsed.invoice.total_amount_cents, 5);
      }),
  ));

Deno.test("in JWT mode the token carries the body and fits the public key", () =>
  withReceiver(
    [],
    (webhookUrl, received) =>
      withLago({ webhookUrl, webhookAlgorithm: "jwt" }, async ({ sandbox, ok }) => {
        sandbox.control.sendWebhook("customer.updated", { lago_id: "1" });
        await sandbox.control.webhooksSettled();
        const { webhook } = await ok<{ webhook: { public_key: string } }>(
          "GET",
          "/webhooks/json_public_key",
        );
        const token = received[0].headers.get("x-lago-signature") ?? "";
        const [head, claims, signature] = token.split(".");
        const key = Buffer.from(webhook.public_key, "base64").toString();
        const signed = Buffer.from(`${head}.${claims}`);
        assert.ok(verify("sha256", signed, key, Buffer.from(signature, "base64url")));
        const parsed = JSON.parse(Buffer.from(claims, "base64url").toString());
        assert.deepEqual(parsed, { data: received[0].body, iss: sandbox.apiUrl });
      }),
  ));

Deno.test("three attempts with the same key, then it is given up", () =>
  withReceiver(
    [500, 503, 500],
    (webhookUrl, received) =>
      withLago({ webhookUrl }, async ({ sandbox: { control } }) => {
        control.sendWebhook("invoice.created", {});
        await control.webhooksSettled();
        assert.equal(received.length, 3);
        assert.equal(
          new Set(received.map(({ headers }) => headers.get("x-lago-unique-key"))).size,
          1,
        );
        assert.deepEqual(control.deliveries.map(({ attempt, status }) => [attempt, status]), [
          [1, 500],
          [2, 503],
          [3, 500],
        ]);
      }),
  ));

Deno.test("a 2xx ends the attempts", () =>
  withReceiver(
    [500, 204],
    (webhookUrl, received) =>
      withLago({ webhookUrl }, async ({ sandbox: { control } }) => {
        control.sendWebhook("invoice.created", {});
        await control.webhooksSettled();
        assert.equal(received.length, 2);
      }),
  ));

Deno.test("duplicates share a key and held webhooks go out newest first", () =>
  withReceiver(
    [],
    (webhookUrl, received) =>
      withLago({ webhookUrl }, async ({ sandbox: { control } }) => {
        control.disorderWebhooks({ copies: 2 });
        control.sendWebhook("invoice.created", {});
        await control.webhooksSettled();
        const keys = received.map(({ headers }) => headers.get("x-lago-unique-key"));
        assert.equal(keys.length, 2);
        assert.equal(keys[0], keys[1]);
        control.disorderWebhooks({ reverseEvery: 2 });
        control.sendWebhook("invoice.drafted", {});
        await control.webhooksSettled();
        assert.equal(received.length, 2);
        control.sendWebhook("invoice.voided", {});
        await control.webhooksSettled();
        const order = control.deliveries.slice(2).map(({ type }) => type);
        assert.deepEqual(order, ["invoice.voided", "invoice.drafted"]);
      }),
  ));

Deno.test("an event that cannot be billed is accepted and told of later", () =>
  withReceiver([], (webhookUrl, received) =>
    withLago({ webhookUrl }, async (lago) => {
      seedCharging(lago);
      const events = [
        { ...usageEvent("unknown", "1"), code: "nope" },
        { ...usageEvent("empty", "1"), properties: {} },
        usageEvent("good", "1"),
      ];
      await lago.ok("POST", "/events/batch", { events });
      await until("events.errors", () => received.some(({ type }) => type === "events.errors"));
      const told = received.find(({ type }) => type === "events.errors");
      const { events_errors } = JSON.parse(told?.body ?? "");
      assert.deepEqual(events_errors.invalid_code, ["unknown"]);
      assert.deepEqual(events_errors.missing_aggregation_property, ["empty"]);
      await lago.sandbox.control.webhooksSettled();
      assert.equal(received.filter(({ type }) => type === "event.error").length, 2);
      assert.equal(lago.sandbox.control.countEvents(), 3);
    })));

Deno.test("a usage alert is told once per threshold and period", () =>
  withReceiver([], (webhookUrl, received) =>
    withLago({ webhookUrl }, async (lago) => {
      seedCharging(lago);
      await lago.ok("POST", "/subscriptions/sub/alerts", {
        alert: {
          alert_type: "current_usage_amount",
          code: "warn",
          thresholds: [{ code: "soft", value: "300" }, { code: "hard", value: 1000 }],
        },
      });
      for (const id of ["a", "b"]) {
        await lago.ok("POST", "/events", { event: usageEvent(id, "10") });
        lago.sandbox.control.flushEvents();
      }
      await lago.sandbox.control.webhooksSettled();
      const told = received.filter(({ type }) => type === "alert.triggered");
      assert.equal(told.length, 1);
      const alert = JSON.parse(told[0].body).triggered_alert;
      assert.deepEqual(alert.crossed_thresholds.map((one: { code: string }) => one.code), ["soft"]);
      assert.equal(alert.current_value, "400");
    })));
