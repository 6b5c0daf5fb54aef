import assert from "node:assert/strict";
import { withSandbox } from "../test_sandbox.ts";

const NOW = Date.parse("2026-08-21T12:00:00.000Z");
const future = "2030-01-01T00:00:00.000Z";

Deno.test("401: a missing header, an unknown user and a wrong password have SteVe's texts", () =>
  withSandbox({ now: () => NOW }, async (sandbox) => {
    const ask = async (authorization?: string) => {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const response = await fetch(`${sandbox.apiUrl}/api/v1/ocppTags?x=1`, { headers });
      assert.equal(response.status, 401);
      return await response.json();
    };
    assert.deepEqual(await ask(`Basic ${btoa("admin:wrong")}`), {
      timestamp: "2026-08-21T12:00:00.000Z",
      status: 401,
      error: "Unauthorized",
      message: "Invalid password",
      path: `${sandbox.apiUrl}/api/v1/ocppTags`,
    });
    assert.match((await ask(`Basic ${btoa("nobody:x")}`)).message, /^The user does not exist/);
    assert.equal((await ask(`Basic ${btoa(":")}`)).message, "Required parameters missing");
    assert.match((await ask()).message, /authentication is required/);
    assert.match((await ask("Bearer abc")).message, /authentication is required/);
  }));

Deno.test("201: a tag is created with a limit of one and read back", () =>
  withSandbox({}, async (_sandbox, api) => {
    const created = await api("POST", "/ocppTags", { idTag: "ABC123", surplus: true });
    assert.equal(created.status, 201);
    assert.deepEqual(created.body, {
      ocppTagPk: 1,
      parentOcppTagPk: null,
      userPk: null,
      idTag: "ABC123",
      parentIdTag: null,
      inTransaction: false,
      blocked: false,
      expiryDate: null,
      maxActiveTransactionCount: 1,
      activeTransactionCount: 0,
      note: null,
    });
    assert.deepEqual((await api("GET", "/ocppTags/1")).body, created.body);
  }));

Deno.test("422: a duplicate in any case, and an unknown parent, get the same text", () =>
  withSandbox({}, async (_sandbox, api) => {
    await api("POST", "/ocppTags", { idTag: "Card" });
    const again = await api("POST", "/ocppTags", { idTag: "CARD" });
    assert.equal(again.status, 422);
    assert.equal(again.body.message, "The idTag 'CARD' exists already.");
    const orphan = await api("POST", "/ocppTags", { idTag: "Child", parentIdTag: "None" });
    assert.equal(orphan.status, 422);
    assert.equal(orphan.body.message, "The idTag 'Child' exists already.");
  }));

Deno.test("400: an id tag outside the alphabet or length, or an expiry in the past", () =>
  withSandbox({ now: () => NOW }, async (_sandbox, api) => {
    const bodies = [
      {},
      { idTag: "" },
      { idTag: "has space" },
      { idTag: "x".repeat(21) },
      { idTag: "A", expiryDate: "2026-08-21T11:59:59.000Z" },
      { idTag: "A", expiryDate: "tomorrow" },
    ];
    for (const body of bodies) {
      const refused = await api("POST", "/ocppTags", body);
      assert.equal(refused.status, 400, JSON.stringify(body));
      assert.equal(refused.body.message, "Error understanding the request");
    }
  }));

