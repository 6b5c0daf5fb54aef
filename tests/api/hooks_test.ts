import assert from "node:assert/strict";
import { hmacSha256Base64, hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { startTestApp } from "@/tests/support/app.ts";

const SECRET = "hook-secret";

Deno.test("hooks of SteVe and webhooks of Lago", async (t) => {
  const app = await startTestApp({
    config: { STEVE_WEBHOOK_SECRET: SECRET, LAGO_WEBHOOK_HMAC_KEY: SECRET },
  });
  const { sql } = app.database;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const signed = "x-signature" in headers
      ? headers
      : { "x-signature": hmacSha256Hex(SECRET, text), ...headers };
    const response = await app.request("admin", path, {
      method: "POST",
      body: text,
      headers: { "content-type": "application/json", ...signed },
    });
    return { status: response.status, body: await response.json() };
  };
  const tap = {
    idTag: "04AABBCC",
    chargeBoxId: "CP-7",
    connectorId: 1,
    isStartTx: true,
    ts: Date.now(),
  };
  const reading = (minute: number, over: Record<string, unknown> = {}) => ({
    chargeBoxId: "CP-7",
    connectorId: 1,
    transactionPk: 41,
    timestamp: new Date(Date.now() - (60 - minute) * 60_000).toISOString(),
    sampledValues: [
      {
        value: String(1_000 + minute * 100),
        measurand: "Energy.Active.Import.Register",
        unit: "Wh",
      },
      { value: "7.2", measurand: "Power.Active.Import", unit: "kW" },
    ],
    ...over,
  });

  await t.step("200: a tap nobody waits for is SteVe's to judge", async () => {
    assert.deepEqual(await post("/api/ocpp/pre-authorize", tap), {
      status: 200,
      body: { override: null },
    });
  });

  await t.step(
    "200: a tap at a charger where a browser waits is blocked, and only that card's first",
    async () => {
      await sql`insert into verifications (id, identifier, value, expires_at)
      values ('v1', 'scan-pair:CP-7:X7R2KQ', '{}', now() + interval '90 seconds')`;
      const answers = await Promise.all(
        ["A1", "B2"].map((idTag) => post("/api/ocpp/pre-authorize", { ...tap, idTag })),
      );
      assert.equal(answers.filter((a) => a.body.override === "BLOCKED").length, 1);
    },
  );

  await t.step(
    "401: no, wrong and non-hex signatures look the same; the shared secret itself is accepted",
    async () => {
      for (const signature of ["", "00".repeat(32), "zz"]) {
        const { status, body } = await post("/api/ocpp/pre-authorize", tap, {
          "x-signature": signature,
        });
        assert.deepEqual([status, body.code], [401, "unauthorized"]);
      }
      const response = await app.request("app", "/api/ocpp/pre-authorize", {
        method: "POST",
        body: JSON.stringify(tap),
        headers: { "content-type": "application/json", "x-polaris-secret": SECRET },
      });
      assert.equal(response.status, 200);
    },
  );

  await t.step(
    "401 before the body: without a credential even a body that is too large or empty",
    async () => {
      const paths = ["/api/ocpp/pre-authorize", "/api/ocpp/meter-values", "/api/webhook/lago"];
      for (const path of paths) {
        for (const body of ["", "x".repeat(2_100_000)]) {
          const response = await app.request("admin", path, { method: "POST", body });
          assert.deepEqual([path, response.status], [path, 401]);
        }
      }
    },
  );

  await t.step("400: bad JSON and missing fields, only after the signature held", async () => {
    assert.equal((await post("/api/ocpp/meter-values", "{")).body.code, "invalid_json");
    assert.equal((await post("/api/ocpp/meter-values", {})).body.code, "invalid_body");
    assert.equal((await post("/api/ocpp/meter-values", "")).body.code, "invalid_body");
  });

  await t.step(
    "200: a sample is durable when the answer comes, and a repeat changes nothing",
    async () => {
      const same = reading(10);
      for (let i = 0; i < 2; i++) {
        assert.equal(
          (await post("/api/ocpp/meter-values", same)).status,
          200,
        );
      }
      const rows =
        await sql`select energy_wh, power_w, source from meter_values where transaction_id = 41`;
      assert.deepEqual(rows.map((r) => [r.energy_wh, r.power_w, r.source]), [[
        2_000,
        7_200,
        "hook",
      ]]);
    },
  );

  await t.step("a late sample does not overwrite what is newer", async () => {
    await post("/api/ocpp/meter-values", reading(30));
    await post("/api/ocpp/meter-values", reading(20));
    const [session] =
      await sql`select last_meter_wh from charging_sessions where steve_transaction_id = 41`;
    assert.equal(session.last_meter_wh, 4_000);
  });

  await t.step("400: an absurd sample is refused and says why", async () => {
    const { status, body } = await post(
      "/api/ocpp/meter-values",
      reading(40, { timestamp: "1990-01-01T00:00:00Z" }),
    );
    assert.deepEqual([status, body.code], [400, "invalid_reading"]);
  });

  await t.step(
    "a webhook of Lago is stored once per unique key, and refused without its signature",
    async () => {
      const body = JSON.stringify({
        webhook_type: "invoice.created",
        object_type: "invoice",
        invoice: { lago_id: "i1" },
      });
      const send = (signature: string) =>
        app.request("admin", "/api/webhook/lago", {
          method: "POST",
          body,
          headers: {
            "content-type": "application/json",
            "x-lago-signature": signature,
            "x-lago-signature-algorithm": "hmac",
            "x-lago-unique-key": "u-1",
          },
        });
      assert.equal((await send("bm9wZQ==")).status, 401);
      const good = hmacSha256Base64(SECRET, body);
      assert.deepEqual([await (await send(good)).json(), await (await send(good)).json()], [{
        ok: true,
        duplicate: false,
      }, { ok: true, duplicate: true }]);
      assert.equal((await sql`select 1 from lago_webhook_events`).length, 1);
    },
  );

  await app.stop();
});

Deno.test("401 while no hook secret is set", async () => {
  const app = await startTestApp();
  const response = await app.request("admin", "/api/ocpp/pre-authorize", {
    method: "POST",
    body: "{}",
    headers: { "x-polaris-secret": "" },
  });
  assert.equal(response.status, 401);
  await app.stop();
});
