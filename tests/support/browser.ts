import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

type Options = Parameters<AxeBuilder["options"]>[0];

/** Chromium of the machine; CHROMIUM_PATH names another. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: Deno.env.get("CHROMIUM_PATH") ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      // Without a graphics card every frame of an animation is drawn by the processor.
      "--force-prefers-reduced-motion",
    ],
  });
}

/** A browser context that holds the cookies of a Cookie header for `url`. */
export async function signedInContext(
  browser: Browser,
  url: string,
  cookie: string,
  options: NonNullable<Parameters<Browser["newContext"]>[0]> = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const [name, value] = pair.split(/=(.*)/s);
      return { name, value, url };
    }),
  );
  return context;
}

/** Fails on serious and critical findings of axe-core; names the rule and the elements. */
export async function assertAccessible(page: Page): Promise<void> {
  // The rule takes the initials of an avatar for a visible label, though they are aria-hidden.
  await assertFindsNothing(page, { rules: { "label-content-name-mismatch": { enabled: false } } });
}

/** `assertAccessible` in the light theme; then its rules about colours in the dark one. */
export async function assertAccessibleInBothThemes(page: Page): Promise<void> {
  await switchTheme(page, "light");
  await assertAccessible(page);
  await switchTheme(page, "dark");
  await assertFindsNothing(page, { runOnly: ["color-contrast", "link-in-text-block"] });
}

/**
 * Colours that fade are brought to their end, not waited for: a page on which nothing else moves gets no
 * frames from a busy Chromium, and its transitions stay at their start for good.
 */
async function switchTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    const fading = () => document.getAnimations().filter((each) => each instanceof CSSTransition);
    // What inherits a colour that fades starts to fade in its turn.
    for (let round = 0; round < 50 && fading().length > 0; round++) {
      fading().forEach((each) => each.finish());
    }
  });
}

async function assertFindsNothing(page: Page, options: Options): Promise<void> {
  // Without frames there is nothing to put together on a page of its own, which takes a second each.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode()
    .options({ resultTypes: ["violations"], ...options }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(serious, [], page.url());
}

/** Fails when a table stands out of the box that it is in. */
export async function assertTablesFit(page: Page): Promise<void> {
  const wide = await page.locator("main table").evaluateAll((tables) =>
    tables.filter((table) => {
      const box = table.closest("section, article, figure, main")!;
      return table.getBoundingClientRect().right > box.getBoundingClientRect().right + 1;
    }).map((table) => table.querySelector("caption")?.textContent)
  );
  assert.deepEqual(wide, [], page.url());
}

/** Fails when the page scrolls sideways. */
export async function assertFitsWidth(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= view, `${page.url()} is ${content} px wide in a window of ${view} px`);
}
