import assert from "node:assert/strict";
import { AppError } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { createAdmin, readArguments, type Terminal } from "./create_admin.ts";
import { authBench } from "./testing/bench.ts";

const database = await createTestDatabase();
const bench = authBench(database);

async function run(args: string[], over: Partial<Terminal> = {}) {
  const lines: string[] = [];
  await createAdmin(bench.ctx, args, {
    isInteractive: false,
    ask: () => null,
    readAll: () => Promise.resolve(""),
    print: (line) => lines.push(line),
    ...over,
  });
  return lines.join("\n");
}

const canSignIn = async (email: string, password: string) =>
  (await bench.auth.signInWithPassword({ headers: new Headers() }, { email, password })).ok;

Deno.test("a password is generated, printed once, and works", async () => {
  const output = await run(["--email", "a@example.org"]);
  const password = /shown once\): (\S+)/.exec(output)![1];
  assert(password.length >= 12);
  assert.match(output, /Created a@example\.org as admin/);
  assert(await canSignIn("a@example.org", password));
});

Deno.test("a second run reports the person and prints no password", async () => {
  const output = await run(["--email", "a@example.org"]);
  assert.match(output, /exists already/);
  assert.doesNotMatch(output, /shown once/);
});

Deno.test("the password comes from standard input or the terminal and is not printed", async () => {
  const piped = await run(["--email", "b@example.org", "--role", "operator", "--password-stdin"], {
    readAll: () => Promise.resolve("from standard input\n"),
  });
  assert.doesNotMatch(piped, /from standard/);
  assert(await canSignIn("b@example.org", "from standard input"));
  const typed = await run(["--email", "b@example.org", "--reset-password"], {
    isInteractive: true,
    ask: () => "typed by a person",
  });
  assert.match(typed, /new password/);
  assert(await canSignIn("b@example.org", "typed by a person"));
});

Deno.test("what cannot be right is refused with a sentence", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.throws(
      () => readArguments(args),
      (error) => error instanceof AppError && message.test(error.message),
    );
  refused([], /--email/);
  refused(["--email", "a@b.c", "--role", "customer"], /operator or admin/);
  refused(["--email", "a@b.c", "--bogus"], /bogus/);
  await assert.rejects(
    run(["--email", "c@example.org", "--password-stdin"], {
      readAll: () => Promise.resolve("short\n"),
    }),
    /password/,
  );
  assert.match(await run(["--help"]), /--reset-password/);
});

Deno.test.afterAll(() => database.drop());
