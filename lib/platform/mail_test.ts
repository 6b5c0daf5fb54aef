import assert from "node:assert/strict";
import { createServer } from "node:net";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client.ts";
import { emailOutbox } from "@/db/schema/platform.ts";
import { createTestDatabase, ManualClock, testConfig } from "@/tests/support/database.ts";
import { until } from "@/tests/support/until.ts";
import { hmacSha256Hex } from "./crypto.ts";
import { listKeptMail, readKeptMail } from "./kept_mail.ts";
import { logger } from "./log.ts";
import { Mailer, MAX_ATTEMPTS, pauseAfter } from "./mail.ts";
import {
  hasMailTransport,
  type MailEnvelope,
  type MailTransport,
  openMailTransport,
} from "./mail_transport.ts";

const database = await createTestDatabase();
const { db } = database;
const MAIL = {
  to: "driver@example.org",
  category: "magic_link",
  audience: "customer",
  subject: "Sign in",
  html: "<p>link</p>",
  text: "link",
} as const;

function bench(send: (mail: MailEnvelope) => Promise<void>) {
  const clock = new ManualClock();
  const transport: MailTransport = { send, close: () => {} };
  const deps = { config: testConfig(), db, clock, log: logger("test") };
  return { clock, mailer: new Mailer({ ...deps, transport }), deps };
}

const rowOf = async (id: number) =>
  (await db.select().from(emailOutbox).where(eq(emailOutbox.id, id)))[0];

Deno.test("a queued mail is sent once and its body leaves the outbox", async () => {
  const sent: MailEnvelope[] = [];
  const { mailer } = bench((mail) => Promise.resolve(void sent.push(mail)));
  const id = await mailer.queue(db, MAIL);
  assert.equal(await mailer.drain(), 1);
  assert.equal(await mailer.drain(), 0);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].text, "link");
  assert.match(sent[0].from, /^Polaris Express <noreply@/);
  const row = await rowOf(id);
  assert.equal(row.status, "sent");
  assert.equal(row.html + row.text, "");
});

Deno.test("whether mail can leave is known without opening a transport", () => {
  const worker = { CF_EMAIL_WORKER_URL: "https://mail.example.org" };
  for (
    const [over, sends] of [
      [{}, false],
      [{ SMTP_URL: "smtp://mail.example.org" }, true],
      [worker, false],
      [{ ...worker, CF_EMAIL_WORKER_SECRET: "s".repeat(32) }, true],
    ] as const
  ) {
    const config = { ...testConfig(), ...over };
    const transport = openMailTransport(config);
    transport?.close();
    assert.deepEqual([hasMailTransport(config), transport !== null], [sends, sends]);
  }
});

Deno.test("mail to operators has their own sender", async () => {
  const sent: MailEnvelope[] = [];
  const { mailer } = bench((mail) => Promise.resolve(void sent.push(mail)));
  await mailer.queue(db, { ...MAIL, audience: "admin" });
  await mailer.drain();
  assert.match(sent[0].from, /admin-noreply@/);
});

Deno.test("a mail queued in a transaction that fails never leaves", async () => {
  const { mailer } = bench(() => Promise.reject(new Error("must not be asked")));
  const failing = db.transaction(async (tx) => {
    await mailer.queue(tx as unknown as Db, MAIL);
    throw new Error("later step failed");
  });
  await assert.rejects(failing, /later step/);
  assert.equal(await mailer.drain(), 0);
});

Deno.test("a refused mail is tried again at growing pauses, then given up", async () => {
  let tries = 0;
  const { mailer, clock } = bench(() => Promise.reject(new Error(`no route ${++tries}`)));
  const id = await mailer.queue(db, MAIL);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    assert.equal(await mailer.drain(), 0);
    assert.equal(tries, attempt);
    await mailer.drain();
    assert.equal(tries, attempt, "not before its pause is over");
    clock.advance(pauseAfter(attempt));
  }
  await mailer.drain();
  assert.equal(tries, MAX_ATTEMPTS);
  const row = await rowOf(id);
  assert.equal(row.status, "failed");
  assert.equal(row.lastError, `no route ${MAX_ATTEMPTS}`);
  assert.equal(row.text, "");
});

Deno.test("a crash while sending repeats the mail and does not lose it", async () => {
  const crashed = bench(() => new Promise(() => {}));
  const id = await crashed.mailer.queue(db, MAIL);
  void crashed.mailer.drain();
  await until("the claim", async () => (await rowOf(id)).attempts > 0);
  const sent: number[] = [];
  const next = bench((mail) => Promise.resolve(void sent.push(mail.id)));
  await next.mailer.drain();
  assert.deepEqual(sent, [], "still claimed by the other process");
  next.clock.advance(pauseAfter(1));
  await next.mailer.drain();
  assert.deepEqual(sent, [id]);
});

Deno.test("two processes that drain at once send each mail once", async () => {
  const sent: number[] = [];
  const send = (mail: MailEnvelope) => Promise.resolve(void sent.push(mail.id));
  const [one, two] = [bench(send).mailer, bench(send).mailer];
  const ids = [];
  for (let n = 0; n < 20; n++) ids.push(await one.queue(db, MAIL));
  await Promise.all([one.drain(), two.drain(), one.drain(), two.drain()]);
  assert.deepEqual(sent.sort((a, b) => a - b), ids);
});

