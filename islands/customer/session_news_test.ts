import assert from "node:assert/strict";
import { hasNews } from "./session_news.ts";

Deno.test("a session that begins or ends is news, one that goes on is not", () => {
  const heard = new Map<number, boolean>();
  assert.ok(hasNews(heard, [{ id: 1, isLive: true }]));
  assert.ok(!hasNews(heard, [{ id: 1, isLive: true }]));
  assert.ok(hasNews(heard, [{ id: 1, isLive: true }, { id: 2, isLive: true }]));
  assert.ok(hasNews(heard, [{ id: 1, isLive: false }]));
  assert.ok(hasNews(heard, [{ id: 1, isLive: false }]), "its figures may be final now");
});

Deno.test("a catch-up is news only where it says something that was not heard", () => {
  const heard = new Map<number, boolean>([[1, true], [2, false]]);
  const catchUp = { isCatchUp: true };
  assert.ok(!hasNews(heard, [{ id: 1, isLive: true }, { id: 2, isLive: false }], catchUp));
  assert.ok(hasNews(heard, [{ id: 1, isLive: false }], catchUp), "it ended during the cut");
  assert.ok(!hasNews(heard, [{ id: 1, isLive: false }], catchUp));
});
