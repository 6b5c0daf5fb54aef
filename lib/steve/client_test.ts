import assert from "node:assert/strict";
import { AppError } from "@/lib/platform/errors.ts";
import { HttpFailure } from "@/lib/platform/http.ts";
import { startSteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { createSteveClient, type SteveClient } from "./client.ts";
import type { SteveTransactionId } from "./types.ts";
import { SteveMisconfigured, SteveRefused } from "./wire.ts";

type Options = Omit<Parameters<typeof startSteveSandbox>[0], "password">;
type Sandbox = Awaited<ReturnType<typeof startSteveSandbox>>;

function clientOf(apiUrl: string, over: Record<string, unknown> = {}, timeoutMs = 2_000) {
  const config = {
    STEVE_API_URL: apiUrl,
    STEVE_API_USER: "admin",
    STEVE_API_KEY: "secret",
    STEVE_AUTH: "basic" as const,
    STEVE_MAX_RPS: 1_000,
    ...over,
  };
  return createSteveClient(config, {
    timeoutMs,
    operationTimeoutMs: timeoutMs,
    wait: () => Promise.resolve(),
  })!;
}

function wire(
  name: string,
  work: (steve: SteveClient, sandbox: Sandbox) => Promise<void>,
  options: Options = {},
) {
  Deno.test(name, async () => {
    const sandbox = await startSteveSandbox({ password: "secret", ...options });
    try {
      await work(clientOf(sandbox.apiUrl), sandbox);
    } finally {
      await sandbox.stop();
    }
  });
}

const START = Date.UTC(2026, 0, 5, 10);
const seed = (sandbox: Sandbox, count: number) =>
  sandbox.control.bulkInsertTransactions(
    Array.from({ length: count }, (_, index) => ({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: "TAG1",
      startMs: START + index * 1_000,
      startValue: "100",
      stopMs: START + index * 1_000 + 500,
      stopValue: "350",
    })),
  );
const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => (from + index) as SteveTransactionId);

Deno.test("there is no client without address or key", () => {
  const config = { STEVE_API_USER: "a", STEVE_AUTH: "basic" as const, STEVE_MAX_RPS: 5 };
  assert.equal(createSteveClient({ ...config, STEVE_API_URL: "http://x" }), null);
  assert.equal(createSteveClient({ ...config, STEVE_API_KEY: "x" }), null);
});

wire("transactions are found by any number of ids", async (steve, sandbox) => {
  await seed(sandbox, 450);
  const { rows, refused } = await steve.findTransactionsByIds(ids(1, 600));
  assert.deepEqual([rows.length, refused.length], [450, 0]);
  assert.deepEqual([rows[0].meterStartWh, rows[0].meterStopWh, rows[0].idTag], [100, 350, "TAG1"]);
  assert.deepEqual(await steve.findTransactionsByIds([]), { rows: [], refused: [] });
});

wire("lists tell active from stopped", async (steve, sandbox) => {
  await seed(sandbox, 3);
  const open = await sandbox.control.insertTransaction({
    chargeBoxId: "CP2",
    connectorId: 2,
    idTag: "TAG2",
    startMs: START,
    startValue: "5",
  });
  const { rows } = await steve.listTransactions({ type: "ACTIVE" });
  assert.deepEqual(rows.map((row) => row.id), [open]);
  const period = { periodType: "FROM_TO" as const, from: new Date(START), to: new Date(START + 1) };
  assert.equal((await steve.listTransactions(period)).rows.length, 2);
  assert.equal((await steve.listTransactions({ chargeBoxIds: ["CP2"] })).rows.length, 1);
});

wire("details bring all measurands, and null for an unknown id", async (steve, sandbox) => {
  const id = await sandbox.control.insertTransaction({
    chargeBoxId: "CP1",
    connectorId: 1,
    idTag: "TAG1",
    startMs: START,
    startValue: "100",
  }) as SteveTransactionId;
  const atMs = START + 60_000;
  await sandbox.control.appendMeterValues(id, [
    { atMs, value: "0.2", unit: "kWh", measurand: "Energy.Active.Import.Register" },
    { atMs, value: "11", unit: "kW", measurand: "Power.Active.Import" },
  ]);
  const all = await steve.getTransaction(id, { energyValuesOnly: false });
  assert.deepEqual(all?.values, [{ measuredAt: new Date(atMs), energyWh: 200, powerW: 11_000 }]);
  const energy = await steve.getTransaction(id);
  assert.equal(energy?.values[0].powerW, undefined);
  assert.equal(await steve.getTransaction(999 as SteveTransactionId), null);
  await steve.stopTransaction(id);
  assert.equal((await steve.getTransaction(id))?.transaction.stopActor, "manual");
  await assert.rejects(
    steve.stopTransaction(999 as SteveTransactionId),
    (error) => error instanceof AppError && error.kind === "not_found",
  );
});

