/** How the stand-in is started; times in milliseconds. */
export interface LagoSandboxOptions {
  /** 0 takes a free one. */
  port?: number;
  hostname?: string;
  /** File of the database; `:memory:` forgets at the end. */
  dbPath?: string;
  /** The only Bearer key that is let in. */
  apiKey: string;
  /** Signs webhooks of endpoints with `signature_algo` hmac. */
  hmacKey: string;
  /** A webhook endpoint made at the start. */
  webhookUrl?: string;
  /** Algorithm of that endpoint. */
  webhookAlgorithm?: "hmac" | "jwt";
  /** The billing clock, Unix milliseconds. */
  now?: () => number;
  eventStore?: "postgres" | "clickhouse";
  /** From the first `download` to a PDF at `file_url`. */
  pdfDelayMs?: number;
  /** Pauses before the second and third attempt of a webhook. */
  webhookRetryMs?: number[];
  webhookTimeoutMs?: number;
  currency?: string;
  organizationId?: string;
  /** Runs the billing clock every so often by itself. */
  autoBill?: boolean;
  autoBillEveryMs?: number;
  /** From the acceptance of a bad event to the webhook that tells of it. */
  eventErrorDelayMs?: number;
  /** Serves totals that are up to 30 minutes old, as Lago's cache does. */
  staleTotals?: boolean;
  /** Requests per second by kind; absent means no limit and no headers. */
  rateLimits?: { events?: number; currentUsage?: number; other?: number };
  /** Seed of the faults' random. */
  seed?: number;
}

/** Options with their defaults. */
export type Settings = Required<Omit<LagoSandboxOptions, "webhookUrl" | "rateLimits">>;

/** Fills in the defaults. */
export function withDefaults(options: LagoSandboxOptions): Settings {
  const defaults = {
    port: 0,
    hostname: "127.0.0.1",
    dbPath: ":memory:",
    webhookAlgorithm: "hmac" as const,
    now: () => Date.now(),
    eventStore: "postgres" as const,
    pdfDelayMs: 500,
    webhookRetryMs: [3000, 20_000],
    webhookTimeoutMs: 30_000,
    currency: "EUR",
    organizationId: "1a901a90-1a90-4a90-8a90-1a901a901a90",
    autoBill: false,
    autoBillEveryMs: 60_000,
    eventErrorDelayMs: 100,
    staleTotals: false,
    seed: 1,
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return {
    ...defaults,
    apiKey: options.apiKey,
    hmacKey: options.hmacKey,
    ...Object.fromEntries(given),
  };
}
