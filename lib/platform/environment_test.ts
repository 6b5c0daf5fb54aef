import assert from "node:assert/strict";
import { readEnvironment } from "./environment.ts";

Deno.test("a .env file fills in what the environment does not say; no file is no error", () => {
  const file = Deno.makeTempFileSync();
  Deno.writeTextFileSync(file, 'POLARIS_A="from file"\nPATH=nowhere\n');
  const read = readEnvironment(file);
  assert.equal(read.POLARIS_A, "from file");
  assert.equal(read.PATH, Deno.env.get("PATH"));
  Deno.removeSync(file);
  assert.equal(readEnvironment(file).POLARIS_A, undefined);
});