wire("a tag is created once; a repeat gives the same tag", async (steve) => {
  const made = await steve.createTag({ idTag: "CARD-1", note: "Polaris" });
  const again = await steve.createTag({ idTag: "CARD-1", note: "Polaris" });
  assert.equal(again.ocppTagPk, made.ocppTagPk);
  assert.equal((await steve.findTag("card-1"))?.ocppTagPk, made.ocppTagPk);
  assert.equal(await steve.findTag("nobody"), null);
  await assert.rejects(
    steve.createTag({ idTag: "CARD-1", maxActiveTransactionCount: 5 }),
    (error) => error instanceof AppError && error.code === "tag_exists",
  );
  await assert.rejects(
    steve.createTag({ idTag: "CARD-2", parentIdTag: "missing" }),
    (error) => error instanceof AppError && error.kind === "invalid",
  );
  await assert.rejects(steve.createTag({ idTag: "has space" }), /1 to 20 characters/);
});

wire("a creation whose answer was lost is looked up, not repeated", async (steve, sandbox) => {
  sandbox.control.faults.set([{ match: { method: "POST" }, kind: "drop_after", times: 1 }]);
  const tag = await steve.createTag({ idTag: "CARD-9" });
  assert.equal(tag.idTag, "CARD-9");
  const posts = sandbox.control.requests.filter((request) => request.method === "POST");
  assert.equal(posts.length, 1);
});

wire("blocking keeps the other fields, and a change keeps a block", async (steve, sandbox) => {
  const parent = await sandbox.control.addTag({ idTag: "PARENT" });
  assert.ok(parent);
  const expiresAt = new Date(Date.now() + 86_400_000);
  const made = await steve.createTag({
    idTag: "CARD-3",
    parentIdTag: "PARENT",
    note: "keep",
    expiresAt,
  });
  const blocked = await steve.setTagBlocked(made.ocppTagPk, true);
  assert.deepEqual(
    [blocked.blocked, blocked.note, blocked.parentIdTag, blocked.expiresAt?.getTime()],
    [true, "keep", "PARENT", expiresAt.getTime()],
  );
  const noted = await steve.updateTag(made.ocppTagPk, { note: "new" });
  assert.deepEqual([noted.blocked, noted.note], [true, "new"]);
  const free = await steve.setTagBlocked(made.ocppTagPk, false);
  assert.deepEqual([free.blocked, free.maxActiveTransactionCount], [false, 1]);
});

wire("an expired tag stays expired through a change", async (steve, sandbox) => {
  const pk = await sandbox.control.addTag({ idTag: "OLD", expiryMs: Date.now() - 86_400_000 });
  const tag = await steve.setTagBlocked(pk, true);
  assert.equal(tag.blocked, true);
  assert.ok(tag.expiresAt !== null && tag.expiresAt.getTime() <= Date.now() + 60_000);
});

wire("reads survive failures; one bad row is refused alone", async (steve, sandbox) => {
  await seed(sandbox, 3);
  sandbox.control.faults.set([
    { kind: "status", status: 503, times: 1 },
    { kind: "drop_before", times: 1 },
  ]);
  assert.equal((await steve.listTransactions()).rows.length, 3);
  for (const corrupt of ["negative_energy", "nulls", "strings"] as const) {
    sandbox.control.faults.set([{ kind: "garbage", corrupt, times: 1 }]);
    const { rows, refused } = await steve.listTransactions();
    assert.equal(rows.length + refused.length, 3, corrupt);
  }
  sandbox.control.faults.set([{ kind: "garbage" }]);
  await assert.rejects(
    steve.listTransactions(),
    (error) => error instanceof HttpFailure && error.kind === "bad_body",
  );
});

wire(
  "operations: unconnected stations are told, refusals are SteVe's words",
  async (steve, box) => {
    box.control.addStation({ chargeBoxId: "CP1" });
    box.control.addTag({ idTag: "TAG1" });
    const reset = { chargeBoxIdList: ["CP1"], resetType: "Soft" };
    const outcome = await steve.operation("Reset", reset);
    assert.deepEqual([outcome.taskId, outcome.notConnected], [null, ["CP1"]]);
    const start = { chargeBoxIdList: ["CP1"], idTag: "NOBODY" };
    await assert.rejects(
      steve.operation("RemoteStartTransaction", start),
      (error) => error instanceof SteveRefused && /not eligible/.test(error.message),
    );
  },
);

