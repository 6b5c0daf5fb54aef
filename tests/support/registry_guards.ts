import type { Config } from "@/lib/platform/config.ts";
import { type Endpoint, type EndpointSpec, registeredEndpoints } from "@/lib/web/mod.ts";
import { dialectOf } from "@/lib/web/mod.ts";

/** An application with people who are signed in. */
export interface GuardSubject {
  /** The whole application, host dispatch included. */
  handle(req: Request): Response | Promise<Response>;
  config: Pick<Config, "adminUrl" | "appUrl">;
  /** `Cookie` headers; `operator` holds no permission at all. */
  cookies: { admin: string; operator: string; customer: string };
  /** Tokens of a device and of an API key; without them those operations are called as nobody only. */
  bearer?: { device?: string; api_key?: string };
  /** Forgets all counted requests, so that no limit hides another answer. */
  clearLimits(): Promise<unknown>;
  /** Default: every operation declared by the modules loaded so far. */
  endpoints?: readonly Endpoint[];
  /** The permissions that exist. */
  permissions?: readonly string[];
  /** Values of path parameters by name; others are "1". */
  params?: Record<string, string>;
}

export interface GuardReport {
  operations: number;
  calls: number;
  /** One sentence each; empty when every guard holds. */
  problems: string[];
}

const EVIL = "https://evil.example";
const UNKNOWN_HOST = "http://neither.example";
/** Marks a request that must not get an Origin; never sent. */
const NO_ORIGIN = "x-no-origin";
const HOOK_CREDENTIALS = { "x-polaris-secret": "wrong", "x-lago-signature": "a.b.c" };
const DEFAULT_LIMIT = 256_000;

/**
 * Calls every operation as nobody, with the wrong role, without its permission, on the wrong host, from
 * another origin, with a malformed and with an oversized body. No call can reach a handler, but for
 * hooks, which must refuse an unsigned body themselves.
 */
export async function checkRegistryGuards(subject: GuardSubject): Promise<GuardReport> {
  const endpoints = subject.endpoints ?? registeredEndpoints();
  const report: GuardReport = { operations: endpoints.length, calls: 0, problems: [] };
  for (const { spec } of endpoints) {
    await subject.clearLimits();
    checkDeclaration(spec, subject, report);
    for (const probe of probesOf(spec, subject)) {
      report.calls++;
      const response = await subject.handle(probe.request);
      const problem = await judge(spec, probe, response);
      if (problem) report.problems.push(`${spec.method} ${spec.path}: ${problem}`);
    }
  }
  return report;
}

function checkDeclaration(spec: EndpointSpec, subject: GuardSubject, report: GuardReport): void {
  const say = (text: string) => report.problems.push(`${spec.method} ${spec.path}: ${text}`);
  const { path, auth, hosts, permission } = spec;
  if (path.startsWith("/api/admin/") && !["operator", "api_key", "device"].includes(auth)) {
    say(`is below /api/admin and asks for ${auth}, not for an operator`);
  }
  if (path.startsWith("/api/admin/") && hosts !== "admin") {
    say("is not bound to the operators' host");
  }
  // An administrator begins to look through a customer's eyes on the operators' host (ruling 2).
  const isForAdmins = path === "/api/customer/impersonation/start";
  if (path.startsWith("/api/customer/") && auth !== "customer" && !isForAdmins) {
    say(`asks for ${auth}, not a customer`);
  }
  if (path.startsWith("/api/customer/") && hosts !== "customer" && !isForAdmins) {
    say("is not bound to the drivers' host");
  }
  if (permission && auth !== "operator" && auth !== "api_key") {
    say(`names the permission ${permission}, which ${auth} callers cannot hold`);
  }
  if (permission && subject.permissions && !subject.permissions.includes(permission)) {
    say(`names the permission ${permission}, which does not exist`);
  }
}

interface Probe {
  as: string;
  request: Request;
  expected: number[];
  /** Text the answer must contain. */
  names?: string;
  /** The answer is no error, e.g. to OPTIONS. */
  allow?: string;
}

