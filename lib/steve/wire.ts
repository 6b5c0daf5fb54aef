import { Buffer } from "node:buffer";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { AppError } from "@/lib/platform/errors.ts";
import {
  type BreakerState,
  createHttpClient,
  type HttpCall,
  type HttpClient,
  HttpFailure,
} from "@/lib/platform/http.ts";
import { logger } from "@/lib/platform/log.ts";

export type SteveConfig = Pick<
  Config,
  "STEVE_API_URL" | "STEVE_API_USER" | "STEVE_API_KEY" | "STEVE_AUTH" | "STEVE_MAX_RPS"
>;

export interface SteveDeps {
  clock?: Clock;
  fetch?: typeof fetch;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  onBreakerChange?: (state: BreakerState) => void;
  /** Overrides for tests; milliseconds. */
  timeoutMs?: number;
  operationTimeoutMs?: number;
}

export type MisconfiguredReason = "credentials" | "address" | "too_old";

/** SteVe answers, and in a way that only a change of settings (or of SteVe) can cure. */
export class SteveMisconfigured extends AppError {
  constructor(readonly reason: MisconfiguredReason, message: string, cause?: unknown) {
    super("upstream", message, { code: `steve_${reason}`, cause });
    this.name = "SteveMisconfigured";
  }
}

/** SteVe looked at the request and refused it before anything was sent; the message is SteVe's own. */
export class SteveRefused extends AppError {
  constructor(message: string, cause: HttpFailure) {
    super("precondition", message, { code: "steve_refused", cause });
    this.name = "SteveRefused";
  }
}

/** Reads may load SteVe's whole history into one answer. */
const MAX_BYTES = 64 * 2 ** 20;

/** The HTTP client of SteVe's API, or null when it is not configured. */
export function createSteveHttp(config: SteveConfig, deps: SteveDeps): HttpClient | null {
  if (!config.STEVE_API_URL || !config.STEVE_API_KEY) return null;
  const log = logger("steve");
  const http = createHttpClient({
    name: "SteVe",
    baseUrl: `${config.STEVE_API_URL.replace(/\/+$/, "").replace(/\/api(\/v1)?$/, "")}/api/v1`,
    headers: credentials(config, config.STEVE_API_KEY),
    timeoutMs: deps.timeoutMs ?? 10_000,
    maxConcurrent: 4,
    ratePerSec: config.STEVE_MAX_RPS,
    maxBytes: MAX_BYTES,
    clock: deps.clock,
    fetch: deps.fetch,
    wait: deps.wait,
    onBreakerChange: (state) => {
      log.warning("The circuit breaker to SteVe changed.", { state });
      deps.onBreakerChange?.(state);
    },
  });
  return { ...http, call: (call) => http.call(call).catch((error) => explain(call, error)) };
}

function credentials(config: SteveConfig, key: string): Record<string, string> {
  if (config.STEVE_AUTH === "header") return { "STEVE-API-KEY": key };
  const pair = Buffer.from(`${config.STEVE_API_USER}:${key}`, "utf8").toString("base64");
  return { authorization: `Basic ${pair}` };
}

function explain(call: HttpCall, error: unknown): never {
  if (error instanceof HttpFailure && error.kind === "status") {
    if (error.status === 401 || error.status === 403) {
      throw new SteveMisconfigured(
        "credentials",
        "SteVe does not accept our credentials. Check STEVE_API_USER and STEVE_API_KEY: the key is the API password of that web user.",
        error,
      );
    }
    if (error.status! < 400) {
      throw new SteveMisconfigured(
        "address",
        "SteVe's address redirects elsewhere. STEVE_API_URL must be the base of its web application, e.g. http://steve:8180/steve.",
        error,
      );
    }
    if (error.status === 404 && isCollection(call.path)) {
      throw new SteveMisconfigured(
        "address",
        "There is no SteVe API at STEVE_API_URL. It must be the base of its web application, e.g. http://steve:8180/steve.",
        error,
      );
    }
  }
  throw error;
}

/** Lists that every supported SteVe has. */
const isCollection = (path: string) => path === "/transactions" || path === "/ocppTags";

/** The sentence of SteVe's error body, where it has one. */
export function messageOfBody(failure: HttpFailure): string | null {
  const message = (failure.body as { message?: unknown } | null | undefined)?.message;
  return typeof message === "string" && message !== "" ? message.slice(0, 500) : null;
}

export function isStatus(error: unknown, ...statuses: number[]): error is HttpFailure {
  return error instanceof HttpFailure && error.kind === "status" &&
    statuses.includes(error.status!);
}
