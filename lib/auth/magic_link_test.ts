import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { authSessions, magicLinkAudit, users, verifications } from "@/db/schema/auth.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { AppError } from "@/lib/platform/errors.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { authBench } from "./testing/bench.ts";
import { disableUser } from "./users.ts";

const database = await createTestDatabase();
const bench = authBench(database);
const { auth, outbox } = bench;
const info = (ip = "192.0.2.1") => ({ headers: new Headers(), ip });
const ask = async (email: string, next?: string) => {
  bench.forgetTries();
  const before = outbox.length;
  await auth.requestMagicLink(info(), { email, next });
  return outbox.length - before;
};

Deno.test("a link signs its driver in on the customer host", async () => {
  const userId = await bench.driver("anna@example.org");
  assert.equal(await ask(" Anna@Example.org ", "/sessions?status=all"), 1);
  const mail = outbox.at(-1)!;
  assert.equal(mail.to, "anna@example.org");
  assert.match(
    mail.text,
    /http:\/\/app\.localhost:8000\/login\/link\?token=[\w-]{43}&next=%2Fsessions/,
  );
  assert.match(mail.text, /works once and for 15 minutes/);
  assert.match(mail.html, /<!doctype html>/);
  assert.deepEqual(await auth.peekMagicLink(bench.lastToken()), { email: "anna@example.org" });
  const result = await auth.signInWithMagicLink(info(), bench.lastToken());
  assert(result.ok);
  const cookie = bench.jar(result.setCookies);
  assert.match(cookie, /^polaris_customer_session=/);
  const session = await auth.authenticate(bench.app("/", { headers: { cookie } }), "customer");
  assert.equal(session?.userId, userId);
  assert.deepEqual(session?.permissions, []);
  assert.equal(await auth.authenticate(bench.admin("/", { headers: { cookie } }), "admin"), null);
});

Deno.test("the mail speaks the language chosen here, else the person's, else the browser's", async () => {
  const userId = await bench.driver("tongue@example.org");
  const subject = async (headers: HeadersInit) => {
    bench.forgetTries();
    await auth.requestMagicLink({ ...info(), headers: new Headers(headers) }, {
      email: "tongue@example.org",
    });
    return outbox.at(-1)!.subject;
  };
  const said = (language: Language) =>
    translator(language)("Your sign-in link for Polaris Express");
  const french = { "accept-language": "fr-CH, en;q=0.5" };
  assert.equal(await subject(french), said("fr"));
  const knows = (set: Partial<typeof users.$inferInsert>) =>
    database.db.update(users).set(set).where(eq(users.id, userId));
  await knows({ seenLanguage: "es" });
  assert.equal(await subject(french), said("es"));
  await knows({ language: "de" });
  assert.equal(await subject(french), said("de"));
  assert.equal(await subject({ ...french, cookie: "lang=en" }), said("en"));
});

Deno.test("the token is kept hashed only", async () => {
  await bench.driver("hash@example.org");
  await ask("hash@example.org");
  const token = bench.lastToken();
  const rows = await database.db.select().from(verifications);
  assert(rows.some((row) => row.identifier === `magic-link:${sha256Hex(token)}`));
  assert(!JSON.stringify(rows).includes(token));
});

Deno.test("a link works once", async () => {
  await bench.driver("once@example.org");
  await ask("once@example.org");
  const token = bench.lastToken();
  assert((await auth.signInWithMagicLink(info(), token)).ok);
  assert.equal(await auth.peekMagicLink(token), null);
  assert.deepEqual(await auth.signInWithMagicLink(info(), token), { ok: false });
});

Deno.test("of eight uses at one time exactly one wins", async () => {
  const userId = await bench.driver("race@example.org");
  await ask("race@example.org");
  const token = bench.lastToken();
  // A second process has its own library instance and shares nothing but the database.
  const other = authBench(database).auth;
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, n) => (n % 2 ? auth : other).signInWithMagicLink(info(), token)),
  );
  assert.equal(results.filter((result) => result.ok).length, 1);
  const sessions = await database.db.select().from(authSessions)
    .where(eq(authSessions.userId, userId));
  assert.equal(sessions.length, 1);
});

Deno.test("an expired, a foreign and a malformed link are refused", async () => {
  await bench.driver("late@example.org");
  await ask("late@example.org");
  const token = bench.lastToken();
  await database.db.update(verifications).set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(verifications.identifier, `magic-link:${sha256Hex(token)}`));
  for (const text of [token, "x".repeat(43), "short", "a b c d e f g h", "../../../etc", ""]) {
    bench.forgetTries();
    assert.equal(await auth.peekMagicLink(text), null, text);
    assert.deepEqual(await auth.signInWithMagicLink(info(), text), { ok: false }, text);
  }
});