function* probesOf(spec: EndpointSpec, subject: GuardSubject): Generator<Probe> {
  const { cookies, config } = subject;
  const home = spec.hosts === "customer" ? config.appUrl : config.adminUrl;
  const request = (init: RequestInit & { host?: string; cookie?: string; token?: string } = {}) => {
    const { host = home, cookie, token, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (cookie) headers.set("cookie", cookie);
    if (token) headers.set("authorization", `Bearer ${token}`);
    if (!headers.has("origin") && !headers.has(NO_ORIGIN)) headers.set("origin", host);
    headers.delete(NO_ORIGIN);
    return new Request(host + pathOf(spec, subject), { method: spec.method, ...rest, headers });
  };
  const isWrite = spec.method !== "GET";
  const unsigned = isWrite ? { body: "{}", headers: { "content-type": "application/json" } } : {};

  yield {
    as: "OPTIONS",
    request: request({ method: "OPTIONS" }),
    expected: [204],
    allow: spec.method,
  };
  if (spec.auth !== "public") {
    yield { as: "nobody", request: request(unsigned), expected: [401] };
    yield { as: "a made-up token", request: request({ ...unsigned, token: "x" }), expected: [401] };
  }
  if (spec.hosts !== "any") {
    const other = spec.hosts === "admin" ? config.appUrl : config.adminUrl;
    for (const host of [other, UNKNOWN_HOST]) {
      yield {
        as: `the host ${host}`,
        request: request({ ...unsigned, host, cookie: cookies.admin }),
        expected: [404],
      };
    }
  }
  yield* roleProbes(spec, subject, request, unsigned);

  const proof = proofOf(spec, subject);
  if (!proof || !isWrite) return;
  if (proof.cookie) {
    const foreign: Record<string, string>[] = [
      { origin: EVIL },
      { [NO_ORIGIN]: "1" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const sent = { "content-type": "application/json", ...headers };
      yield {
        as: `a page of ${headers.origin ?? "nowhere"}`,
        request: request({ ...proof, body: "{}", headers: sent }),
        expected: [403],
      };
    }
  }
  const json = { "content-type": "application/json" };
  if (spec.request?.body && !spec.raw) {
    yield {
      as: "not JSON",
      request: request({ ...proof, body: "{", headers: json }),
      expected: [400],
    };
    const headers = { "content-type": "text/plain" };
    yield {
      as: "plain text",
      request: request({ ...proof, body: "{}", headers }),
      expected: [415],
    };
  }
  const body = " ".repeat((spec.bodyLimitBytes ?? DEFAULT_LIMIT) + 1);
  yield {
    as: "an oversized body",
    // A hook's body is read once something like a credential is there.
    request: request({ ...proof, body, headers: { ...json, ...HOOK_CREDENTIALS } }),
    expected: [413],
  };
}

type MakeRequest = (
  init?: RequestInit & { host?: string; cookie?: string; token?: string },
) => Request;

function* roleProbes(
  spec: EndpointSpec,
  { cookies, config }: GuardSubject,
  request: MakeRequest,
  init: RequestInit,
): Generator<Probe> {
  const isForOperators = spec.auth === "operator" || spec.auth === "api_key";
  if (isForOperators || spec.auth === "customer") {
    const cookie = isForOperators ? cookies.customer : cookies.operator;
    // A session of the other host is no session at all here: 401 is as good as 403.
    yield { as: "the wrong role", request: request({ ...init, cookie }), expected: [401, 403] };
  }
  if (isForOperators && spec.hosts === "any") {
    const there = { ...init, host: config.appUrl, cookie: cookies.customer };
    yield { as: "a driver on their host", request: request(there), expected: [403] };
  }
  if (spec.auth === "device") {
    yield {
      as: "a session",
      request: request({ ...init, cookie: cookies.admin }),
      expected: [401],
    };
  }
  if (spec.permission) {
    yield {
      as: "an operator without permission",
      request: request({ ...init, cookie: cookies.operator }),
      expected: [403],
      names: spec.permission,
    };
  }
}

/** What lets a call past the credential check; null when this subject has nothing to show. */
function proofOf(
  spec: EndpointSpec,
  { cookies, bearer }: GuardSubject,
): { cookie?: string; token?: string } | null {
  if (spec.auth === "public" || spec.auth === "hook") return {};
  if (spec.auth === "device") return bearer?.device ? { token: bearer.device } : null;
  const isForDrivers = spec.auth === "customer" || spec.hosts === "customer";
  return { cookie: isForDrivers ? cookies.customer : cookies.admin };
}

function pathOf(spec: EndpointSpec, { params = {} }: GuardSubject): string {
  return spec.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? "1"));
}

async function judge(spec: EndpointSpec, probe: Probe, response: Response): Promise<string | null> {
  const text = await response.text();
  if (!probe.expected.includes(response.status)) {
    return `${probe.as} got ${response.status} instead of ${probe.expected.join(" or ")}`;
  }
  if (probe.allow) {
    const isRouted = response.headers.get("allow")?.split(", ").includes(probe.allow);
    return isRouted ? null : "no route file serves this path";
  }
  if (!response.headers.get("x-request-id")) return `${probe.as}: the answer has no X-Request-Id`;
  if (probe.names && !text.includes(probe.names)) return `${probe.as}: the answer does not name it`;
  return isErrorBody(spec, text)
    ? null
    : `${probe.as}: not an error of the contract: ${text.slice(0, 80)}`;
}

function isErrorBody(spec: EndpointSpec, text: string): boolean {
  try {
    const { error } = JSON.parse(text);
    if ((spec.dialect ?? dialectOf(spec.path)) !== "monitoring") return typeof error === "string";
    return typeof error.code === "string" && typeof error.message === "string";
  } catch {
    return false;
  }
}
