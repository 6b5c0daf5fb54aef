import { Buffer } from "node:buffer";
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Clock } from "@/lib/platform/clock.ts";

/** Apple wants a token between 20 and 60 minutes old at most. */
const TOKEN_LIFE_MS = 50 * 60_000;

export interface ProviderKey {
  keyId: string;
  teamId: string;
  /** The .p8 file in base64. */
  keyBase64: string;
}

/** Makes and keeps the ES256 token by which Apple knows us. */
export class ProviderToken {
  #key: KeyObject | null = null;
  #token: { text: string; atMs: number } | null = null;

  constructor(private readonly given: ProviderKey, private readonly clock: Clock) {}

  /** A token at most 50 minutes old. Throws when the key cannot be read. */
  get(): string {
    const nowMs = this.clock.nowMs();
    const ageMs = this.#token ? nowMs - this.#token.atMs : Infinity;
    if (this.#token && ageMs >= 0 && ageMs < TOKEN_LIFE_MS) return this.#token.text;
    const text = this.#sign(Math.floor(nowMs / 1_000));
    this.#token = { text, atMs: nowMs };
    return text;
  }

  /** Drops a token that Apple refused. */
  forget(): void {
    this.#token = null;
  }

  #sign(issuedAtSec: number): string {
    const { keyId, teamId, keyBase64 } = this.given;
    this.#key ??= createPrivateKey(Buffer.from(keyBase64, "base64").toString("utf8"));
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "ES256", kid: keyId })}.${
      part({ iss: teamId, iat: issuedAtSec })
    }`;
    const signature = sign("sha256", Buffer.from(signed), {
      key: this.#key,
      dsaEncoding: "ieee-p1363",
    });
    return `${signed}.${signature.toString("base64url")}`;
  }
}
