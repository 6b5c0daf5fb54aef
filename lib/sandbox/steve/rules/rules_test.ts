import assert from "node:assert/strict";
import type { MeterRow } from "../store/meter_values.ts";
import type { TagRow } from "../store/tags.ts";
import type { TransactionRow } from "../store/transactions.ts";
import { areRelated, decideTag } from "./authorize.ts";
import { guessStop, refuseStop } from "./stop.ts";

const NOW = 1_000_000_000;
const tag = (fields: Partial<TagRow>): TagRow => ({
  pk: 1,
  id_tag: "Card",
  parent_id_tag: null,
  parent_pk: null,
  user_pk: null,
  expiry_ms: null,
  max_active: 1,
  note: null,
  active: 0,
  ...fields,
});
const tx = (fields: Partial<TransactionRow> = {}): TransactionRow => ({
  id: 1,
  charge_box_pk: 1,
  charge_box_id: "CP1",
  connector_id: 1,
  tag_pk: 1,
  id_tag: "Card",
  user_pk: null,
  start_event_ms: 0,
  start_ms: NOW - 1000,
  start_value: "100",
  stop_event_ms: null,
  stop_ms: null,
  stop_value: null,
  stop_reason: null,
  stop_actor: null,
  ...fields,
});
const reading = (atMs: number, value: string, unit: string | null = null): MeterRow => ({
  at_ms: atMs,
  value,
  context: null,
  format: null,
  measurand: null,
  location: null,
  unit,
  phase: null,
});

Deno.test("the decision about a tag follows SteVe's order", () => {
  const start = { onStart: true, nowMs: NOW };
  assert.equal(decideTag(undefined, start), "Invalid");
  assert.equal(decideTag(tag({ max_active: 0, expiry_ms: 1 }), start), "Blocked");
  assert.equal(decideTag(tag({ expiry_ms: NOW, active: 1 }), start), "Expired");
  assert.equal(decideTag(tag({ active: 1 }), start), "ConcurrentTx");
  assert.equal(decideTag(tag({ active: 1 }), { ...start, onStart: false }), "Accepted");
  assert.equal(decideTag(tag({ active: 1 }), { ...start, ownActive: 1 }), "Accepted");
  assert.equal(decideTag(tag({ active: 9, max_active: -1 }), start), "Accepted");
  assert.equal(decideTag(tag({ active: 1, max_active: 2 }), start), "Accepted");
});

Deno.test("tags of one group, and a group with its member, are related", () => {
  const member = tag({ id_tag: "A", parent_id_tag: "Group" });
  assert.ok(areRelated(member, tag({ id_tag: "B", parent_id_tag: "GROUP" })));
  assert.ok(areRelated(member, tag({ id_tag: "Group" })));
  assert.ok(!areRelated(member, tag({ id_tag: "C" })));
  assert.ok(!areRelated(tag({ id_tag: "C" }), tag({ id_tag: "D" })));
});

Deno.test("a stop is refused for each hard violation and for nothing else", () => {
  const stop = { stopMs: NOW, stopValue: 200 };
  const refuse = (row: TransactionRow | undefined, change: Partial<typeof stop> = {}) =>
    refuseStop(row, tag({}), { ...stop, ...change }, NOW);
  assert.equal(refuse(tx()), null);
  assert.equal(refuse(tx(), { stopValue: 100 }), null);
  assert.equal(refuse(tx({ stop_actor: "manual", stop_ms: 5 })), null);
  assert.equal(refuse(tx(), { stopMs: NOW + 300_000 }), null);
  assert.match(refuse(undefined) ?? "", /unknown/);
  assert.match(refuse(tx({ stop_actor: "station" })) ?? "", /already/);
  assert.match(refuse(tx(), { stopMs: NOW - 1001 }) ?? "", /after stop/);
  assert.match(refuse(tx(), { stopMs: NOW + 300_001 }) ?? "", /future/);
  assert.match(refuse(tx(), { stopValue: 99 }) ?? "", /greater/);
});

Deno.test("a stop by another tag is refused unless the two are related", () => {
  const byTag = (idTag: string, row?: TagRow) =>
    refuseStop(
      tx(),
      tag({ parent_id_tag: "Group" }),
      { stopMs: NOW, stopValue: 200, stoppingTag: { idTag, row } },
      NOW,
    );
  assert.equal(byTag("CARD"), null);
  assert.equal(byTag("Friend", tag({ id_tag: "Friend", parent_id_tag: "Group" })), null);
  assert.match(byTag("Stranger", tag({ id_tag: "Stranger" })) ?? "", /related/);
  assert.match(byTag("Unknown") ?? "", /related/);
});

Deno.test("a stop by hand takes the end of the first monotonic run", () => {
  const readings = [
    reading(1, "110"),
    reading(2, "12,5"),
    reading(3, "0.15", "kWh"),
    reading(4, "20"),
    reading(5, "900"),
  ];
  assert.deepEqual(guessStop(tx(), readings, undefined), { stopMs: 3, stopValue: "150" });
});

Deno.test("a stop by hand falls back to the next start, then to its own start", () => {
  const next = tx({ id: 2, start_ms: NOW + 5, start_value: "180" });
  assert.deepEqual(guessStop(tx(), [], next), { stopMs: NOW + 5, stopValue: "180" });
  const own = { stopMs: NOW - 1000, stopValue: "100" };
  assert.deepEqual(guessStop(tx(), [reading(1, "50")], undefined), own);
});
