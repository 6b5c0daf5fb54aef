import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { startTestApp } from "@/tests/support/app.ts";
import {
  assertAccessible,
  assertFitsWidth,
  launchBrowser,
  signedInContext,
} from "@/tests/support/browser.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const app = await startTestApp({ forBrowser: true });
const { sql } = app.database;
const world = await seedSampleWorld(app.database.db);
const [ada, jean] = world.drivers;
const browser = await launchBrowser();
const adaCookie = await app.signInCustomer(ada.email);
const jeanCookie = await app.signInCustomer(jean.email);

Deno.test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** A phone with a fingerprint reader, as Chromium plays it. */
async function withAuthenticator(context: BrowserContext, page: Page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verify: (isUserVerified: boolean) =>
      cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

const post = (path: string, body: unknown, cookie?: string) =>
  app.request("app", `/api/auth/passkey/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
    cookie,
  });
const audited = async (event: string) =>
  (await sql`select metadata from auth_audit where event = ${event} order by id desc`)
    .map((row) => row.metadata);

Deno.test(
  "a driver adds a passkey, renames it, signs in with it and removes it",
  keep,
  async () => {
    const context = await signedInContext(browser, app.appUrl, adaCookie, {
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const device = await withAuthenticator(context, page);
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(error.message));

    await page.goto(`${app.appUrl}/auth/passkeys`);
    await page.getByLabel("Name of this passkey").fill("Ada's phone");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("Ada's phone", { exact: true }).waitFor();
    assert.equal((await audited("auth.passkey_added")).length, 1);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("This device holds a passkey of yours already.").waitFor();

    await page.getByText("Change Ada's phone").click();
    await page.getByLabel("Name", { exact: false }).first().fill("Work phone");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByText("The passkey has its new name.").waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);

    await context.clearCookies();
    await page.goto(`${app.appUrl}/login?next=/sessions`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(`${app.appUrl}/sessions`);
    assert.deepEqual((await audited("auth.sign_in"))[0].method, "passkey");

    await context.clearCookies();
    await device.verify(false);
    await page.goto(`${app.appUrl}/login`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText(/The passkey was not used|This passkey was not accepted/).waitFor();
    await device.verify(true);

    await sql`update users set disabled_at = now() where id = ${ada.id}`;
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("This passkey was not accepted.").waitFor();
    await sql`update users set disabled_at = null where id = ${ada.id}`;
    assert.ok((await audited("auth.sign_in_failed")).some(({ method }) => method === "passkey"));

    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(`${app.appUrl}/`);
    await page.goto(`${app.appUrl}/auth/passkeys`);
    await page.getByText("Change Work phone").click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("The passkey was removed.").waitFor();
    await page.getByText("No passkeys yet").waitFor();
    assert.equal((await audited("auth.passkey_removed")).length, 1);
    assert.deepEqual(failures, []);
    await context.close();
  },
);

Deno.test("a tap at the charger signs the waiting browser in", keep, async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${app.appUrl}/login?chargeBoxId=LYON-02&next=/sessions`);
  assert.equal(await page.getByLabel("Charger").inputValue(), "LYON-02");
  await page.getByRole("button", { name: "Sign in with my card" }).click();
  await page.getByText("Hold your card against the reader of Lyon north, bay 2.").waitFor();
  assert.match(await page.getByRole("timer").innerText(), /^(90|8\d) s$/);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Sign in with my card" }).click();
  await page.locator("[data-scan=waiting]").waitFor();
  const ctx = app.services.systemContext("test");
  const tap = await app.services.preAuthorizer.preAuthorize(ctx, {
    chargeBoxId: "LYON-02",
    idTag: jean.idTag,
  });
  assert.equal(tap.override, "BLOCKED");
  await page.waitForURL(`${app.appUrl}/sessions`);

  await context.clearCookies();
  await page.goto(`${app.appUrl}/auth/scan?chargeBoxId=LYON-02`);
  await page.getByRole("button", { name: "Sign in with my card" }).click();
  await page.locator("[data-scan=waiting]").waitFor();
  await app.services.preAuthorizer.preAuthorize(ctx, { chargeBoxId: "LYON-02", idTag: "STRANGER" });
  await page.getByText("This card cannot sign in.").waitFor();
  await context.close();
});

Deno.test("401 without a session; 404 for another driver's passkey, as for one that does not exist", async () => {
  await sql`insert into passkeys (id, name, public_key, user_id, credential_id, counter, device_type,
    backed_up) values ('pk-jean', 'Jean', 'x', ${jean.id}, 'cred-jean', 0, 'singleDevice', false)`;
  const list = (cookie?: string) =>
    app.request("app", "/api/auth/passkey/list-user-passkeys", { cookie });
  assert.equal((await list()).status, 401);
  assert.equal((await post("delete-passkey", { id: "pk-jean" })).status, 401);
  const texts = new Set<string>();
  for (const id of ["pk-jean", "missing"]) {
    for (
      const [path, body] of [["delete-passkey", { id }], ["update-passkey", { id, name: "M" }]]
    ) {
      const response = await post(path as string, body, adaCookie);
      assert.equal(response.status, 404);
      texts.add(await response.text());
    }
  }
  assert.equal(texts.size, 1);
  assert.deepEqual((await (await list(adaCookie)).json()).passkeys, []);
  const own = (await (await list(jeanCookie)).json()).passkeys;
  assert.deepEqual(Object.keys(own[0]), ["id", "name", "createdAt", "isSynced"]);
  assert.equal(
    (await post("update-passkey", { id: "pk-jean", name: "  " }, jeanCookie)).status,
    400,
  );
  assert.equal(
    (await post("update-passkey", { id: "pk-jean", name: "P" }, jeanCookie)).status,
    200,
  );
  assert.equal((await post("delete-passkey", { id: "pk-jean" }, jeanCookie)).status, 200);
});

Deno.test("400 and 401: answers without a challenge, and made-up credentials", async () => {
  const response = { id: "abc", rawId: "abc", type: "public-key", response: {} };
  assert.equal((await post("verify-authentication", { response })).status, 401);
  assert.equal((await post("verify-authentication", {})).status, 400);
  assert.equal((await post("verify-registration", { response })).status, 401);
  assert.equal((await post("verify-registration", { response }, adaCookie)).status, 400);
  const options = await app.request("app", "/api/auth/passkey/generate-authenticate-options", {
    cookie: adaCookie,
  });
  const body = await options.json();
  assert.equal(body.rpId, "app.localhost");
  assert.equal(body.allowCredentials, undefined, "nobody's passkeys are named");
  const cookie = options.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
  assert.equal((await post("verify-authentication", { response }, cookie)).status, 401);
});

Deno.test("409: a driver holds at most 20 passkeys", async () => {
  await sql`insert into passkeys (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    select 'n' || i, 'x', ${jean.id}, 'c' || i, 0, 'singleDevice', false from generate_series(1, 20) i`;
  const options = await app.request("app", "/api/auth/passkey/generate-register-options", {
    cookie: jeanCookie,
  });
  assert.equal(options.status, 409);
  await sql`delete from passkeys`;
});
