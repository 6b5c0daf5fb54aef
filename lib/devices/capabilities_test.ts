import assert from "node:assert/strict";
import fc from "fast-check";
import { CAPABILITIES, decideCapabilities } from "./capabilities.ts";

Deno.test("any known set without kiosk is legal; repeats and older names are tidied", () => {
  assert.deepEqual(decideCapabilities(["user", "scanner", "user"]), {
    capabilities: ["user", "scanner"],
  });
  assert.deepEqual(decideCapabilities(["tap", "managed"]), {
    capabilities: ["scanner", "managed"],
  });
  assert.deepEqual(decideCapabilities(["managed"]), { capabilities: ["managed"] });
});

Deno.test("kiosk goes with exactly one of scanner and user", () => {
  const refused = { refusal: "invalid_capabilities" };
  assert.deepEqual(decideCapabilities(["kiosk", "user"]), { capabilities: ["kiosk", "user"] });
  assert.deepEqual(decideCapabilities(["kiosk"]), refused);
  assert.deepEqual(decideCapabilities(["kiosk", "managed"]), refused);
  assert.deepEqual(decideCapabilities(["kiosk", "scanner", "user"]), refused);
});

Deno.test("a station's capability is refused by its own name, whatever else is asked for", () => {
  for (const name of ["charger", "ev"]) {
    assert.deepEqual(decideCapabilities(["user", name]), {
      refusal: "capability_not_app_eligible",
    });
  }
});

Deno.test("whatever is asked for, what is given is known, without repeats and legal", () => {
  const name = fc.oneof(fc.constantFrom(...CAPABILITIES, "tap", "ev", "charger"), fc.string());
  fc.assert(fc.property(fc.array(name, { maxLength: 8 }), (names) => {
    const decided = decideCapabilities(names);
    if ("refusal" in decided) return;
    const given = decided.capabilities;
    assert.ok(given.length > 0 && given.every((each) => CAPABILITIES.includes(each)));
    assert.equal(new Set(given).size, given.length);
    assert.deepEqual(decideCapabilities(given), decided, "asking for it again gives the same");
    const surfaces = given.filter((each) => each === "scanner" || each === "user");
    if (given.includes("kiosk")) assert.equal(surfaces.length, 1);
  }));
});

Deno.test("names of what every object has are no capabilities", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    assert.deepEqual(decideCapabilities([name]), { refusal: "invalid_capabilities" });
  }
});
