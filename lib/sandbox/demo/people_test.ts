import assert from "node:assert/strict";
import { isPublicId } from "@/lib/platform/ids.ts";
import { STATIONS } from "./network.ts";
import { DRIVER_EMAIL, people } from "./people.ts";

Deno.test("thirty customers, the same in every run, none shares anything with another", () => {
  const all = people();
  assert.equal(all.length, 30);
  assert.deepEqual(people(), all);
  assert.equal(all[0].email, DRIVER_EMAIL);
  assert.ok(all.every((person) => isPublicId(person.publicId)));
  for (const key of ["id", "publicId", "email", "name", "subscriptionId"] as const) {
    assert.equal(new Set(all.map((person) => person[key])).size, 30, key);
  }
  const cards = all.flatMap((person) => person.cards);
  assert.ok(cards.length > 33);
  assert.equal(new Set(cards.map((card) => card.idTag)).size, cards.length);
  assert.ok(cards.every((card) => /^[0-9A-F]{14}$/.test(card.idTag)));
  assert.equal(cards.filter((card) => !card.isActive).length, 1);
  assert.ok(all.every(({ email }) => /^[a-z.]+@demo\.polaris\.express$/.test(email)));
});

Deno.test("ten chargers of all kinds at three sites", () => {
  assert.equal(STATIONS.length, 10);
  assert.equal(new Set(STATIONS.map((s) => s.chargeBoxId)).size, 10);
  assert.equal(new Set(STATIONS.map((s) => s.site)).size, 3);
  assert.deepEqual(
    new Set(STATIONS.flatMap((s) => s.connectors.map((c) => `${c.kind} ${c.maxKw}`))),
    new Set(["AC 22", "AC 11", "DC 150", "DC 50"]),
  );
  assert.ok(STATIONS.every((s) => s.lagHours >= 3 && s.lagHours <= 30));
});
