import assert from "node:assert/strict";
import { csv, row } from "./testing/synthetic_file.ts";
import { readTransactionFile, UnreadableFile } from "./transaction_file.ts";

Deno.test("good rows are read with their offsets, zero energy and missing status included", () => {
  const file = readTransactionFile(csv([
    row({ id: "1", energy: "5664" }),
    row({ id: "2", energy: "0", status: "" }),
    row({ id: "3", energy: "1 234,6" }),
  ]));
  assert.deepEqual(file.refused, []);
  assert.deepEqual(file.rows.map((r) => r.energyWh), [5_664, 0, 1_235]);
  assert.equal(file.rows[0].startMs, Date.parse("2018-03-23T08:49:02Z"));
  assert.deepEqual(
    [file.total, file.energyWh.toFixed(), file.rounded, file.withoutStatus, file.zeroEnergy],
    [3, "6898.6", 1, 1, 1],
  );
});

Deno.test("every row that cannot be loaded is refused with its own reason", () => {
  const cases: [string, string][] = [
    [row({ id: "" }), "no_transaction_id"],
    [row({ id: "11", charger: "" }), "no_charger"],
    [row({ id: "12", connector: "0" }), "bad_connector"],
    [row({ id: "13", start: "2018-03-23T09:49:02" }), "bad_start"],
    [row({ id: "14", end: "" }), "no_end"],
    [row({ id: "15", end: "soon" }), "bad_end"],
    [row({ id: "16", end: "2018-03-22T12:30:34+01:00" }), "ends_before_start"],
    [row({ id: "17", energy: "" }), "no_energy"],
    [row({ id: "18", energy: "much" }), "bad_energy"],
    [row({ id: "19", energy: "-5" }), "negative_energy"],
    ["Travail;20;SAP", "malformed_row"],
  ];
  const file = readTransactionFile(csv(cases.map(([line]) => line)));
  assert.deepEqual(file.refused.map((r) => r.refusal), cases.map(([, reason]) => reason));
  assert.deepEqual(file.refused.map((r) => r.line), cases.map((_, index) => index + 2));
  assert.deepEqual([file.rows.length, file.total], [0, cases.length]);
});

Deno.test("a repeated id keeps the first row; a word-for-word repeat is told apart", () => {
  const first = row({ id: "1", energy: "100" });
  const file = readTransactionFile(csv([first, first, row({ id: "1", energy: "200" })]));
  assert.deepEqual(file.rows.map((r) => r.energyWh), [100]);
  assert.deepEqual(file.refused.map((r) => [r.refusal, r.energyWh.toNumber()]), [
    ["repeated_row", 100],
    ["repeated_id", 200],
  ]);
});

Deno.test("commas, tabs, line ends of any system and a byte order mark make no difference", () => {
  const text = csv([row({ id: "1" }), row({ id: "2" })]);
  const commas = text.replaceAll(";", ",");
  for (const same of [`\ufeff${text}`, text.replaceAll("\n", "\r\n"), commas, `${text}\n\n`]) {
    assert.equal(readTransactionFile(same).rows.length, 2);
  }
});

Deno.test("a limit takes the first rows", () => {
  const file = readTransactionFile(csv(["1", "2", "3"].map((id) => row({ id }))), 2);
  assert.deepEqual(file.rows.map((r) => r.transactionId), ["1", "2"]);
});

Deno.test("a file of something else is refused with the columns that it lacks", () => {
  assert.throws(
    () => readTransactionFile("a;b\n1;2\n"),
    (error) => error instanceof UnreadableFile && /id transaction.*id borne/.test(error.message),
  );
});
