import assert from "node:assert/strict";
import { ConfigError } from "@/lib/platform/config.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { demoConfig, requireDemoDatabase } from "./config.ts";

const SECRET = "demo-secret-of-at-least-32-characters";

Deno.test("the demo reaches its own stand-ins and nobody else, whatever the environment says", () => {
  const config = demoConfig({
    AUTH_SECRET: SECRET,
    DEMO_SPEED: "30",
    DENO_ENV: "production",
    STEVE_API_URL: "https://steve.example.org",
    STEVE_METERVALUE_HMAC_KEY: "other",
    SMTP_URL: "smtps://mail.example.org",
    ADMIN_OIDC_ISSUER: "https://id.example.org",
    SYNC_WORKER: "off",
  }, { PORT: "8123", STEVE_API_URL: "http://127.0.0.1:1/steve" });
  assert.equal(config.STEVE_API_URL, "http://127.0.0.1:1/steve");
  assert.equal(config.DEMO_SPEED, 30);
  assert.equal(config.isProduction, false);
  assert.equal(config.SYNC_WORKER, "on");
  assert.deepEqual(
    [config.SMTP_URL, config.ADMIN_OIDC_ISSUER, config.STEVE_METERVALUE_HMAC_KEY],
    [undefined, undefined, undefined],
  );
  assert.equal(config.OPERATOR_CONTACT_EMAIL, "operator@demo.polaris.express");
  assert.equal(config.appUrl, "http://app.localhost:8123");
});

Deno.test("a database with other people's accounts is refused, an empty one is taken", async () => {
  const database = await createTestDatabase();
  try {
    await requireDemoDatabase(database.url);
    await database.sql`insert into users (id, public_id, email, role)
      values ('u', 'REAL2222', 'someone@example.org', 'customer')`;
    await assert.rejects(requireDemoDatabase(database.url), ConfigError);
    await database.sql`insert into users (id, public_id, email, role)
      values ('d', 'DEMO2222', 'driver@demo.polaris.express', 'customer')`;
    await requireDemoDatabase(database.url);
  } finally {
    await database.drop();
  }
});
