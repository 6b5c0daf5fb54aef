import assert from "node:assert/strict";
import { seededRandom } from "../random.ts";
import { apiOf, connectStation, withSandbox } from "../test_sandbox.ts";
import { corruptJson } from "./corrupt.ts";
import { Faults } from "./rules.ts";

Deno.test("a rule matches by method and path, with or without the context path", () => {
  const faults = new Faults(seededRandom(1));
  faults.set([{ match: { method: "get", pathPrefix: "/api/v1/transactions" }, kind: "hang" }]);
  assert.ok(faults.pick("GET", "/steve/api/v1/transactions/5", "/steve"));
  assert.equal(faults.pick("POST", "/steve/api/v1/transactions", "/steve"), undefined);
  assert.equal(faults.pick("GET", "/steve/api/v1/ocppTags", "/steve"), undefined);
  faults.set([{ match: { pathPrefix: "/steve/api" }, kind: "hang" }]);
  assert.ok(faults.pick("GET", "/steve/api/v1/ocppTags", "/steve"));
});

Deno.test("a rule is spent after its turns, and its dice repeat with the seed", () => {
  const draw = (seed: number) => {
    const faults = new Faults(seededRandom(seed));
    faults.add({ kind: "status", probability: 0.3, times: 20 });
    const hits = Array.from({ length: 100 }, () => faults.pick("GET", "/", "") !== undefined);
    return hits.map(Number).join("");
  };
  assert.equal(draw(7), draw(7));
  assert.notEqual(draw(7), draw(8));
  assert.equal([...draw(7)].filter((hit) => hit === "1").length, 20);
});

Deno.test("garbage: broken text, negative energy, nulls, and text for numbers", () => {
  const body = [{ id: 1, startValue: "500", stopValue: "900", blocked: false }];
  assert.throws(() => JSON.parse(corruptJson(body, undefined)));
  const lie = (kind: "negative_energy" | "nulls" | "strings") =>
    JSON.parse(corruptJson(body, kind))[0];
  assert.equal(lie("negative_energy").stopValue, "-500");
  assert.deepEqual(Object.values(lie("nulls")), [null, null, null, null]);
  assert.deepEqual([lie("strings").id, lie("strings").blocked], ["1?", "false?"]);
});

Deno.test("faults over HTTP: set, listed, applied and cleared without a password", () =>
  withSandbox({}, async (sandbox, api) => {
    const url = new URL("/__sandbox/faults", sandbox.apiUrl);
    const put = (rules: unknown) => fetch(url, { method: "PUT", body: JSON.stringify(rules) });
    const set = await put({ match: { pathPrefix: "/api" }, kind: "status", status: 503, times: 1 });
    assert.equal((await set.json())[0].left, 1);
    const refused = await api("GET", "/ocppTags");
    assert.deepEqual([refused.status, refused.body.error], [503, "Service Unavailable"]);
    assert.equal((await api("GET", "/ocppTags")).status, 200);
    const bad = await put([{ kind: "earthquake" }]);
    assert.equal(bad.status, 400);
    await bad.body?.cancel();
    await (await put([{ kind: "status" }])).body?.cancel();
    assert.equal((await api("GET", "/ocppTags")).status, 500);
    const cleared = await fetch(url, { method: "DELETE" });
    await cleared.body?.cancel();
    assert.deepEqual(await (await fetch(url)).json(), []);
    assert.equal((await api("GET", "/ocppTags")).status, 200);
  }));

Deno.test("drop before does no work, drop after does it and cuts the line", () =>
  withSandbox({}, async (sandbox) => {
    // fetch repeats a request, even a POST, when a pooled connection is cut under it.
    using client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
    const create = () => apiOf(sandbox, client)("POST", "/ocppTags", { idTag: "Card" });
    const { faults } = sandbox.control;
    faults.set([{ kind: "drop_before", times: 1 }]);
    await assert.rejects(create());
    faults.set([{ match: { method: "POST" }, kind: "drop_after", times: 1 }]);
    await assert.rejects(create());
    assert.equal((await create()).status, 422);
    assert.deepEqual(sandbox.control.requests.map((one) => one.status), [null, null, 422]);
  }));

Deno.test("latency delays, a hang never answers, and a stop ends both", () =>
  withSandbox({}, async (sandbox, api) => {
    sandbox.control.faults.set([
      { kind: "latency", ms: 40, times: 1 },
      { kind: "hang", times: 1 },
      { kind: "garbage", times: 1 },
    ]);
    const startedAt = performance.now();
    assert.equal((await api("GET", "/ocppTags")).status, 200);
    assert.ok(performance.now() - startedAt >= 35);
    const hanging = api("GET", "/ocppTags");
    hanging.catch(() => {});
    const timeout = new Promise((resolve) => setTimeout(() => resolve("still hanging"), 50));
    assert.equal(await Promise.race([hanging, timeout]), "still hanging");
    await assert.rejects(api("GET", "/ocppTags"), SyntaxError);
    await sandbox.stop();
    await assert.rejects(hanging);
  }));

Deno.test("stations are cut off only by a rule that names CONNECT", () =>
  withSandbox({}, async (sandbox) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    sandbox.control.faults.set([{ kind: "drop_before" }]);
    const station = await connectStation(sandbox, "CP1");
    await station.close();
    sandbox.control.faults.set([{ match: { method: "CONNECT" }, kind: "drop_before" }]);
    await assert.rejects(connectStation(sandbox, "CP1"));
  }));
