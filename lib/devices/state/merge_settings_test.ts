import assert from "node:assert/strict";
import fc from "fast-check";
import { CLOCK_LEEWAY_MS, editsOf } from "./merge_settings.ts";

const now = new Date("2026-01-15T12:00:00Z");
const at = (ms: number) => new Date(now.getTime() + ms);

Deno.test("known keys only, the latest of each, not later than now + 5 s", () => {
  assert.deepEqual(
    editsOf([
      { key: "device.label", value: "first", updatedAt: at(-2_000) },
      { key: "device.label", value: " last ", updatedAt: at(-1_000) },
      { key: "device.label", value: "older", updatedAt: at(-3_000) },
      { key: "notifications.scanRequest", value: false, updatedAt: at(86_400_000) },
      { key: "theme.of.tomorrow", value: { any: 1 }, updatedAt: at(0) },
      { key: "toString", value: 1, updatedAt: at(0) },
    ], now),
    [
      { key: "device.label", value: "last", updatedAt: at(-1_000) },
      { key: "notifications.scanRequest", value: false, updatedAt: at(CLOCK_LEEWAY_MS) },
    ],
  );
});

Deno.test("no edit lies beyond the ceiling and no key comes twice, whatever a device sends", () => {
  const edit = fc.record({
    key: fc.constantFrom("notifications.scanRequest", "unknown"),
    value: fc.boolean(),
    updatedAt: fc.integer({ min: -1e9, max: 1e9 }).map(at),
  });
  fc.assert(fc.property(fc.array(edit), (pending) => {
    const edits = editsOf(pending, now);
    assert.ok(edits.length <= 1);
    for (const { updatedAt } of edits) assert.ok(updatedAt <= at(CLOCK_LEEWAY_MS));
  }));
});
