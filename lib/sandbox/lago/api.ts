import { timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Lago } from "./lago.ts";
import { inTransaction } from "./store/database.ts";
import { ApiError, issueCodes, notFound } from "./http/errors.ts";
import { type Fault, faultRuleSchema, type Faults } from "./faults.ts";
import { rateHeaders, type RateLimiter } from "./http/rate_limit.ts";
import type { Route } from "./http/router.ts";
import { Router } from "./http/router.ts";
import type { RawAnswer, RawRequest } from "./http/server.ts";
import { invoicePdf } from "./billing/invoice_pdf.ts";
import { answerPortal } from "./portal/portal.ts";
import { PORTAL_PATH } from "./portal/portal_links.ts";

const API = "/api/v1";
const FAULTS_PATH = "/__sandbox/faults";
/** Requests the log holds before the older half is forgotten. */
const LOG_MAX = 20_000;

/** One request as the log keeps it; `status` null when no answer went out. */
export interface LoggedRequest {
  method: string;
  path: string;
  body: string;
  status: number | null;
  /** Name of the fault that was applied. */
  fault: string | null;
  atMs: number;
}

/** Everything between a request and its answer: faults, key, limits, routes, files. */
export class Api {
  readonly requests: LoggedRequest[] = [];
  #router: Router;

  constructor(
    readonly lago: Lago,
    readonly faults: Faults,
    readonly limiter: RateLimiter,
    routes: Route[],
  ) {
    this.#router = new Router(routes);
  }

  /** Answers one request. */
  async answer(request: RawRequest): Promise<RawAnswer> {
    const { method, url } = request;
    if (url.pathname === FAULTS_PATH) return this.#faultControl(method, request.body);
    if (url.pathname.startsWith("/files/invoices/")) return await this.#file(url.pathname);
    if (url.pathname.startsWith(PORTAL_PATH)) return answerPortal(this.lago, request);
    const fault = this.faults.take(method, url.pathname);
    const answer = await this.#underFault(fault, request);
    if (this.requests.length >= LOG_MAX) this.requests.splice(0, LOG_MAX / 2);
    this.requests.push({
      method,
      path: url.pathname + url.search,
      body: request.body,
      status: typeof answer === "string" ? null : answer.status,
      fault: fault?.kind ?? null,
      atMs: this.lago.now(),
    });
    return answer;
  }

  async #underFault(fault: Fault | undefined, request: RawRequest): Promise<RawAnswer> {
    if (!fault) return this.#serve(request);
    switch (fault.kind) {
      case "latency":
        await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
        return this.#serve(request);
      case "status": {
        const status = fault.status ?? 500;
        return json(status, { status, error: "Internal Server Error" });
      }
      case "drop_before":
        return "cut";
      case "drop_after":
        this.#serve(request);
        return "cut";
      case "hang":
        return "hang";
      case "garbage":
        return { status: 200, headers: { "Content-Type": "text/html" }, body: "<html><body>ups" };
      case "rate_limit":
        return tooMany(rateHeaders(50, 0, Math.ceil((fault.ms ?? 1000) / 1000)));
    }
  }

  #serve(request: RawRequest): RawAnswer {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof ApiError) return json(error.status, error.body);
      throw error;
    }
  }

  #route({ method, url, authorization, body }: RawRequest): RawAnswer {
    if (!url.pathname.startsWith(`${API}/`)) throw notFound("route");
    if (!isSame(authorization, `Bearer ${this.lago.settings.apiKey}`)) {
      throw new ApiError(401, { status: 401, error: "Unauthorized" });
    }
    const path = url.pathname.slice(API.length).replace(/\/$/, "");
    const verdict = this.limiter.take(method, path);
    if (verdict?.isOver) return tooMany(verdict.headers);
    const found = this.#router.find(method, path);
    if (!found) {
      throw new ApiError(404, { status: 404, error: "Not Found", code: "route_not_found" });
    }
    const run = () => found.handle({ path: found.path, query: url.searchParams, body });
    // A refused write leaves nothing behind, wherever in it the refusal came.
    const result = method === "GET" ? run() : inTransaction(this.lago.db, run);
    return json(200, result, verdict?.headers);
  }

  #faultControl(method: string, body: string): RawAnswer {
    if (method === "DELETE") this.faults.clear();
    if (method === "PUT") {
      const parsed = z.array(faultRuleSchema).safeParse(readJson(body));
      if (!parsed.success) return json(422, { error_details: issueCodes(parsed.error) });
      this.faults.set(parsed.data);
    }
    return json(200, this.faults.list());
  }

  async #file(pathname: string): Promise<RawAnswer> {
    const id = /^\/files\/invoices\/([\w-]+)\.pdf$/.exec(pathname)?.[1] ?? "";
    const invoice = this.lago.docs.get("invoice", id);
    if (!invoice?.has_file) return json(404, { status: 404, error: "Not Found" });
    const body = await invoicePdf(this.lago, invoice);
    return { status: 200, headers: { "Content-Type": "application/pdf" }, body };
  }
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): RawAnswer {
  const text = JSON.stringify(body ?? {});
  return { status, headers: { "Content-Type": "application/json", ...headers }, body: text };
}

function tooMany(headers: Record<string, string>): RawAnswer {
  return json(
    429,
    { status: 429, error: "Too Many Requests", code: "rate_limit_exceeded" },
    headers,
  );
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Undefined when it is no JSON; a lone rule or `{rules: []}` is taken as a list. */
function readJson(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    if (Array.isArray(value)) return value;
    return typeof value === "object" && value && "rules" in value ? value.rules : [value];
  } catch {
    return undefined;
  }
}