Deno.test("500: a body that is no JSON", () =>
  withSandbox({}, async (sandbox) => {
    const response = await fetch(`${sandbox.apiUrl}/api/v1/ocppTags`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("admin:api-password")}` },
      body: "{nope",
    });
    assert.equal(response.status, 500);
    assert.match((await response.json()).message, /JSON parse error/);
  }));

Deno.test("PUT replaces: what is left out is gone, and the limit of one unblocks", () =>
  withSandbox({}, async (_sandbox, api) => {
    await api("POST", "/ocppTags", { idTag: "Group" });
    await api("POST", "/ocppTags", {
      idTag: "Card",
      parentIdTag: "group",
      expiryDate: future,
      maxActiveTransactionCount: 0,
      note: "lost",
    });
    const before = await api("GET", "/ocppTags/2");
    assert.equal(before.body.blocked, true);
    assert.equal(before.body.parentOcppTagPk, 1);
    const after = await api("PUT", "/ocppTags/2", { idTag: "Renamed" });
    assert.equal(after.status, 200);
    assert.deepEqual(
      [after.body.idTag, after.body.parentIdTag, after.body.expiryDate, after.body.note],
      ["Card", null, null, null],
    );
    assert.deepEqual([after.body.blocked, after.body.maxActiveTransactionCount], [false, 1]);
  }));

Deno.test("PUT: 400 without an id tag, 404 for an unknown key, 500 for an unknown parent", () =>
  withSandbox({}, async (_sandbox, api) => {
    await api("POST", "/ocppTags", { idTag: "Card" });
    assert.equal((await api("PUT", "/ocppTags/1", { note: "x" })).status, 400);
    const missing = await api("PUT", "/ocppTags/9", { idTag: "Card" });
    assert.equal(missing.status, 404);
    assert.equal(missing.body.message, "Could not find this ocppTag");
    const orphan = await api("PUT", "/ocppTags/1", { idTag: "Card", parentIdTag: "None" });
    assert.equal(orphan.status, 500);
  }));

Deno.test("PUT: an expired tag cannot be written back as it was read, but can be expired", () => {
  let now = NOW;
  return withSandbox({ now: () => now }, async (_sandbox, api) => {
    await api("POST", "/ocppTags", { idTag: "Card", expiryDate: "2026-08-22T00:00:00Z" });
    now += 2 * 86_400_000;
    const read = (await api("GET", "/ocppTags/1")).body;
    assert.equal((await api("PUT", "/ocppTags/1", read)).status, 400);
    const expired = await api("PATCH", "/ocppTags/1/expire");
    assert.equal(expired.status, 200);
    assert.equal(expired.body.expiryDate, new Date(now).toISOString());
  });
});

Deno.test("DELETE answers the tag, takes its transactions with it and refuses a parent", () =>
  withSandbox({}, async (sandbox, api) => {
    await api("POST", "/ocppTags", { idTag: "Group" });
    await api("POST", "/ocppTags", { idTag: "Card", parentIdTag: "Group" });
    sandbox.control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: "Card",
      startMs: NOW,
      startValue: 0,
    });
    assert.equal((await api("DELETE", "/ocppTags/1")).status, 500);
    const removed = await api("DELETE", "/ocppTags/2");
    assert.deepEqual([removed.status, removed.body.idTag], [200, "Card"]);
    assert.deepEqual(sandbox.control.counts(), { total: 0, active: 0 });
    assert.equal((await api("DELETE", "/ocppTags/2")).status, 404);
    assert.equal((await api("DELETE", "/ocppTags/1")).status, 200);
  }));

Deno.test("the list filters by every parameter, and ignores those it does not know", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    control.addTag({ idTag: "Group" });
    control.addTag({ idTag: "Old", expiryMs: NOW - 1, note: "Green card" });
    control.addTag({ idTag: "Blocked", maxActiveTransactionCount: 0, userPk: 7 });
    control.addTag({ idTag: "Busy", parentIdTag: "Group" });
    control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: "Busy",
      startMs: NOW,
      startValue: 0,
    });
    const names = async (query: string) => {
      const { body } = await api("GET", `/ocppTags?${query}`);
      return body.map((tag: { idTag: string }) => tag.idTag).join(",");
    };
    assert.equal(await names(""), "Group,Old,Blocked,Busy");
    assert.equal(await names("expired=TRUE"), "Old");
    assert.equal(await names("expired=FALSE"), "Group,Blocked,Busy");
    assert.equal(await names("blocked=TRUE"), "Blocked");
    assert.equal(await names("inTransaction=TRUE"), "Busy");
    assert.equal(await names("idTag=busy"), "Busy");
    assert.equal(await names("parentIdTag=Group"), "Busy");
    assert.equal(await names("note=green"), "Old");
    assert.equal(await names("userId=7"), "Blocked");
    assert.equal(await names("userFilter=OnlyTagsWithUser"), "Blocked");
    assert.equal(await names("userFilter=OnlyTagsWithoutUser"), "Group,Old,Busy");
    assert.equal(await names("ocppTagPk=2"), "Old");
    assert.equal(await names("idTag=&misspelt=1"), "Group,Old,Blocked,Busy");
    assert.equal((await api("GET", "/ocppTags?expired=true")).status, 400);
    assert.equal((await api("GET", "/ocppTags/abc")).status, 400);
  }));

Deno.test("404 and 405 for what the API does not have", () =>
  withSandbox({}, async (_sandbox, api) => {
    assert.equal((await api("GET", "/users")).status, 404);
    assert.equal((await api("DELETE", "/ocppTags")).status, 405);
  }));
