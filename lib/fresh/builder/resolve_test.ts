import assert from "node:assert/strict";
import { lookUp, toPackage } from "./resolve.ts";

const imports = {
  "@/": "./",
  "preact": "npm:preact@10.29.0",
  "@preact/signals": "npm:@preact/signals@2.11.4",
  "fresh": "jsr:@fresh/core@^2.3.3",
};

Deno.test("specifiers are found exactly, by prefix and below a package", () => {
  assert.equal(lookUp("@/components/a.tsx", imports), "./components/a.tsx");
  assert.equal(lookUp("preact", imports), "npm:preact@10.29.0");
  assert.equal(lookUp("preact/hooks", imports), "npm:preact@10.29.0/hooks");
  assert.equal(lookUp("preactive", imports), null);
});

Deno.test("npm specifiers become package paths, other schemes do not", () => {
  assert.equal(toPackage("npm:preact@10.29.0/hooks"), "preact/hooks");
  assert.equal(toPackage("npm:@preact/signals@2.11.4"), "@preact/signals");
  assert.equal(toPackage("npm:uplot"), "uplot");
  assert.equal(toPackage("lucide-preact"), "lucide-preact");
  assert.equal(toPackage("jsr:@fresh/core@^2.3.3"), null);
  assert.equal(toPackage("node:fs"), null);
});
