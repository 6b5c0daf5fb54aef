import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { projectApp } from "./testing/build.ts";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
];

/** Opens a page of the test project; any script error or policy violation fails the test. */
async function withPage(
  path: string,
  run: (page: Page, origin: string) => Promise<void>,
) {
  const app = (await projectApp()).get(
    "/favicon.ico",
    () => new Response(null, { status: 204 }),
  );
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    app.handler(),
  );
  let browser: Browser | null = null;
  const problems: string[] = [];
  try {
    browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ARGS,
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (m) => m.type() === "error" && problems.push(m.text()));
    const origin = `http://127.0.0.1:${server.addr.port}`;
    await page.goto(origin + path);
    await run(page, origin);
  } finally {
    await browser?.close();
    await server.shutdown();
  }
  assert.deepEqual(problems.filter((p) => !p.includes("status of 400")), []);
}

/** Waits until an element shows a text. */
const shows = (page: Page, selector: string, text: string) =>
  page.locator(selector).filter({ hasText: text }).waitFor();

Deno.test("islands hydrate, share a signal and keep server-rendered JSX", async () => {
  await withPage("/", async (page) => {
    // The listeners exist once the islands are live: a click is repeated until it counts.
    await page.waitForFunction(() => {
      document.getElementById("a")?.click();
      return document.getElementById("b")?.textContent !== "b: 3";
    });
    const count = Number((await page.textContent("#a"))?.slice(3));
    await page.click("#c");
    for (const id of ["a", "b", "c"]) {
      await shows(page, `#${id}`, `${id}: ${count + 1}`);
    }
    await page.locator(".toggle").nth(1).click();
    await shows(page, ".hidden", "Hidden at first");
    await page.click("#d");
    await shows(page, "#a", `a: ${count + 2}`);
    // Taken away and brought back, the slot is still what the server rendered.
    await page.locator(".toggle").nth(0).click();
    await page.locator(".slotted").waitFor({ state: "detached" });
    await page.locator(".toggle").nth(0).click();
    await shows(page, ".slotted", "From the server");
    await shows(page, "#c", `c: ${count + 2}`);
    assert.equal(await page.locator(".toggle b").count(), 1);
  });
});

Deno.test("client navigation swaps the partial, the title and the address", async () => {
  await withPage("/", async (page, origin) => {
    await page.evaluate(() => Reflect.set(globalThis, "isSameDocument", true));
    await page.click("nav >> text=Other");
    await shows(page, "main h1", "OTHER");
    assert.equal(page.url(), `${origin}/other`);
    assert.equal(await page.title(), "Other page");
    await shows(page, "#path", "/other");
    assert.equal(
      await page.locator('nav a[aria-current="page"]').textContent(),
      "Other",
    );
    await page.goBack();
    await shows(page, "main h1", "Index");
    assert.equal(await page.title(), "Index");
    await page.click("#a");
    await shows(page, "#b", "b: 4");
    assert.equal(
      await page.evaluate(() => Reflect.get(globalThis, "isSameDocument")),
      true,
    );
    assert.equal(
      await page.locator('nav a[aria-current="page"]').textContent(),
      "Home",
    );
  });
});

Deno.test("a form under client navigation re-renders, redirects and appends", async () => {
  await withPage("/form", async (page, origin) => {
    await page.evaluate(() => Reflect.set(globalThis, "isSameDocument", true));
    await page.fill("input", "taken");
    await page.click("text=Save");
    await shows(page, "#message", "Name is taken");
    assert.equal(page.url(), `${origin}/form`);
    await page.evaluate(() => {
      const button = document.querySelector("button[f-partial]") as HTMLElement;
      const seen: boolean[] = [];
      Reflect.set(globalThis, "seen", seen);
      Reflect.set(button, "_freshIndicator", {
        set value(now: boolean) {
          seen.push(now);
        },
      });
    });
    await page.click("text=More");
    await shows(page, "li:nth-child(2)", "appended");
    await page.waitForFunction(() => String(Reflect.get(globalThis, "seen")) === "true,false");
    assert.equal(await page.locator("li").first().textContent(), "first");
    await page.fill("input", "go");
    await page.click("text=Save");
    await shows(page, "#path", "/other?from=form");
    assert.equal(page.url(), `${origin}/other?from=form`);
    assert.equal(
      await page.evaluate(() => Reflect.get(globalThis, "isSameDocument")),
      true,
    );
  });
});

