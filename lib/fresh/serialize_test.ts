import assert from "node:assert/strict";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { parse } from "devalue";
import { h } from "preact";
import { reviverOf } from "./client/revive.ts";
import { RenderState } from "./render_state.ts";
import { serializeProps } from "./serialize.ts";
import { slotProps } from "./slots.ts";

function roundTrip(...props: Record<string, unknown>[]): Record<string, unknown>[] {
  const text = serializeProps(props.map((p) => ["island", p]));
  return (parse(text, reviverOf((id) => h("slot", { id }))) as [
    string,
    typeof props[0],
  ][])
    .map(([, p]) => p);
}

Deno.test("every documented type arrives as it was sent", () => {
  const props = {
    text: "</script>",
    count: 1.5,
    yes: true,
    none: null,
    missing: undefined,
    big: 2n ** 80n,
    odd: [NaN, Infinity, -Infinity, -0],
    // deno-lint-ignore no-sparse-arrays -- sparse arrays are part of the contract
    sparse: [1, , 3],
    date: new Date(0),
    url: new URL("https://a.test/b?c#d"),
    pattern: /a\/b/gi,
    set: new Set([1, "2"]),
    map: new Map<unknown, unknown>([["k", { deep: [1] }], [2, new Set()]]),
    bytes: new Uint8Array([0, 255]),
    instant: Temporal.Instant.from("2026-01-02T03:04:05Z"),
    duration: Temporal.Duration.from("PT15M"),
    zoned: Temporal.ZonedDateTime.from("2026-01-02T03:04+01:00[Europe/Zurich]"),
  };
  const [result] = roundTrip(props);
  for (const name of ["instant", "duration", "zoned"] as const) {
    assert.equal(String(result[name]), String(props[name]));
    assert.equal(result[name]?.constructor, props[name].constructor);
    delete result[name];
    delete (props as Record<string, unknown>)[name];
  }
  assert.deepEqual(result, props);
});

Deno.test("a signal given to several islands is one signal again", () => {
  const shared = signal({ list: [1] });
  const [a, b] = roundTrip({ x: shared }, {
    y: { deep: shared },
    own: signal(1),
  });
  const left = a.x as Signal<unknown>;
  const right = (b.y as { deep: Signal<unknown> }).deep;
  assert.equal(left, right);
  assert.deepEqual(left.value, { list: [1] });
  left.value = 2;
  assert.equal(right.value, 2);
  assert.notEqual(b.own, left);
});

Deno.test("a computed signal arrives read-only with its value", () => {
  const [{ sum }] = roundTrip({ sum: computed(() => 1 + 1) }) as [
    { sum: ReadonlySignal },
  ];
  assert.equal(sum.value, 2);
  assert.throws(() => {
    (sum as Signal).value = 3;
  });
});

Deno.test("shared and circular objects keep their identity", () => {
  const shared = { n: 1 };
  const loop: Record<string, unknown> = { shared };
  loop.self = loop;
  const [a, b] = roundTrip({ shared, loop }, { shared });
  assert.equal(a.shared, b.shared);
  const revived = a.loop as Record<string, unknown>;
  assert.equal(revived.self, revived);
  assert.equal(revived.shared, a.shared);
});

Deno.test("functions and class instances are refused with island and path", () => {
  class Money {
    amount = 1;
  }
  assert.throws(
    () => serializeProps([["counter:default", { item: { onClick: () => {} } }]]),
    /Island counter:default .* function.*props\.item\.onClick/,
  );
  assert.throws(
    () => serializeProps([["a", { m: new Money() }]]),
    /Island a .*props\.m/,
  );
});

Deno.test("JSX in props becomes slots, other values keep their identity", () => {
  const state = new RenderState({
    url: new URL("http://site.test/"),
    basePath: "",
    nonce: null,
    isPartial: false,
    snapshot: null,
  });
  const plain = { a: [signal(1)], bare: Object.create(null) };
  const tabs = [{ title: "One", body: h("p", null, "1") }];
  const props = slotProps({
    plain,
    tabs,
    children: ["text ", h("b", null)],
    only: ["a"],
  }, state);
  assert.equal(props.plain, plain);
  assert.equal(state.slots.length, 2);
  const text = serializeProps([["i", props]]);
  const [[, back]] = parse(text, reviverOf((id) => `slot ${id}`));
  assert.deepEqual(back.tabs, [{ title: "One", body: "slot 0" }]);
  assert.equal(back.children, "slot 1");
  assert.deepEqual(back.only, ["a"]);
});
