import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { launchBrowser, signedInContext, assertAccessible, assertFitsWidth } from "@/tests/support/browser.ts";
const t0 = performance.now();
const app = await startTestApp();
const world = await seedSampleWorld(app.database.db);
console.log("started", Math.round(performance.now() - t0));
const cookie = await app.signInOperator();
const browser = await launchBrowser();
const pages: Record<string, string> = {
  dash: "/", list: "/transactions", filt: "/transactions?status=completed&tag=zzz", live: `/transactions/${world.sessions[0].steveTransactionId}`,
  done: `/transactions/${world.sessions[5].steveTransactionId}`, lost: `/transactions/${world.sessions[8].steveTransactionId}`, unknown: "/transactions/424242", sync: "/sync", run: `/sync/${world.runIds.completed}`, failed: `/sync/${world.runIds.failed}`, notes: "/notifications", none: "/nope",
};
const only = Deno.args[0]?.split(",");
const modes = Deno.args[1]?.split(",") ?? ["p-light", "d-light"];
for (const mode of modes) {
  const [size, theme] = mode.split("-");
  const context = await signedInContext(browser, app.adminUrl, cookie, { viewport: size === "p" ? { width: 390, height: 844 } : { width: 1440, height: 900 }, colorScheme: theme as "light" });
  for (const [name, path] of Object.entries(pages)) {
    if (only && only[0] !== "all" && !only.includes(name)) continue;
    const page = await context.newPage();
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && console.log(name, m.type(), m.text().slice(0, 300)));
    page.on("pageerror", (e) => console.log(name, "pageerror", e.message.slice(0, 300)));
    const res = await page.goto(app.adminUrl + path);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/adm/${name}-${mode}.png`, fullPage: true });
    console.log(name, mode, res?.status());
    await assertFitsWidth(page).catch((e) => console.log("WIDE", e.message));
    await assertAccessible(page).catch((e) => console.log("AXE", name, e.message.slice(0, 900)));
    await page.close();
  }
  await context.close();
}
await browser.close();
await app.stop();
Deno.exit(0);
