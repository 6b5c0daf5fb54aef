import assert from "node:assert/strict";
import { House } from "./icons.ts";
import { currentHref } from "./nav.ts";

const items = ["/", "/tags", "/tags/new", "/sync"].map((href) => ({
  href,
  label: href,
  icon: House,
}));

Deno.test("the longest whole-segment prefix is current", () => {
  assert.equal(currentHref(items, "/"), "/");
  assert.equal(currentHref(items, "/sync/12"), "/sync");
  assert.equal(currentHref(items, "/tags/new"), "/tags/new");
  assert.equal(currentHref(items, "/tags/7/edit"), "/tags");
});

Deno.test("a name that only begins the same is not current", () => {
  assert.equal(currentHref(items, "/tags-old"), undefined);
  assert.equal(currentHref(items, "/users"), undefined);
});
