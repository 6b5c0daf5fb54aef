import assert from "node:assert/strict";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { messageOf } from "./errors.ts";
import { redact } from "./log.ts";

const SECRET = "ada@example.org";
const failed = () =>
  new DrizzleQueryError(
    "insert into users values ($1)",
    [SECRET, `two\nlines\nparams: ${SECRET}`],
    Object.assign(new Error("duplicate key"), { code: "23505" }),
  );

Deno.test("a failed query is logged without its values, with its code and its frames", () => {
  const wrapped = new Error("A job failed.", { cause: failed() });
  const text = JSON.stringify(redact({
    error: failed(),
    wrapped,
    message: failed().message,
    nested: { error: failed() },
  }));
  assert.ok(!text.includes("ada@"), text);
  assert.match(text, /insert into users/);
  assert.match(text, /duplicate key \(23505\)/);
  assert.match(text, /log_test\.ts/);
});

Deno.test("the message of a failed query is stored without its values, others stay whole", () => {
  assert.equal(messageOf(failed()), "Failed query: insert into users values ($1)");
  assert.equal(messageOf(new Error("a\nparams: b")), "a\nparams: b");
});
