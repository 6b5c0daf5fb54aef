import assert from "node:assert/strict";
import { mayHoldSession, passesGroupGate, roleBelongs } from "./admission.ts";

Deno.test("each role belongs to exactly one host", () => {
  for (const role of ["customer", "operator", "admin"] as const) {
    assert.equal(roleBelongs(role, "customer"), role === "customer");
    assert.equal(roleBelongs(role, "admin"), role !== "customer");
  }
});

Deno.test("nobody unknown or disabled holds a session", () => {
  assert(!mayHoldSession(undefined, "admin"));
  assert(!mayHoldSession({ role: "admin", disabledAt: new Date() }, "admin"));
  assert(mayHoldSession({ role: "admin", disabledAt: null }, "admin"));
});

Deno.test("with a group set only its members pass; without one everybody does", () => {
  assert(passesGroupGate({}, undefined));
  assert(!passesGroupGate({}, "ops"));
  assert(!passesGroupGate({ groups: null }, "ops"));
  assert(!passesGroupGate({ groups: ["ops-readonly", "devops"] }, "ops"));
  assert(!passesGroupGate({ groups: "devops" }, "ops"));
  assert(passesGroupGate({ groups: ["staff", "ops"] }, "ops"));
  assert(passesGroupGate({ groups: "staff ops" }, "ops"));
});
