import assert from "node:assert/strict";
import { checkHookCredential } from "./hook_credential.ts";

const passes = (source: "steve" | "lago", headers: Record<string, string>) => {
  try {
    checkHookCredential(source, new Headers(headers));
    return true;
  } catch {
    return false;
  }
};

Deno.test("a call without a credential that could be one is refused before its body is read", () => {
  assert.equal(passes("steve", {}), false);
  assert.equal(passes("steve", { "x-signature": "zz" }), false);
  assert.equal(passes("steve", { "x-signature": "zz", "x-polaris-secret": "s" }), false);
  assert.equal(passes("steve", { "x-polaris-secret": "" }), false);
  assert.equal(passes("steve", { "x-polaris-secret": "s".repeat(256) }), false);
  assert.equal(passes("steve", { "x-lago-signature": "a.b.c" }), false);
  assert.equal(passes("lago", { "x-polaris-secret": "s" }), false);
  assert.equal(passes("lago", { "x-lago-signature": "nonsense" }), false);
  assert.equal(
    passes("lago", { "x-lago-signature": "a.b.c", "x-lago-signature-algorithm": "md5" }),
    false,
  );
});

Deno.test("every form of credential that a sender may use passes", () => {
  assert.ok(passes("steve", { "x-signature": "0A".repeat(32) }));
  assert.ok(passes("steve", { "x-polaris-secret": "s".repeat(255) }));
  assert.ok(passes("lago", { "x-lago-signature": "ab.cd-_.ef" }));
  const hmac = `${"A".repeat(43)}=`;
  assert.ok(passes("lago", { "x-lago-signature": hmac, "x-lago-signature-algorithm": "hmac" }));
});
