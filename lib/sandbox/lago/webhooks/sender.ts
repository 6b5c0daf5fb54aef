import { randomUUID } from "node:crypto";
import type { WebhookEndpoint } from "../store/kinds.ts";
import { hmacSignature, jwtSignature } from "./signature.ts";

/** One attempt to deliver a webhook, as it went. */
export interface Delivery {
  uniqueKey: string;
  type: string;
  url: string;
  attempt: number;
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
}

/** What to tell; the object goes under the key `objectType`. */
export interface Webhook {
  type: string;
  objectType: string;
  object: unknown;
}

/** Settings of the sender; times in milliseconds. */
export interface SenderOptions {
  hmacKey: string;
  organizationId: string;
  /** Made on first use: an RSA key takes long. */
  privateKey: () => string;
  issuer: () => string;
  endpoints: () => WebhookEndpoint[];
  /** Pauses before the second and later attempts. */
  retryMs: number[];
  timeoutMs: number;
}

/** What to do wrong on purpose. */
export interface Disorder {
  /** Each webhook goes out this many times with the same unique key. */
  copies?: number;
  /** Webhooks are held until this many wait and then sent newest first. */
  reverseEvery?: number;
}

/** Sends webhooks as Lago does: signed, three attempts, no promise about order. */
export class WebhookSender {
  disorder: Disorder = {};
  /** Every attempt so far, in order. */
  readonly deliveries: Delivery[] = [];
  #held: Webhook[] = [];
  #running = new Set<Promise<void>>();
  #stopped = new AbortController();

  constructor(readonly options: SenderOptions) {}

  /** Queues a webhook for every endpoint that wants its type; returns at once. */
  send(webhook: Webhook): void {
    if (this.#stopped.signal.aborted) return;
    this.#held.push(structuredClone(webhook));
    if (this.#held.length >= (this.disorder.reverseEvery ?? 1)) this.release();
  }

  /** Sends what is held back, newest first, each after the one before it has been dealt with. */
  release(): void {
    let before = Promise.resolve();
    for (const webhook of this.#held.splice(0).reverse()) {
      before = this.#track(before.then(() => this.#deliver(webhook)));
    }
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }

  #track(run: Promise<void>): Promise<void> {
    this.#running.add(run);
    return run.finally(() => this.#running.delete(run));
  }

  async #deliver({ type, objectType, object }: Webhook): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    const organization_id = this.options.organizationId;
    const body = JSON.stringify({
      webhook_type: type,
      object_type: objectType,
      organization_id,
      [objectType]: object,
    });
    const runs: Promise<void>[] = [];
    for (const endpoint of this.options.endpoints()) {
      if (endpoint.event_types && !endpoint.event_types.includes(type)) continue;
      const uniqueKey = randomUUID();
      for (let copy = 0; copy < (this.disorder.copies ?? 1); copy++) {
        runs.push(this.#attempts(endpoint, type, body, uniqueKey));
      }
    }
    await Promise.all(runs);
  }

  async #attempts(endpoint: WebhookEndpoint, type: string, body: string, uniqueKey: string) {
    const waits = [0, ...this.options.retryMs];
    for (const [index, wait] of waits.entries()) {
      if (wait > 0) await pause(wait, this.#stopped.signal);
      if (this.#stopped.signal.aborted) return;
      const outcome = await this.#post(endpoint, body, uniqueKey);
      const attempt = index + 1;
      this.deliveries.push({ uniqueKey, type, url: endpoint.webhook_url, attempt, ...outcome });
      if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) return;
    }
  }

  async #post(endpoint: WebhookEndpoint, body: string, uniqueKey: string) {
    const { hmacKey, issuer, privateKey, timeoutMs } = this.options;
    const signature = endpoint.signature_algo === "hmac"
      ? hmacSignature(body, hmacKey)
      : jwtSignature(body, issuer(), privateKey());
    try {
      const response = await fetch(endpoint.webhook_url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "Content-Type": "application/json",
          "X-Lago-Signature": signature,
          "X-Lago-Signature-Algorithm": endpoint.signature_algo,
          "X-Lago-Unique-Key": uniqueKey,
        },
        body,
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: String(error) };
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