wire("operations are sent once, and a lost answer leaves the outcome open", async (steve, box) => {
  box.control.addStation({ chargeBoxId: "CP1" });
  for (const kind of ["drop_after", "drop_before"] as const) {
    // A connection that was used before: fetch would repeat a request that is cut on one.
    await steve.listTags();
    box.control.faults.set([{ match: { method: "POST" }, kind }]);
    const before = box.control.requests.length;
    await assert.rejects(
      steve.operation("ClearCache", { chargeBoxIdList: ["CP1"] }),
      (error) => error instanceof HttpFailure && !error.outcomeKnown,
    );
    assert.equal(box.control.requests.length - before, 1);
  }
});

Deno.test("an operation that hangs ends by its own timeout", async () => {
  const sandbox = await startSteveSandbox({ password: "secret" });
  sandbox.control.faults.set([{ kind: "hang" }]);
  const steve = clientOf(sandbox.apiUrl, {}, 50);
  await assert.rejects(
    steve.operation("ClearCache", { chargeBoxIdList: ["CP1"] }),
    (error) => error instanceof HttpFailure && error.kind === "timeout",
  );
  await sandbox.stop();
});

const BASE = { transactionsByIds: true, transactionDetails: true, operations: true };
for (const version of ["upstream", "patched"] as const) {
  wire(`capabilities of SteVe ${version}`, async (steve) => {
    const isPatched = version === "patched";
    const { versionHint, ...found } = await steve.probeCapabilities();
    assert.deepEqual(found, {
      ...BASE,
      chargeBoxes: isPatched,
      reservations: isPatched,
      operationTasks: isPatched,
    });
    assert.match(versionHint!, /3\.12/);
    assert.equal(await steve.getOperationTask(12345), null);
  }, { version });
}

wire("charge boxes and reservations of the patched SteVe", async (steve, sandbox) => {
  const lastHeartbeatMs = START;
  sandbox.control.addStation({ chargeBoxId: "CP1", vendor: "ACME", lastHeartbeatMs });
  sandbox.control.setConnectorStatus("CP1", 1, "Available", { atMs: START });
  const { rows, refused } = await steve.listChargeBoxes();
  assert.deepEqual(refused, []);
  assert.deepEqual(
    [rows[0].chargeBoxId, rows[0].vendor, rows[0].isConnected, rows[0].lastHeartbeatAt],
    ["CP1", "ACME", false, new Date(START)],
  );
  assert.equal(rows[0].connectors.find((one) => one.connectorId === 1)?.status, "Available");
  assert.deepEqual(await steve.listReservations(), { rows: [], refused: [] });
}, { version: "patched" });

wire("wrong credentials and a wrong address are configuration problems", async (_, sandbox) => {
  const reasonOf = (steve: SteveClient) =>
    steve.listTags().then(
      () => null,
      (error) => error instanceof SteveMisconfigured && error.reason,
    );
  assert.equal(await reasonOf(clientOf(sandbox.apiUrl, { STEVE_API_KEY: "wrong" })), "credentials");
  const root = new URL(sandbox.apiUrl).origin;
  assert.equal(await reasonOf(clientOf(`${root}/elsewhere`)), "address");
  assert.equal(await reasonOf(clientOf(`${sandbox.apiUrl}/api/`)), null);
});

Deno.test("an old SteVe: header key, one id per call, no operations", async () => {
  const asked: string[] = [];
  const row = (id: number) => ({
    id,
    chargeBoxId: "CP",
    connectorId: 1,
    startTimestamp: "2026-01-01T00:00:00Z",
    startValue: "1",
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    if (request.headers.get("STEVE-API-KEY") !== "secret") return new Response("", { status: 401 });
    if (!url.pathname.endsWith("/transactions")) return Response.json({}, { status: 404 });
    const ids = url.searchParams.getAll("transactionPk");
    if (ids.length > 1) return Response.json({ status: 400 }, { status: 400 });
    asked.push(url.search);
    if (ids.length === 1) return Response.json([row(Number(ids[0]))]);
    return Response.json([row(12), row(11)]);
  });
  const steve = clientOf(`http://127.0.0.1:${server.addr.port}/steve`, { STEVE_AUTH: "header" });
  const found = await steve.probeCapabilities();
  assert.deepEqual([found.transactionsByIds, found.operations], [false, false]);
  const { rows } = await steve.findTransactionsByIds(ids(9, 14));
  assert.deepEqual(rows.map((one) => one.id).sort((a, b) => a - b), [9, 10, 11, 12]);
  assert.deepEqual(asked.slice(-2), ["?transactionPk=9", "?transactionPk=10"]);
  await assert.rejects(
    steve.operation("ClearCache", { chargeBoxIdList: ["CP"] }),
    (error) => error instanceof SteveMisconfigured && error.reason === "too_old",
  );
  await server.shutdown();
});
