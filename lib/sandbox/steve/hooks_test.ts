import assert from "node:assert/strict";
import { createServer } from "node:http";
import { signBody } from "./hooks.ts";
import { connectStation, withSandbox } from "./test_sandbox.ts";

const NOW = Date.parse("2026-08-21T12:00:00.000Z");
const SECRET = "hook-secret";

interface Received {
  path: string;
  signature: string | undefined;
  raw: string;
  // deno-lint-ignore no-explicit-any -- two kinds of body, looked into by tests
  body: any;
}

async function withHooks(
  reply: (received: Received) => { status?: number; body?: string } | Promise<never>,
  test: (
    station: Awaited<ReturnType<typeof connectStation>>,
    received: Received[],
    idle: () => Promise<void>,
  ) => Promise<void>,
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = await new Blob(chunks as BlobPart[]).text();
    const signature = request.headers["x-signature"];
    const entry = {
      path: request.url ?? "",
      signature: typeof signature === "string" ? signature : undefined,
      raw,
      body: JSON.parse(raw),
    };
    received.push(entry);
    const answer = await reply(entry);
    response.statusCode = answer.status ?? 200;
    response.end(answer.body ?? "{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const hooks = {
    preAuthorizeUrl: `http://127.0.0.1:${port}/pre`,
    meterValuesUrl: `http://127.0.0.1:${port}/meter`,
    secret: SECRET,
  };
  try {
    await withSandbox({ now: () => NOW, version: "patched", hooks }, async (sandbox) => {
      sandbox.control.addStation({ chargeBoxId: "CP1" });
      sandbox.control.addTag({ idTag: "Card" });
      const station = await connectStation(sandbox, "CP1");
      await test(station, received, () => sandbox.control.hooksIdle());
      await station.close();
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const start = {
  connectorId: 2,
  idTag: "Card",
  meterStart: 1000,
  timestamp: "2026-08-21T11:00:00.000Z",
};

Deno.test("the pre-authorisation is asked with a signed body and can block", () =>
  withHooks(() => ({ body: '{"override":"BLOCKED"}' }), async (station, received) => {
    const authorized = await station.call("Authorize", { idTag: "Card" });
    assert.equal(authorized.idTagInfo.status, "Blocked");
    const begun = await station.call("StartTransaction", start);
    assert.deepEqual([begun.transactionId, begun.idTagInfo.status], [1, "Blocked"]);
    assert.deepEqual(received.map((one) => one.body), [
      { idTag: "Card", connectorId: 0, isStartTx: false, chargeBoxId: "CP1", ts: NOW },
      { idTag: "Card", connectorId: 2, isStartTx: true, chargeBoxId: "CP1", ts: NOW },
    ]);
    assert.equal(received[0].signature, signBody(received[0].raw, SECRET));
    assert.match(received[0].signature ?? "", /^[0-9a-f]{64}$/);
  }));

Deno.test("no override, an error, nonsense and silence leave SteVe's own decision", () => {
  const replies = [
    { body: '{"override":null}' },
    { status: 503, body: '{"override":"BLOCKED"}' },
    { body: "nonsense" },
  ];
  let turn = 0;
  return withHooks(
    () => replies[turn++] ?? new Promise<never>(() => {}),
    async (station) => {
      for (let attempt = 0; attempt < 4; attempt++) {
        const { idTagInfo } = await station.call("Authorize", { idTag: "Card" });
        assert.equal(idTagInfo.status, "Accepted", `attempt ${attempt}`);
      }
    },
  );
});

Deno.test("each reading is told on its own, and the stop always ends with a final one", () =>
  withHooks(() => ({}), async (station, received, idle) => {
    await station.call("StartTransaction", start);
    const reading = (minute: string, value: string) => ({
      timestamp: `2026-08-21T11:${minute}:00.000Z`,
      sampledValue: [{ value, context: "Sample.Periodic" }],
    });
    await station.call("MeterValues", {
      connectorId: 2,
      transactionId: 1,
      meterValue: [reading("10", "1100"), reading("20", "1200")],
    });
    await idle();
    await station.call("StopTransaction", {
      transactionId: 1,
      meterStop: 1500,
      timestamp: "2026-08-21T11:30:00.000Z",
      transactionData: [reading("25", "1250")],
    });
    await idle();
    const told = received.filter((one) => one.path === "/meter").map((one) => one.body);
    const stamps = told.map((one) =>
      `${one.timestamp.slice(14, 16)}=${one.sampledValues[0].value}`
    );
    assert.deepEqual(stamps.toSorted(), ["10=1100", "20=1200", "25=1250", "30=1500"]);
    assert.deepEqual(told.find((one) => one.sampledValues[0].value === "1500"), {
      chargeBoxId: "CP1",
      connectorId: 2,
      transactionPk: 1,
      timestamp: "2026-08-21T11:30:00.000Z",
      sampledValues: [{
        value: "1500",
        context: "Transaction.End",
        format: "Raw",
        measurand: "Energy.Active.Import.Register",
        phase: null,
        location: "Outlet",
        unit: "Wh",
      }],
    });
    assert.equal(told.find((one) => one.timestamp.includes(":10:"))?.sampledValues[0].unit, null);
  }));

Deno.test("a refused stop tells no final reading", () =>
  withHooks(() => ({}), async (station, received, idle) => {
    await station.call("StartTransaction", start);
    await station.call("StopTransaction", {
      transactionId: 1,
      meterStop: 1,
      timestamp: "2026-08-21T11:30:00.000Z",
    });
    await idle();
    assert.equal(received.filter((one) => one.path === "/meter").length, 0);
  }));

Deno.test("upstream asks and tells nobody", async () => {
  const hooks = { preAuthorizeUrl: "http://127.0.0.1:1/pre", secret: SECRET, timeoutMs: 60_000 };
  await withSandbox({ version: "upstream", hooks }, async (sandbox) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    const { idTagInfo } = await station.call("Authorize", { idTag: "Card" });
    assert.equal(idTagInfo.status, "Invalid");
    await station.close();
  });
});
