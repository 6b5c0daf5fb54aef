import { Buffer } from "node:buffer";
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";

/** What a browser holds: its keys, and the endpoint its push service gave it. */
export interface TestBrowser {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  ecdh: ECDH;
}

export interface Arrival {
  url: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** A browser of a known push service. */
export function newBrowser(name: string, host = "updates.push.services.mozilla.com"): TestBrowser {
  const ecdh = createECDH("prime256v1");
  const p256dh = ecdh.generateKeys("base64url");
  const keys = { p256dh, auth: randomBytes(16).toString("base64url") };
  return { endpoint: `https://${host}/wpush/v2/${name}`, keys, ecdh };
}

/** A push service on a port of its own. `send` brings requests for any host to it. */
export function startPushService() {
  const arrivals: Arrival[] = [];
  let answer: (url: string) => Response = () => new Response(null, { status: 201 });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (req) => {
    const url = req.headers.get("x-url")!;
    const body = new Uint8Array(await req.arrayBuffer());
    arrivals.push({ url, headers: req.headers, body });
    return answer(url);
  });
  const send: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("x-url", String(input));
    return fetch(`http://127.0.0.1:${server.addr.port}/`, { ...init, headers });
  };
  return {
    arrivals,
    send,
    resolve: () => Promise.resolve(["34.107.221.82"]),
    /** How the service answers from now on. */
    answerWith: (by: (url: string) => Response) => void (answer = by),
    stop: () => server.shutdown(),
  };
}

/** Opens a message as a browser does (RFC 8291 over RFC 8188), written anew from the documents. */
export function decrypt({ ecdh, keys }: TestBrowser, body: Uint8Array): string {
  const bytes = Buffer.from(body);
  const salt = bytes.subarray(0, 16);
  const recordSize = bytes.readUInt32BE(16);
  const idLength = bytes[20];
  const senderKey = bytes.subarray(21, 21 + idLength);
  const record = bytes.subarray(21 + idLength);
  if (record.length > recordSize) throw new Error("more than one record");
  const shared = ecdh.computeSecret(senderKey);
  const info = Buffer.concat([
    Buffer.from("WebPush: info\0"),
    Buffer.from(keys.p256dh, "base64url"),
    senderKey,
  ]);
  const secret = hkdfSync("sha256", shared, Buffer.from(keys.auth, "base64url"), info, 32);
  const part = (name: string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12));
  decipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = plain.lastIndexOf(2); // The mark of the last record; padding follows.
  return plain.subarray(0, end).toString("utf8");
}

/** The claims of a VAPID header whose signature fits its key (RFC 8292); throws where it does not. */
export function vapidClaims(headers: Headers): Record<string, unknown> & { key: string } {
  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.get("authorization") ?? "")!;
  const [head, claims, signature] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const isRight = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isRight) throw new Error("the signature does not fit");
  return { ...JSON.parse(Buffer.from(claims, "base64url").toString()), key };
}