Deno.test("without a transport mail is kept and can be read", async () => {
  const { deps } = bench(() => Promise.resolve());
  const mailer = new Mailer({ ...deps, transport: null });
  assert.equal(mailer.sends, false);
  const row = await rowOf(await mailer.queue(db, MAIL));
  assert.equal(row.status, "kept");
  assert.equal(row.text, "link");
  assert.equal(await mailer.drain(), 0);
  assert.equal((await listKeptMail(db)).length, 1, "mail that was sent is not listed");
  assert.equal((await readKeptMail(db, row.id))?.subject, "Sign in");
  assert.equal(await readKeptMail(db, row.id + 1_000), null);
});

Deno.test("in production without a transport the mail fails openly and its link is not stored", async () => {
  const { deps } = bench(() => Promise.resolve());
  const config = { ...deps.config, isProduction: true };
  const mailer = new Mailer({ ...deps, config, transport: null });
  const row = await rowOf(await mailer.queue(db, MAIL));
  assert.equal(row.status, "failed");
  assert.match(row.lastError!, /transport/);
  assert.equal(row.html + row.text, "");
});

Deno.test("stopping leaves the mails behind the one in hand for the next start", async () => {
  let arrived!: () => void, release!: () => void;
  const started = new Promise<void>((resolve) => arrived = resolve);
  const released = new Promise<void>((resolve) => release = resolve);
  const first = bench(() => (arrived(), released));
  const ids = [await first.mailer.queue(db, MAIL), await first.mailer.queue(db, MAIL)];
  first.mailer.start(5);
  await started;
  const stopped = first.mailer.stop();
  release();
  await stopped;
  assert.deepEqual([(await rowOf(ids[0])).status, (await rowOf(ids[1])).status], [
    "sent",
    "pending",
  ]);
  await bench(() => Promise.resolve()).mailer.drain();
  assert.equal((await rowOf(ids[1])).status, "sent");
});

Deno.test("the loop sends by itself and stops with the mail in hand", async () => {
  let arrived!: () => void;
  const sent = new Promise<void>((resolve) => arrived = resolve);
  const { mailer } = bench(() => Promise.resolve(arrived()));
  const id = await mailer.queue(db, MAIL);
  mailer.start(5);
  await sent;
  await mailer.stop();
  assert.equal((await rowOf(id)).status, "sent");
});

Deno.test("the edge worker gets the signed raw body, fresh nonces and the time", async () => {
  const seen: { body: string; signature: string | null; path: string }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (req) => {
    const body = await req.text();
    seen.push({
      body,
      signature: req.headers.get("x-polaris-sig"),
      path: new URL(req.url).pathname,
    });
    return new Response(null, { status: seen.length === 2 ? 429 : 200 });
  });
  const transport = openMailTransport({
    SMTP_URL: undefined,
    CF_EMAIL_WORKER_URL: `http://127.0.0.1:${server.addr.port}`,
    CF_EMAIL_WORKER_SECRET: "worker-secret",
    OPERATOR_CONTACT_EMAIL: "desk@example.org",
  })!;
  const mail = { id: 1, from: "noreply@example.org", ...MAIL };
  await transport.send(mail, 1_750_000_000_000);
  await assert.rejects(transport.send(mail, 1_750_000_000_000), /429/);
  await server.shutdown();
  const [first, second] = seen.map((request) => JSON.parse(request.body));
  assert.equal(seen[0].signature, hmacSha256Hex("worker-secret", seen[0].body));
  assert.equal(seen[0].path, "/send");
  assert.equal(first.ts, 1_750_000_000_000);
  assert.equal(first.replyTo, "desk@example.org");
  assert.equal(first.category, "magic_link");
  assert.notEqual(first.nonce, second.nonce);
});

Deno.test("SMTP carries both bodies and the same Message-ID at each try", async () => {
  const messages: string[] = [];
  const server = createServer((socket) => {
    let inData = false, text = "";
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      text += chunk.toString();
      if (inData && text.endsWith("\r\n.\r\n")) {
        messages.push(text);
        inData = false;
        text = "";
        return void socket.write("250 ok\r\n");
      }
      if (inData || !text.endsWith("\r\n")) return;
      const command = text.slice(0, 4).toUpperCase();
      inData = command === "DATA";
      text = "";
      socket.write(inData ? "354 go\r\n" : command === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert(address && typeof address === "object");
  const transport = openMailTransport(
    testConfig({ SMTP_URL: `smtp://127.0.0.1:${address.port}?ignoreTLS=true` }),
  )!;
  const mail = { id: 77, from: "Polaris <noreply@polaris.example>", ...MAIL };
  await transport.send(mail, 0);
  await transport.send(mail, 0);
  transport.close();
  await new Promise((resolve) => server.close(resolve));
  assert.equal(messages.length, 2);
  for (const message of messages) {
    assert.match(message, /Message-ID: <outbox-77@polaris\.example>/i);
    assert.match(message, /text\/html/);
    assert.match(message, /text\/plain/);
  }
});

Deno.test.afterAll(() => database.drop());
