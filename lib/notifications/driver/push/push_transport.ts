import { lookup } from "node:dns/promises";
// @ts-types="@types/web-push"
import webPush from "web-push";
import type { Clock } from "@/lib/platform/clock.ts";
import { retryAfterSec } from "@/lib/platform/http_failure.ts";
import { isPublicAddress, isPushAddress } from "./push_address.ts";
import type { VapidKeys } from "./vapid_keys.ts";

/** One encrypted message to one browser. */
export interface PushLetter {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  /** Clear text; encrypted for the browser alone (RFC 8291). */
  text: string;
  /** How long the push service keeps it for a browser that sleeps, seconds. */
  ttlSec: number;
  urgency: "normal" | "high";
  /** A later message of the same topic replaces one that waits; base64url, at most 32 characters. */
  topic: string;
}

/**
 * What became of a letter. `gone`: the browser will never take one again. `refused`: this one will
 * never be taken. `later`: a repeat may go better.
 */
export type PushOutcome =
  | { kind: "sent" }
  | { kind: "gone" }
  | { kind: "refused"; reason: string }
  | { kind: "later"; reason: string; retryAfterSec?: number };

export interface PushTransportOptions {
  /** How a request leaves the process; the composition root hands it in. */
  send: typeof globalThis.fetch;
  /** Addresses of a host. */
  resolve?: (host: string) => Promise<string[]>;
  allowedHosts?: string;
  timeoutMs?: number;
  clock: Clock;
}

export interface PushSigner {
  keys: VapidKeys;
  /** `mailto:` or `https:` address where a push service reaches the operator (RFC 8292). */
  subject: string;
}

const TIMEOUT_MS = 10_000;
const resolveAll = async (host: string) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Sends one letter: only to push services, only to public addresses, and redirects are not followed. */
export async function sendLetter(
  options: PushTransportOptions,
  signer: PushSigner,
  letter: PushLetter,
): Promise<PushOutcome> {
  if (!isPushAddress(letter.endpoint, options.allowedHosts)) {
    return { kind: "refused", reason: "The endpoint is of no allowed push service." };
  }
  try {
    const addresses = await (options.resolve ?? resolveAll)(new URL(letter.endpoint).hostname);
    if (!addresses.every(isPublicAddress)) {
      return { kind: "refused", reason: "The push service has a private address." };
    }
  } catch {
    return { kind: "later", reason: "The push service's name could not be resolved." };
  }
  const request = sealed(signer, letter);
  try {
    const response = await options.send(letter.endpoint, {
      ...request,
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
    await response.body?.cancel();
    return outcomeOf(response, options.clock.nowMs());
  } catch {
    return { kind: "later", reason: "The push service could not be reached." };
  }
}

function sealed({ keys, subject }: PushSigner, letter: PushLetter) {
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: letter.endpoint, keys: letter.keys },
    letter.text,
    {
      vapidDetails: { ...keys, subject },
      contentEncoding: "aes128gcm",
      TTL: letter.ttlSec,
      urgency: letter.urgency,
      topic: letter.topic,
    },
  );
  const { "Content-Length": _, ...sent } = headers as Record<string, unknown>;
  const texts = Object.entries(sent).map(([name, value]) => [name, String(value)]);
  // The library types the body for all of its encodings; this one always has bytes.
  return { headers: Object.fromEntries(texts), body: new Uint8Array(body as Uint8Array) };
}

function outcomeOf(response: Response, nowMs: number): PushOutcome {
  const { status, headers } = response;
  if (response.ok) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  const reason = `The push service answered ${status}.`;
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: "later", reason, retryAfterSec: retryAfterSec(headers, nowMs) };
  }
  return { kind: "refused", reason };
}