Deno.test("a link to somebody who was disabled meanwhile opens nothing", async () => {
  const userId = await bench.driver("barred@example.org");
  await ask("barred@example.org");
  await disableUser(bench.ctx, userId);
  assert.deepEqual(await auth.signInWithMagicLink(info(), bench.lastToken()), { ok: false });
});

Deno.test("unknown addresses, operators and disabled drivers get no mail and the same answer", async () => {
  await bench.operator("operator@example.org", "admin");
  await disableUser(bench.ctx, await bench.driver("closed@example.org"));
  await bench.driver("open@example.org");
  const answers: string[] = [];
  const mails: number[] = [];
  for (const name of ["nobody", "operator", "closed", "open"]) {
    bench.forgetTries();
    const before = outbox.length;
    const response = await auth.handle(
      bench.app("/api/auth/sign-in/magic-link", {
        method: "POST",
        body: JSON.stringify({ email: `${name}@example.org` }),
      }),
      "customer",
    );
    answers.push(`${response.status} ${await response.text()} ${[...response.headers.keys()]}`);
    mails.push(outbox.length - before);
  }
  assert.equal(new Set(answers).size, 1);
  assert.deepEqual(mails, [0, 0, 0, 1]);
});

Deno.test("every answer waits between 50 and 150 ms beside the work", async () => {
  bench.pauses.length = 0;
  for (const name of ["jitter1", "jitter2"]) await ask(`${name}@example.org`);
  assert.equal(bench.pauses.length, 2);
  assert(bench.pauses.every((ms) => ms >= 50 && ms <= 150));
});

Deno.test("one address gets five mails in ten minutes, even when asked at once", async () => {
  await bench.driver("flood@example.org");
  const before = outbox.length;
  await Promise.all(
    Array.from(
      { length: 8 },
      (_, n) => auth.requestMagicLink(info(`198.51.100.${n}`), { email: "flood@example.org" }),
    ),
  );
  assert.equal(outbox.length - before, 5);
  const outcomes = await database.db.select({
    outcome: magicLinkAudit.outcome,
    hash: magicLinkAudit.emailHash,
  })
    .from(magicLinkAudit);
  assert.equal(outcomes.filter((row) => row.outcome === "limited").length, 3);
  assert(outcomes.every((row) => /^[0-9a-f]{64}$/.test(row.hash)));
});

Deno.test("asking is limited per address of the network", async () => {
  bench.forgetTries();
  for (let n = 0; n < 10; n++) await auth.requestMagicLink(info(), { email: `n${n}@example.org` });
  await assert.rejects(
    auth.requestMagicLink(info(), { email: "n11@example.org" }),
    (error) => error instanceof AppError && error.kind === "limit",
  );
});

Deno.test("a foreign next never reaches the mail", async () => {
  await bench.driver("next@example.org");
  for (
    const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"]
  ) {
    await ask("next@example.org", next);
    assert.doesNotMatch(outbox.at(-1)!.text, /evil|javascript|next=/);
  }
});

Deno.test("the app's link and an invitation have their own form and life", async () => {
  await bench.driver("phone@example.org");
  bench.forgetTries();
  await auth.requestMagicLink(info(), { email: "phone@example.org", target: "app" });
  assert.match(outbox.at(-1)!.text, /http:\/\/app\.localhost:8000\/m\/[\w-]{43}\n/);
  await auth.requestMagicLink(info(), { email: "phone@example.org", kind: "invitation" });
  assert.match(outbox.at(-1)!.text, /24 hours/);
  assert.match(outbox.at(-1)!.subject, /account/);
});

Deno.test("a failing mail leaves no link behind", async () => {
  await bench.driver("broken@example.org");
  const { createAuth } = await import("./create_auth.ts");
  const broken = createAuth({
    config: bench.config,
    db: database.db,
    sql: database.sql,
    clock: bench.ctx.clock,
    log: bench.ctx.log,
    limiter: bench.limiter,
    mail: { queue: () => Promise.reject(new Error("outbox full")) },
  });
  const count = async () => (await database.db.select().from(verifications)).length;
  const before = await count();
  bench.forgetTries();
  await assert.rejects(broken.requestMagicLink(info(), { email: "broken@example.org" }), /outbox/);
  assert.equal(await count(), before);
});

Deno.test.afterAll(() => database.drop());
