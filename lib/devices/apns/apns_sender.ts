import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { ProviderToken } from "./provider_token.ts";

export interface ApnsMessage {
  /** As the device gave it: base64 or hex. */
  pushToken: string;
  environment: "sandbox" | "production" | null;
  payload: Record<string, unknown>;
  collapseId: string;
  /** After it Apple need not deliver any more. */
  expiresAt: Date;
}

/** `reason` is Apple's word, or `JwtSignFailed`, `Unreachable`, `Unreadable`. */
export type ApnsResult = { ok: true } | { ok: false; reason: string; status?: number };

/** Sends one push; never throws. */
export interface ApnsSender {
  send(message: ApnsMessage): Promise<ApnsResult>;
}

export interface ApnsOptions {
  config: Pick<
    Config,
    "APNS_KEY_ID" | "APNS_TEAM_ID" | "APNS_KEY_BASE64" | "APNS_TOPIC" | "APNS_URL"
  >;
  clock: Clock;
  fetch?: typeof fetch;
}

const HOSTS = {
  production: "https://api.push.apple.com",
  sandbox: "https://api.sandbox.push.apple.com",
} as const;
const TIMEOUT_MS = 10_000;
const refusal = z.looseObject({ reason: z.string().max(60) });
/** Our token is too old or made with another key: a fresh one may do. */
const TOKEN_REASONS = new Set(["ExpiredProviderToken", "InvalidProviderToken"]);

/** The sender of a configuration; without the four APNs settings every push ends in `JwtSignFailed`. */
export function createApnsSender(options: ApnsOptions): ApnsSender {
  const { APNS_KEY_ID: keyId, APNS_TEAM_ID: teamId, APNS_KEY_BASE64: keyBase64 } = options.config;
  const { APNS_TOPIC: topic, APNS_URL: standIn } = options.config;
  const { fetch: request = fetch } = options;
  const token = keyId && teamId && keyBase64 && topic
    ? new ProviderToken({ keyId, teamId, keyBase64 }, options.clock)
    : null;

  async function attempt(message: ApnsMessage, bearer: string): Promise<ApnsResult> {
    const base = standIn ?? HOSTS[message.environment ?? "production"];
    // Over TLS fetch agrees on HTTP/2, which Apple asks for.
    const response = await request(`${base}/3/device/${hexToken(message.pushToken)}`, {
      method: "POST",
      headers: {
        authorization: `bearer ${bearer}`,
        "content-type": "application/json",
        "apns-push-type": "alert",
        "apns-priority": "10",
        "apns-expiration": String(Math.floor(message.expiresAt.getTime() / 1_000)),
        "apns-collapse-id": message.collapseId,
        "apns-topic": topic!,
      },
      body: JSON.stringify(message.payload),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.ok) return { ok: true };
    return { ok: false, status: response.status, reason: reasonOf(text) };
  }

  return {
    async send(message) {
      const bearer = tokenOf(token);
      if (!token || bearer === null) return { ok: false, reason: "JwtSignFailed" };
      try {
        const first = await attempt(message, bearer);
        if (first.ok || !TOKEN_REASONS.has(first.reason)) return first;
        token.forget();
        return await attempt(message, token.get());
      } catch (error) {
        logger("apns").warning("Apple's push service was not reached.", {
          error: messageOf(error),
        });
        return { ok: false, reason: "Unreachable" };
      }
    },
  };
}

function tokenOf(token: ProviderToken | null): string | null {
  try {
    return token?.get() ?? null;
  } catch (error) {
    logger("apns").error("APNS_KEY_BASE64 cannot be used to sign.", { error: messageOf(error) });
    return null;
  }
}

function reasonOf(text: string): string {
  try {
    return refusal.parse(JSON.parse(text)).reason;
  } catch {
    return "Unreadable";
  }
}

/** Apple's path wants hex; apps send base64 of the same bytes. */
export function hexToken(pushToken: string): string {
  return /^([0-9a-f]{2}){32,}$/i.test(pushToken)
    ? pushToken.toLowerCase()
    : Buffer.from(pushToken, "base64").toString("hex");
}

const senders = new WeakMap<object, ApnsSender>();

/** The sender of this process: made on first use, one per configuration. */
export function apnsSenderOf(services: { config: Config; clock: Clock }): ApnsSender {
  const known = senders.get(services.config);
  if (known) return known;
  const made = createApnsSender(services);
  senders.set(services.config, made);
  return made;
}
