import { z } from "zod";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { AppError, type ErrorKind } from "@/lib/platform/errors.ts";
import {
  type BreakerState,
  createHttpClient,
  type HttpClient,
  HttpFailure,
} from "@/lib/platform/http.ts";
import { logger } from "@/lib/platform/log.ts";
import { textOfCode, textsOfDetails } from "./error_texts.ts";

export type LagoConfig = Pick<Config, "LAGO_API_URL" | "LAGO_API_KEY">;

export interface LagoDeps {
  clock?: Clock;
  fetch?: typeof fetch;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  onBreakerChange?: (state: BreakerState) => void;
  /** Override for tests; milliseconds. */
  timeoutMs?: number;
}

/** Lago answers, and in a way that only a change of settings can cure. */
export class LagoMisconfigured extends AppError {
  constructor(readonly reason: "credentials" | "address", message: string, cause?: unknown) {
    super("upstream", message, { code: `lago_${reason}`, cause });
    this.name = "LagoMisconfigured";
  }
}

/** Lago looked at the request and refused it; `details` has its field errors in words. */
export class LagoRefused extends AppError {
  constructor(readonly status: number, readonly lagoCode: string | null, failure: HttpFailure) {
    const fields = textsOfDetails(errorSchema.safeParse(failure.body).data?.error_details);
    super(KINDS[status] ?? "invalid", sentence(status, lagoCode, fields), {
      code: lagoCode ?? undefined,
      details: Object.keys(fields).length > 0 ? fields : undefined,
      cause: failure,
    });
    this.name = "LagoRefused";
  }
}

const KINDS: Record<number, ErrorKind> = { 403: "precondition", 404: "not_found", 405: "conflict" };

/** Lago's error body; `error_details` has codes by field, or by index and field for a batch. */
export const errorSchema = z.object({
  error: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  error_details: z.unknown().optional(),
});

function sentence(status: number, code: string | null, fields: Record<string, string[]>): string {
  const list = Object.entries(fields).map(([field, texts]) => `${field} ${texts.join(", ")}`);
  if (list.length > 0) return `Lago refused: ${list.slice(0, 5).join("; ")}.`;
  if (code && code !== "validation_errors") {
    const text = textOfCode(code);
    return /[.]$/.test(text) ? text : `Lago refused: ${text}.`;
  }
  if (status === 403) return "Our Lago key may not do this. Give it the permission in Lago.";
  if (status === 404) return "Lago does not have this.";
  if (status === 405) return "The state of this in Lago does not allow it. Reload the page.";
  return `Lago refused the request (${status}).`;
}

/** The HTTP client of Lago's API, or null when it is not configured. */
export function createLagoHttp(config: LagoConfig, deps: LagoDeps): HttpClient | null {
  if (!config.LAGO_API_URL || !config.LAGO_API_KEY) return null;
  const log = logger("lago");
  const http = createHttpClient({
    name: "Lago",
    baseUrl: `${config.LAGO_API_URL.replace(/\/+$/, "").replace(/\/api\/v1$/, "")}/api/v1`,
    headers: { authorization: `Bearer ${config.LAGO_API_KEY}` },
    timeoutMs: deps.timeoutMs ?? 10_000,
    maxConcurrent: 8,
    // Lago's own limit for everything but events and usage, shared by all keys and replicas.
    ratePerSec: 40,
    clock: deps.clock,
    fetch: deps.fetch,
    wait: deps.wait,
    onBreakerChange: (state) => {
      log.warning("The circuit breaker to Lago changed.", { state });
      deps.onBreakerChange?.(state);
    },
  });
  return { ...http, call: (call) => http.call(call).catch(explain) };
}

function explain(error: unknown): never {
  if (!(error instanceof HttpFailure) || error.kind !== "status") throw error;
  const status = error.status!;
  if (status === 401) {
    throw new LagoMisconfigured(
      "credentials",
      "Lago does not accept our key. Check LAGO_API_KEY.",
      error,
    );
  }
  const body = errorSchema.safeParse(error.body).data;
  if (status < 400 || (status === 404 && !body?.code)) {
    throw new LagoMisconfigured(
      "address",
      "There is no Lago API at LAGO_API_URL. It must be the base of the API, without /api/v1.",
      error,
    );
  }
  if ([400, 403, 404, 405, 422].includes(status)) {
    throw new LagoRefused(status, body?.code ?? null, error);
  }
  throw error;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof LagoRefused && error.status === 404;
}
