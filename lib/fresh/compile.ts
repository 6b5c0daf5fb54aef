import { type Command, once } from "./commands.ts";
import { errorBoundary, type ErrorResponder, errorResponder } from "./errors.ts";
import { HttpError } from "./error.ts";
import { expandFsRoutes } from "./fs_commands.ts";
import type { PageShell } from "./render_page.ts";
import { runRoute } from "./route.ts";
import { compilePattern, isStaticPattern, isUnderScope } from "./router.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Method, MiddlewareFn } from "./types.ts";

/** A URL pattern with everything that answers its requests. */
export interface CompiledRoute<State> {
  /** Null for the route that answers when no other matches. */
  pattern: string | null;
  shell: PageShell;
  /** Middlewares and handler for a method, in order. */
  stackFor(method: Method): MiddlewareFn<State>[];
  /** The outermost error page, for errors thrown outside of all boundaries. */
  lastResort: ErrorResponder<State> | null;
}

/** An app in the form that answers requests. */
export interface CompiledApp<State> {
  find(pathname: string): { route: CompiledRoute<State>; params: Record<string, string> };
}

type Endpoint<State> = Extract<Command<State>, { kind: "handlers" | "route" }>;

/** Sorts commands into routes; each gets what was registered before it and applies to it. */
export function compileApp<State>(
  commands: Command<State>[],
  snapshot: Snapshot | null,
  basePath: string,
): CompiledApp<State> {
  const all = commands.flatMap((command) =>
    command.kind === "fsRoutes" ? expandFsRoutes<State>(command, snapshot) : [command]
  );
  const patterns = new Map<
    string,
    { command: Endpoint<State>; index: number }[]
  >();
  for (const [index, command] of all.entries()) {
    if (command.kind !== "handlers" && command.kind !== "route") continue;
    const endpoints = patterns.get(command.path) ?? [];
    patterns.set(command.path, [...endpoints, { command, index }]);
  }

  const literals = new Map<string, CompiledRoute<State>>();
  const dynamic: {
    match: ReturnType<typeof compilePattern>;
    route: CompiledRoute<State>;
  }[] = [];
  for (const [pattern, endpoints] of patterns) {
    const route = compileRoute(all, pattern, endpoints, snapshot);
    if (isStaticPattern(pattern)) literals.set(pattern, route);
    else dynamic.push({ match: compilePattern(pattern), route });
  }

  return {
    find(fullPath) {
      const pathname = stripBase(fullPath, basePath);
      if (pathname === null) {
        return { route: compileUnmatched([], "/", snapshot), params: {} };
      }
      const literal = literals.get(pathname);
      if (literal) return { route: literal, params: {} };
      for (const { match, route } of dynamic) {
        const params = match(pathname);
        if (params) return { route, params };
      }
      return { route: compileUnmatched(all, pathname, snapshot), params: {} };
    },
  };
}

function compileRoute<State>(
  all: Command<State>[],
  pattern: string,
  endpoints: { command: Endpoint<State>; index: number }[],
  snapshot: Snapshot | null,
): CompiledRoute<State> {
  const variants = endpoints.map(({ command, index }) => ({
    command,
    before: all.filter((other, i) => i < index && appliesTo(other, command)),
  }));
  // Layouts and error pages are those of the first endpoint of the pattern.
  const first = variants[0];
  const middlewares = new Map(
    variants.map((v) => [v.command, toMiddlewares(all, v.before)]),
  );

  return {
    pattern,
    shell: toShell(all, first.before, snapshot),
    lastResort: outermostError(all, first.before),
    stackFor(method) {
      const { command } = pick(variants, method) ?? first;
      return [
        ...middlewares.get(command) ?? [],
        ...endpointStack(command, method),
      ];
    },
  };
}

function pick<State>(variants: { command: Endpoint<State> }[], method: Method) {
  const knows = (m: Method) =>
    variants.find(({ command }) =>
      command.kind === "route" || command.method === m ||
      command.method === null
    );
  return knows(method) ?? (method === "HEAD" ? knows("GET") : undefined);
}

function endpointStack<State>(command: Endpoint<State>, method: Method): MiddlewareFn<State>[] {
  if (command.kind === "route") {
    return [async (ctx) => runRoute(ctx, await command.load())];
  }
  const fits = command.method === null || command.method === method ||
    (method === "HEAD" && command.method === "GET");
  if (fits) return command.fns;
  return [() => Promise.reject(new HttpError(405))];
}

function compileUnmatched<State>(
  all: Command<State>[],
  pathname: string,
  snapshot: Snapshot | null,
): CompiledRoute<State> {
  const applying = all.filter((c) => isUnderScope(c.path, pathname) && !isInGroup(c.scopes));
  const stack = toMiddlewares(all, applying);
  return {
    pattern: null,
    shell: toShell(all, applying, snapshot),
    lastResort: outermostError(all, applying),
    stackFor: () => stack,
  };
}

/** A route group says nothing about URLs, so an unknown URL belongs to none. */
function isInGroup(scopes: readonly unknown[]): boolean {
  return scopes.some((s) => typeof s === "string" && /(^|\/)\([^/]*\)(\/|$)/.test(s));
}

function appliesTo<State>(command: Command<State>, endpoint: Endpoint<State>): boolean {
  return command.scopes.every((scope) => endpoint.scopes.includes(scope)) &&
    (isFolderScope(command.scopes) ||
      isUnderScope(command.path, endpoint.path));
}

/** What lies in a routes folder applies to that folder, also where a route overrides its URL. */
function isFolderScope(scopes: readonly unknown[]): boolean {
  return typeof scopes.at(-1) === "string";
}

function toMiddlewares<State>(all: Command<State>[], applying: Command<State>[]) {
  return applying.flatMap((command): MiddlewareFn<State>[] => {
    if (command.kind === "use") return [command.fn];
    if (command.kind === "error") {
      return [errorBoundary(errorResponder(command.load, notFoundOf(all)))];
    }
    if (command.kind === "notFound") {
      const respond = errorResponder(command.load, null);
      return [errorBoundary((ctx, error) => {
        if (error instanceof HttpError && error.status === 404) {
          return respond(ctx, error);
        }
        throw error;
      })];
    }
    return [];
  });
}

function toShell<State>(
  all: Command<State>[],
  applying: Command<State>[],
  snapshot: Snapshot | null,
): PageShell {
  const app = applying.findLast((c) => c.kind === "app") ??
    all.findLast((c) => c.kind === "app");
  const layouts = applying.filter((c) => c.kind === "layout").map((c) => c.load);
  return { app: app?.kind === "app" ? app.load : null, layouts, snapshot };
}

function outermostError<State>(
  all: Command<State>[],
  applying: Command<State>[],
): ErrorResponder<State> | null {
  const notFound = notFoundOf(all);
  const first = applying.find((c) => c.kind === "error") ??
    all.find((c) => c.kind === "error" && isUnderScope(c.path, "/") && !isInGroup(c.scopes));
  if (first?.kind === "error") return errorResponder(first.load, notFound);
  return notFound && ((ctx, error) => {
    if (!(error instanceof HttpError && error.status === 404)) throw error;
    return errorResponder(notFound, null)(ctx, error);
  });
}

function notFoundOf<State>(all: Command<State>[]) {
  const command = all.findLast((c) => c.kind === "notFound");
  return command?.kind === "notFound" ? once(command.load) : null;
}

function stripBase(pathname: string, basePath: string): string | null {
  if (basePath === "") return pathname;
  if (pathname === basePath) return "/";
  return pathname.startsWith(basePath + "/") ? pathname.slice(basePath.length) : null;
}
