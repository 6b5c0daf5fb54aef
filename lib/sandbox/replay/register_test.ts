import assert from "node:assert/strict";
import { cardOf, cardsOf } from "./cards.ts";
import { asTransactions, countCollisions, inStartOrder } from "./register.ts";
import { csv, manyRows, row } from "./testing/synthetic_file.ts";
import { readTransactionFile } from "./transaction_file.ts";

const rowsOf = (rows: string[]) => inStartOrder(readTransactionFile(csv(rows)).rows);

Deno.test("transactions come in start order, and each connector's register goes on", () => {
  const late = row({ id: "9", start: "2019-01-02T08:00:00Z", end: "2019-01-02T09:00:00Z" });
  const early = row({
    id: "8",
    start: "2019-01-01T08:00:00Z",
    end: "2019-01-01T09:00:00Z",
    energy: "1000",
  });
  const other = row({ id: "7", connector: "2", energy: "7" });
  const seeds = [...asTransactions(rowsOf([late, early, other]))];
  assert.deepEqual(seeds.map((s) => [s.id, s.connectorId, s.startValue, s.stopValue]), [
    [1, 2, 0, 7],
    [2, 1, 0, 1_000],
    [3, 1, 1_000, 6_664],
  ]);
});

Deno.test("the energy of all transactions is the energy of the file", () => {
  const file = readTransactionFile(csv(manyRows(500)));
  const sum = [...asTransactions(inStartOrder(file.rows))]
    .reduce((wh, s) => wh + Number(s.stopValue) - Number(s.startValue), 0);
  assert.equal(sum, file.energyWh.toNumber());
});

Deno.test("sessions that share a start or overlap are counted and kept", () => {
  const rows = rowsOf([
    row({ id: "1" }),
    row({ id: "2" }),
    row({ id: "3", start: "2018-03-23T10:00:00+01:00" }),
    row({ id: "4", start: "2018-03-23T10:00:00+01:00", connector: "2" }),
  ]);
  assert.deepEqual(countCollisions(rows), { sameStart: 1, overlapping: 2 });
  assert.equal([...asTransactions(rows)].length, 4);
});

Deno.test("a card is the same in every run, unique to its connector, and OCPP takes it", () => {
  const rows = rowsOf(manyRows(200));
  const cards = cardsOf(rows);
  assert.equal(cards.length, 10);
  assert.equal(new Set(cards.map((c) => c.idTag)).size, 10);
  assert.equal(new Set(cards.map((c) => c.customerId)).size, 5);
  assert.deepEqual(cardsOf(rows), cards);
  assert.ok(cards.every((c) => /^[a-zA-Z0-9.:_#-]{1,20}$/.test(c.idTag)));
  const home = { place: "Domicile", chargeBoxId: "A", connectorId: 1 };
  assert.notEqual(cardOf(home).idTag, cardOf({ ...home, place: "Travail" }).idTag);
});
