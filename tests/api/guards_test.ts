import assert from "node:assert/strict";
import { createOperator, PERMISSIONS } from "@/lib/auth/mod.ts";
import { sql } from "drizzle-orm";
import { testContext } from "@/tests/support/database.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { registerDevice } from "@/tests/support/device_client.ts";
import { checkRegistryGuards } from "@/tests/support/registry_guards.ts";

Deno.test("every operation of the product is guarded: host, credential, role, permission, origin, shape, size", async () => {
  const app = await startTestApp();
  const ctx = testContext(app.database);
  await createOperator(ctx, {
    email: "plain@example.org",
    name: "Plain",
    role: "operator",
    password: "a long enough password",
  });
  await app.database
    .sql`insert into users (id, email, public_id, role) values ('drv', 'driver@example.org', 'DRVR2345', 'customer')`;
  const plain = await app.services.auth.signInWithPassword(
    {
      headers: new Headers({ host: app.config.ADMIN_HOST, origin: app.adminUrl }),
      ip: "198.51.100.251",
      requestId: "t",
    },
    { email: "plain@example.org", password: "a long enough password" },
  );
  assert.ok(plain.ok);
  const admin = await app.signInOperator();
  const device = await registerDevice(app, admin);
  const report = await checkRegistryGuards({
    handle: (req) => app.handle(req),
    config: app.config,
    cookies: {
      admin,
      operator: plain.setCookies.map((text) => text.split(";")[0]).join("; "),
      customer: await app.signInCustomer("driver@example.org"),
    },
    bearer: { device: device.deviceToken },
    params: { deviceId: device.deviceId },
    permissions: PERMISSIONS,
    clearLimits: () => app.services.db.execute(sql`delete from rate_limits`),
  });
  assert.deepEqual(report.problems, []);
  assert.ok(report.operations >= 15, `${report.operations} operations`);
  await app.stop();
});
