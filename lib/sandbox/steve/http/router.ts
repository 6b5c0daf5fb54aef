import { Query } from "./query.ts";

/** What a handler gets: path values, query and the raw body. */
export interface ApiRequest {
  path: Record<string, string>;
  query: Query;
  body: string;
  nowMs: number;
}

/** What a handler answers; `body` undefined sends none. */
export interface ApiAnswer {
  status: number;
  body?: unknown;
  /** Set for answers that are not JSON. */
  contentType?: string;
}

/** A handler of one operation; throws ApiError for answers other than 2xx. */
export type ApiHandler = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;

/** A method, a path below `/api/v1` with `{name}` for values, and what answers it. */
export interface Route {
  method: string;
  path: string;
  handle: ApiHandler;
}

/** The route for a request, `"method"` when only the method is wrong, or undefined. */
export function findRoute(
  routes: Route[],
  method: string,
  pathname: string,
): { route: Route; path: Record<string, string> } | "method" | undefined {
  let wrongMethod = false;
  for (const route of routes) {
    const path = matchPath(route.path, pathname);
    if (!path) continue;
    if (route.method === method) return { route, path };
    wrongMethod = true;
  }
  return wrongMethod ? "method" : undefined;
}

function matchPath(pattern: string, pathname: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = pathname.split("/");
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name) values[name] = decodeURIComponent(given[index]);
    else if (part !== given[index]) return null;
  }
  return values;
}

/** Answers 200 with JSON. */
export function ok(body?: unknown): ApiAnswer {
  return { status: 200, body };
}
