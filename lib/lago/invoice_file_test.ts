import assert from "node:assert/strict";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { readInvoiceFile } from "./invoice_file.ts";

const API = "https://lago.example.com";
const FILE = `${API}/files/1.pdf?signature=secret`;
const pdf = (text = "%PDF-1.7 …") =>
  new Response(text, { headers: { "content-type": "application/pdf" } });
const to = (location: string) => new Response(null, { status: 302, headers: { location } });

/** Reads `url` of a Lago that answers as `answers` says, and tells what was asked for. */
async function read(
  url: string,
  answers: (url: URL, init: RequestInit) => Response | Promise<Response>,
  apiUrl = API,
  timeoutMs?: number,
) {
  const asked: string[] = [];
  const result = await readInvoiceFile(apiUrl, url, {
    timeoutMs,
    fetch: ((input: URL, init: RequestInit) => {
      asked.push(String(input));
      assert.equal(new Headers(init.headers).get("authorization"), null);
      return Promise.resolve(answers(new URL(input), init));
    }) as typeof fetch,
  }).catch((error) => error);
  return { asked, result };
}

function assertFails(result: unknown, kind: string): void {
  assert.ok(result instanceof HttpFailure, String(result));
  assert.equal(result.kind, kind);
  // Neither the message nor a cause may carry the signed address.
  assert.ok(!`${result.message} ${result.cause ?? ""}`.includes("secret"));
}

Deno.test("a PDF at Lago's own address is read", async () => {
  const { result } = await read(FILE, () => pdf());
  assert.ok(result instanceof Uint8Array);
  assert.equal(new TextDecoder().decode(result.subarray(0, 5)), "%PDF-");
});

for (
  const url of [
    "https://evil.example.org/1.pdf?secret",
    "https://lago.example.com.evil.org/1.pdf?secret",
    "https://lago.example.com:8443/1.pdf?secret",
    "http://lago.example.com/1.pdf?secret",
    "https://user:secret@lago.example.com/1.pdf",
    "http://169.254.169.254/latest?secret",
    "file:///etc/passwd?secret",
    "javascript:secret",
    "not an address, secret",
    "",
  ]
) {
  Deno.test(`a file at "${url.split("?")[0]}" is refused and not asked for`, async () => {
    const { asked, result } = await read(url, () => pdf());
    assertFails(result, "bad_body");
    assert.deepEqual(asked, []);
  });
}

Deno.test("what Lago stores is asked for at the Lago we know, whatever name it goes by", async () => {
  const { asked, result } = await read(
    "https://billing.public.example/rails/active_storage/blobs/redirect/abc/i.pdf?x=1",
    () => pdf(),
    "http://lago:3000/",
  );
  assert.ok(result instanceof Uint8Array);
  assert.deepEqual(asked, ["http://lago:3000/rails/active_storage/blobs/redirect/abc/i.pdf?x=1"]);
});

Deno.test("a redirect leads on to public storage by https", async () => {
  const { asked, result } = await read(
    FILE,
    (url) => url.host === "lago.example.com" ? to("https://bucket.s3.example.com/i.pdf") : pdf(),
  );
  assert.ok(result instanceof Uint8Array);
  assert.equal(asked.length, 2);
});

for (
  const target of [
    "http://bucket.example.com/i.pdf",
    "https://127.0.0.1/i.pdf",
    "https://[::1]/i.pdf",
    "https://2130706433/i.pdf",
    "https://localhost/i.pdf",
    "https://postgres/i.pdf",
    "https://db.internal/i.pdf",
    "https://a:b@bucket.example.com/i.pdf",
    "file:///etc/passwd",
  ]
) {
  Deno.test(`a redirect to ${target} is refused`, async () => {
    const { asked, result } = await read(FILE, () => to(target));
    assertFails(result, "bad_body");
    assert.equal(asked.length, 1);
  });
}

Deno.test("redirects without end are refused", async () => {
  const { asked, result } = await read(FILE, () => to(FILE));
  assertFails(result, "bad_body");
  assert.equal(asked.length, 3);
});

Deno.test("a page is no PDF, whatever its type says", async () => {
  assertFails((await read(FILE, () => pdf("<html>Sign in</html>"))).result, "bad_body");
  assertFails((await read(FILE, () => pdf(""))).result, "bad_body");
});

Deno.test("an error of Lago, a file too large, a cut connection and silence are told apart", async () => {
  const gone = await read(FILE, () => new Response("no", { status: 404 }));
  assertFails(gone.result, "status");
  const large = new Response("%PDF-", { headers: { "content-length": String(2 ** 30) } });
  assertFails((await read(FILE, () => large)).result, "too_large");
  const cut = await read(FILE, () => Promise.reject(new TypeError(`fetch ${FILE} failed`)));
  assertFails(cut.result, "network");
  const silent = await read(
    FILE,
    (_, { signal }) =>
      new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason))),
    API,
    20,
  );
  assertFails(silent.result, "timeout");
});
