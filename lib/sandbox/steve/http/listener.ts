import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { corruptJson } from "../faults/corrupt.ts";
import { faultRuleSchema, type Faults } from "../faults/rules.ts";
import { requireBasic } from "./auth.ts";
import { ApiError, errorBody } from "./errors.ts";
import { Query } from "./query.ts";
import { type ApiAnswer, findRoute, type Route } from "./router.ts";

const FAULTS_PATH = "/__sandbox/faults";

/** One request as it arrived; `at` in milliseconds since the epoch. */
export interface LoggedRequest {
  at: number;
  method: string;
  path: string;
  query: string;
  /** Null when the connection was cut or the request still hangs. */
  status: number | null;
}

/** What the HTTP side needs. */
export interface ListenerOptions {
  contextPath: string;
  username: string;
  password: string;
  routes: Route[];
  faults: Faults;
  now: () => number;
  /** Called with every request below the context path; the status is filled in later. */
  log: (entry: LoggedRequest) => void;
  /** Ends waits of the fault rules when the sandbox stops. */
  signal: AbortSignal;
}

/** The HTTP side of the stand-in: API, faults and their switchboard. */
export function createListener(options: ListenerOptions): RequestListener {
  return (request, response) => {
    serve(request, response, options).catch(() => request.socket.destroy());
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: ListenerOptions,
): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const method = request.method ?? "GET";
  const body = await readBody(request);
  if (url.pathname === FAULTS_PATH) return serveFaults(method, body, response, options.faults);

  const entry: LoggedRequest = {
    at: options.now(),
    method,
    path: url.pathname,
    query: url.search,
    status: null,
  };
  options.log(entry);
  const fault = options.faults.pick(method, url.pathname, options.contextPath);
  if (fault?.ms !== undefined && fault.kind !== "hang") {
    await delay(fault.ms, undefined, { signal: options.signal });
  }
  switch (fault?.kind) {
    case "drop_before":
      return void request.socket.destroy();
    case "hang":
      // `ms` ends the wait with a cut; without it the connection stays open until the stop.
      await delay(fault.ms ?? 2 ** 31 - 1, undefined, { signal: options.signal });
      return void request.socket.destroy();
    case "status": {
      entry.status = fault.status ?? 500;
      const failed = failure(new ApiError(entry.status, "Injected fault"), url, options.now());
      return send(response, failed);
    }
  }
  const header = request.headers.authorization;
  const answer = await answerApi({ method, url, body, header }, options);
  if (fault?.kind === "drop_after") return void request.socket.destroy();
  if (fault?.kind === "garbage" && answer.contentType === undefined) {
    const text = corruptJson(answer.body, fault.corrupt);
    entry.status = 200;
    return send(response, { status: 200, body: text, contentType: "application/json" });
  }
  entry.status = answer.status;
  send(response, answer);
}

async function answerApi(
  request: { method: string; url: URL; body: string; header: string | undefined },
  options: ListenerOptions,
): Promise<ApiAnswer> {
  const { url, method } = request;
  const nowMs = options.now();
  try {
    const prefix = `${options.contextPath}/api/v1`;
    if (!url.pathname.startsWith(`${options.contextPath}/api/`)) {
      throw new ApiError(404, "Not Found");
    }
    requireBasic(request.header, options);
    const local = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : "";
    const match = findRoute(options.routes, method, local);
    if (match === "method") throw new ApiError(405, `Request method '${method}' is not supported`);
    if (!match) throw new ApiError(404, `No endpoint ${method} ${url.pathname}.`);
    const query = new Query(url.searchParams);
    return await match.route.handle({ path: match.path, query, body: request.body, nowMs });
  } catch (error) {
    return failure(error, url, nowMs);
  }
}

function failure(error: unknown, url: URL, nowMs: number): ApiAnswer {
  const status = error instanceof ApiError ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  return { status, body: errorBody(status, message, url.origin + url.pathname, nowMs) };
}

function send(response: ServerResponse, answer: ApiAnswer): void {
  response.statusCode = answer.status;
  if (answer.body === undefined) return void response.end();
  response.setHeader("Content-Type", answer.contentType ?? "application/json");
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

function serveFaults(method: string, body: string, response: ServerResponse, faults: Faults): void {
  if (method === "DELETE") {
    faults.clear();
    return send(response, { status: 204 });
  }
  if (method === "GET") return send(response, { status: 200, body: faults.list() });
  if (method !== "PUT") {
    return send(response, { status: 405, body: { error: "GET, PUT or DELETE" } });
  }
  try {
    const parsed = JSON.parse(body);
    faults.set(z.array(faultRuleSchema).parse(Array.isArray(parsed) ? parsed : [parsed]));
    send(response, { status: 200, body: faults.list() });
  } catch (error) {
    send(response, { status: 400, body: { error: String(error) } });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return await new Blob(chunks as BlobPart[]).text();
}
