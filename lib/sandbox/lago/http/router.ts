/** What a handler gets: path values (decoded), query and the raw body. */
export interface ApiRequest {
  path: Record<string, string>;
  query: URLSearchParams;
  body: string;
}

/** A method, a path below `/api/v1` with `{name}` for values, and what answers it with 200. */
export type Route = [method: string, path: string, handle: (request: ApiRequest) => unknown];

/** Finds the route of a request; fixed words win over `{values}`. */
export class Router {
  #routes: { method: string; parts: string[]; handle: Route[2] }[];

  constructor(routes: Route[]) {
    this.#routes = routes
      .map(([method, path, handle]) => ({ method, parts: path.split("/"), handle }))
      .sort((a, b) => values(a.parts) - values(b.parts));
  }

  /** Undefined when no route has this method and path. */
  find(
    method: string,
    pathname: string,
  ): { handle: Route[2]; path: Record<string, string> } | undefined {
    const given = pathname.split("/");
    for (const route of this.#routes) {
      const path = route.method === method ? match(route.parts, given) : undefined;
      if (path) return { handle: route.handle, path };
    }
  }
}

function values(parts: string[]): number {
  return parts.filter((part) => part.startsWith("{")).length;
}

function match(parts: string[], given: string[]): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (!part.startsWith("{")) {
      if (part !== given[index]) return undefined;
      continue;
    }
    try {
      path[part.slice(1, -1)] = decodeURIComponent(given[index]);
    } catch {
      return undefined;
    }
  }
  return path;
}