Deno.test("links that opted out or lead to no page are left to the browser", async () => {
  await withPage("/form", async (page, origin) => {
    const mark = () => page.evaluate(() => Reflect.set(globalThis, "isSameDocument", true));
    const isMarked = () => page.evaluate(() => Reflect.has(globalThis, "isSameDocument"));
    await mark();
    await page.click("text=Full load");
    await shows(page, "#path", "/other?full");
    assert.equal(await isMarked(), false);

    await page.goto(`${origin}/form`);
    await mark();
    await page.click("text=Plain text");
    await shows(page, "pre", "literal");
    assert.equal(page.url(), `${origin}/files/known`);
  });
});

Deno.test("rich props arrive, and islands set the head", async () => {
  await withPage("/probe", async (page) => {
    const expected = "1970-01-01T00:00:00.000Z|true|9007199254740994|a.test|true|true";
    await shows(page, "#probe output", expected);
    await page.click("#retitle");
    await page.waitForFunction(() => document.title === "Set by island");
    const meta = page.locator('meta[name="description"]');
    assert.equal(await meta.getAttribute("content"), "from the island");
  });
});

Deno.test("partials inside of islands and slots are updated, with new islands in them", async () => {
  await withPage("/probe", async (page, origin) => {
    await shows(page, "#probe output", "a.test");
    await page.click("#refresh");
    await shows(page, "#inside", "new");
    await shows(page, "#late", "late: 40");
    await page.click("#late");
    await shows(page, "#late", "late: 41");
    assert.equal(page.url(), `${origin}/probe`);
  });
});

Deno.test("ids of an island agree between server and browser and are unique on the page", async () => {
  await withPage("/probe", async (page) => {
    await shows(page, "#probe output", "a.test");
    const rendered = await page.locator(".field input").evaluateAll((all) => all.map((e) => e.id));
    await page.click("#hint-one");
    await page.click("#hint-two");
    for (const [i, id] of rendered.entries()) {
      assert.equal(
        await page.locator("small").nth(i).getAttribute("id"),
        `${id}-hint`,
      );
    }
    const inner = await page.locator("small").evaluateAll((all) =>
      all.map((e) => (e as HTMLElement).dataset.inner)
    );
    assert.equal(new Set([...rendered, ...inner]).size, 4);
  });
});

Deno.test("a page of another build is loaded anew, as its code is not the one on display", async () => {
  await withPage("/form", async (page, origin) => {
    await page.evaluate(() => Reflect.set(globalThis, "isSameDocument", true));
    await page.route("**/other?fresh-partial=true", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"build":"\w+"/, '"build":"newer"');
      await route.fulfill({ response, body });
    });
    await page.click("nav >> text=Other");
    await shows(page, "#path", "/other");
    assert.equal(page.url(), `${origin}/other`);
    assert.equal(
      await page.evaluate(() => Reflect.has(globalThis, "isSameDocument")),
      false,
    );
  });
});

Deno.test("going back returns to where the page was scrolled", async () => {
  await withPage("/form", async (page) => {
    await page.evaluate(() => {
      document.body.style.height = "5000px";
      scrollTo(0, 700);
    });
    await page.evaluate(() => document.querySelector<HTMLElement>('nav a[href="/other"]')?.click());
    await shows(page, "#path", "/other");
    await page.waitForFunction(() => scrollY === 0);
    await page.goBack();
    await page.waitForFunction(() => scrollY === 700);
  });
});
