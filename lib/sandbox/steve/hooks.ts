import { createHmac } from "node:crypto";
import { z } from "zod";

/** Where the patched SteVe asks and tells; an absent address turns that hook off. */
export interface HookOptions {
  preAuthorizeUrl?: string;
  meterValuesUrl?: string;
  /** Key of the HMAC in `X-Signature`. */
  secret: string;
  /** How long an answer is waited for; 200 ms by default. */
  timeoutMs?: number;
}

/** Body of the pre-authorisation hook; `ts` in milliseconds since the epoch. */
export interface PreAuthorize {
  idTag: string;
  chargeBoxId: string;
  connectorId: number;
  isStartTx: boolean;
  ts: number;
}

/** Body of the meter value hook: one OCPP `MeterValue` element. */
export interface MeterHook {
  chargeBoxId: string;
  connectorId: number;
  transactionPk: number | null;
  timestamp: string;
  sampledValues: {
    value: string;
    context: string | null;
    format: string | null;
    measurand: string | null;
    phase: string | null;
    location: string | null;
    unit: string | null;
  }[];
}

const overrideSchema = z.object({ override: z.literal("BLOCKED") });

/** Lower-case hex HMAC-SHA256 of a raw body. */
export function signBody(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** The two hooks of the patched SteVe; both fail open. */
export class Hooks {
  readonly #pending = new Set<Promise<unknown>>();

  constructor(readonly options: HookOptions | undefined) {}

  /** True when the other side wants this tag blocked; a slow or bad answer is no override. */
  async isBlocked(request: PreAuthorize): Promise<boolean> {
    const url = this.options?.preAuthorizeUrl;
    if (!url) return false;
    const answer = await this.#post(url, request);
    return overrideSchema.safeParse(answer).success;
  }

  /** Sends a reading without waiting; what is lost is lost. */
  tellMeterValue(reading: MeterHook): void {
    const url = this.options?.meterValuesUrl;
    if (!url) return;
    const sending = this.#post(url, reading).finally(() => this.#pending.delete(sending));
    this.#pending.add(sending);
  }

  /** Resolves when no hook call is under way. */
  async idle(): Promise<void> {
    while (this.#pending.size) await Promise.all(this.#pending);
  }

  async #post(url: string, payload: unknown): Promise<unknown> {
    const body = JSON.stringify(payload);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Signature": signBody(body, this.options?.secret ?? ""),
        },
        body,
        signal: AbortSignal.timeout(this.options?.timeoutMs ?? 200),
      });
      const text = await response.text();
      return response.ok ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  }
}
