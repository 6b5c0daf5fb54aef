import { App, type MiddlewareFn } from "fresh";
import { systemClock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { RateLimiter } from "@/lib/platform/rate_limit.ts";
import { testConfig, type TestDatabase } from "@/tests/support/database.ts";
import { createEndpoint } from "../endpoint.ts";
import { handlers } from "../handlers.ts";
import { requestContext } from "../request_context.ts";
import { securityHeaders } from "../security_headers.ts";
import type { Endpoint } from "../spec.ts";
import type { AuthGateway, SessionInfo, WebServices, WebState } from "../types.ts";

export const ADMIN = "http://admin.localhost:8000";
export const APP = "http://app.localhost:8000";
export const endpoint = createEndpoint<WebServices>();

/** Sessions by the value of the cookie `who`; each belongs to one host, as real ones do. */
export const people: Record<string, SessionInfo> = {
  admin: person("admin", "admin", []),
  operator: person("operator", "operator", ["things:write"]),
  reader: person("reader", "operator", []),
  customer: person("customer", "customer", []),
  viewed: { ...person("viewed", "customer", []), impersonatedBy: "admin" },
};

function person(
  id: string,
  role: SessionInfo["user"]["role"],
  permissions: string[],
): SessionInfo {
  return {
    id: `s-${id}`,
    userId: id,
    surface: role === "customer" ? "customer" : "admin",
    expiresAt: new Date("2100-01-01"),
    user: {
      id,
      name: id,
      email: null,
      publicId: "ABCDEFGH",
      role,
      theme: "dark",
      language: null,
      seenLanguage: null,
    },
    permissions,
  };
}

/** A gateway over `people`; counts its look-ups and can be told to fail. */
export class TestAuth implements AuthGateway {
  lookups = 0;
  failure: Error | null = null;

  authenticate(req: Request, surface: WebState["surface"]): Promise<SessionInfo | null> {
    this.lookups++;
    if (this.failure) return Promise.reject(this.failure);
    const name = /who=(\w+)/.exec(req.headers.get("cookie") ?? "")?.[1];
    const found = name ? people[name] : undefined;
    return Promise.resolve(found?.surface === surface ? found : null);
  }

  handle(): Promise<Response> {
    return Promise.resolve(new Response("auth"));
  }

  authenticateBearer(req: Request, scheme: "device" | "api_key") {
    const token = req.headers.get("authorization")?.split(" ")[1];
    return Promise.resolve(
      token === `${scheme}-1`
        ? {
          key: `${scheme}:1`,
          actor: {
            kind: "device" as const,
            deviceId: "1",
            userId: null,
            tokenId: "1",
            capabilities: [],
          },
        }
        : null,
    );
  }
}

export interface TestApp {
  services: WebServices & { auth: TestAuth };
  app: App<WebState>;
  /** Calls the app; `path` may be a full URL, else it is on the admin host. */
  call(path: string, init?: RequestInit & { as?: string }): Promise<Response>;
  /** The same with a JSON body, from the host's own page. */
  post(path: string, body?: unknown, init?: RequestInit & { as?: string }): Promise<Response>;
}

/** A small app over the given operations, with the middlewares of the real one. */
export function createTestApp(
  database: TestDatabase,
  endpoints: Endpoint[],
  options: { config?: Partial<Config>; use?: MiddlewareFn<WebState>[] } = {},
): TestApp {
  const services = {
    config: testConfig(options.config),
    db: database.db,
    sql: database.sql,
    clock: systemClock,
    events: new EventBus(database.sql),
    limiter: new RateLimiter({ sql: database.sql, clock: systemClock }),
    auth: new TestAuth(),
  };
  const app = new App<WebState>().use(requestContext<WebServices>(services), securityHeaders());
  for (const middleware of options.use ?? []) app.use(middleware);
  for (const [path, group] of Map.groupBy(endpoints, (each) => each.spec.path)) {
    const pattern = path.replace(/\{(\w+)\}/g, ":$1");
    app.route(pattern, { handler: handlers(...group) });
  }
  let handle: ReturnType<typeof app.handler> | null = null;
  const call: TestApp["call"] = (path, { as, ...init } = {}) => {
    const url = new URL(path, ADMIN);
    const headers = new Headers(init.headers);
    if (as) headers.set("cookie", `who=${as}`);
    return (handle ??= app.handler())(new Request(url, { ...init, headers }));
  };
  const post: TestApp["post"] = (path, body, init = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has("origin")) headers.set("origin", new URL(path, ADMIN).origin);
    if (body !== undefined && !headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    return call(path, {
      method: "POST",
      ...init,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  };
  return { services, app, call, post };
}
