import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@/tests/support/database.ts";
import { readArguments } from "./main.ts";
import { OtherReplay } from "./load.ts";
import { replay, type ReplayOptions } from "./replay.ts";
import { addsUp, renderReport } from "./report.ts";
import { csv, manyRows, row } from "./testing/synthetic_file.ts";

const REAL_FILE = fileURLToPath(
  new URL("../../../../shared/data/sap-labs-france-transactions.csv", import.meta.url),
);

/** A data folder and a database of one test. */
async function withPlace(
  rows: string[],
  work: (options: ReplayOptions, writeFile: (rows: string[]) => Promise<void>) => Promise<void>,
) {
  const dataDir = await Deno.makeTempDir({ prefix: "polaris-replay-" });
  const database = await createTestDatabase();
  const file = join(dataDir, "transactions.csv");
  const writeFile = (content: string[]) => Deno.writeTextFile(file, csv(content));
  try {
    await writeFile(rows);
    await work({ file, dataDir, databaseUrl: database.url }, writeFile);
  } finally {
    await database.drop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("a file with repeats, gaps and collisions is billed to the Wh, the rest is accounted for", async () => {
  const first = row({ id: "1", energy: "5664" });
  const rows = [
    first,
    first,
    row({ id: "1", energy: "7000" }),
    row({ id: "2", energy: "5664" }),
    row({ id: "3", energy: "0", charger: "WORK-02" }),
    row({ id: "4", end: "", energy: "", status: "" }),
    row({ id: "5", energy: "-20" }),
    row({ id: "6", energy: "10 000,4", charger: "HOME-01", place: "Domicile", status: "" }),
  ];
  await withPlace(rows, async (options) => {
    const report = await replay(options);
    assert.ok(report);
    assert.deepEqual(report.file.refused.map((r) => r.refusal), [
      "repeated_row",
      "repeated_id",
      "no_end",
      "negative_energy",
    ]);
    assert.equal(report.differenceWh.toFixed(), "0");
    assert.equal(report.lago.energyWh.toFixed(), String(2 * 5_664 + 10_000));
    assert.equal(report.roundingWh.toFixed(), "-0.4");
    // 21,328 Wh at 0.14 EUR per kWh, a customer with 11.328 and one with 10 kWh.
    assert.deepEqual([report.lago.invoices, report.lago.amountCents], [2, 159 + 140]);
    assert.deepEqual(report.collisions, { sameStart: 1, overlapping: 1 });
    assert.deepEqual([report.ledger.sessions, report.ledger.sessionsBilled], [4, 3]);
    assert.ok(addsUp(report));
    const text = renderReport(report).join("\n");
    assert.match(text, /Rows refused +4/);
    assert.match(text, /line 3, transaction 1: it repeats an earlier row/);
    assert.match(text, /Difference +0 Wh/);
    assert.match(text, /billed exactly once/);
  });
});

Deno.test("a replay that is interrupted again and again goes on and bills nothing twice", async () => {
  await withPlace(manyRows(700), async (options) => {
    const seen: number[] = [];
    let report = null;
    for (let round = 1; !report; round++) {
      assert.ok(round < 20, "the replay makes no headway");
      const interrupted = new AbortController();
      let before = -1;
      report = await replay({
        ...options,
        lookMs: 10,
        signal: interrupted.signal,
        onLoaded: ({ isResumed }) => assert.equal(isResumed, round > 1),
        onProgress: ({ sessionsRead, eventsSent }) => {
          const done = sessionsRead + eventsSent;
          // Any headway after the first look ends the first rounds.
          if (round <= 4 && before >= 0 && done > before) interrupted.abort();
          before = done;
        },
      });
      seen.push(before);
    }
    assert.ok(seen.length >= 4, `interrupted at ${seen}`);
    assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
    assert.ok(addsUp(report), renderReport(report).join("\n"));
    assert.equal(report.steve.transactions, 700);
    assert.equal(report.lago.events, report.ledger.eventsSent);
    assert.equal(report.lago.energyWh.toFixed(), report.file.energyWh.toFixed());
    const again = await replay(options);
    assert.equal(again?.lago.events, report.lago.events);
  });
});

Deno.test("other rows in the same folder are refused until --fresh forgets the earlier ones", async () => {
  await withPlace(manyRows(20), async (options, writeFile) => {
    assert.equal((await replay(options))?.lago.events, 18);
    await writeFile(manyRows(30));
    await assert.rejects(replay(options), OtherReplay);
    const report = await replay({ ...options, fresh: true });
    assert.ok(report && addsUp(report));
    assert.equal(report.steve.transactions, 30);
  });
});

Deno.test("the command line is checked before anything starts", () => {
  assert.deepEqual(readArguments(["--file", "a.csv", "--limit", "5"]), {
    file: "a.csv",
    dataDir: ".data/replay",
    limit: 5,
    fresh: false,
  });
  assert.equal(readArguments(["--help"]), null);
  for (const bad of [[], ["--file", "a", "--limit", "0"], ["--nonsense"]]) {
    assert.throws(() => readArguments(bad), TypeError);
  }
});

Deno.test({
  name: "the first real transactions add up",
  ignore: !await Deno.stat(REAL_FILE).then(() => true, () => false),
  fn: () =>
    withPlace([], async (options) => {
      const report = await replay({ ...options, file: REAL_FILE, limit: 400 });
      assert.ok(report && addsUp(report), report ? renderReport(report).join("\n") : "");
      assert.equal(report.file.total, 400);
    }),
});
