import type { ComponentChildren } from "preact";
import { HttpError } from "./error.ts";
import { type PageShell, renderPage } from "./render_page.ts";
import type { StaticFile } from "./snapshot.ts";
import type {
  ResolvedFreshConfig,
  RouteComponent,
  RouteConfig,
  WebSocketHandlers,
} from "./types.ts";

/** Everything a context is made of; internal to the app. */
export interface ContextInit<State> {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  params: Record<string, string>;
  route: string | null;
  isPartial: boolean;
  config: ResolvedFreshConfig;
  state: State;
  shell: PageShell;
}

// The shell is private to contexts and their routes; the class body is the only place that sees it.
let shellOf: <State>(ctx: Context<State>) => PageShell;

/** Renders a route's component, which may use `ctx.data`, inside the shell of its request. */
export function renderRoute<State>(
  ctx: Context<State>,
  component: RouteComponent<unknown, State>,
  init: ResponseInit,
  config: RouteConfig = {},
): Promise<Response> {
  return renderPage(ctx, shellOf(ctx), component, init, config);
}

/** Finds the static or bundled file that the request's path names; null when there is none. */
export async function findStaticFile<State>(ctx: Context<State>): Promise<StaticFile | null> {
  const { basePath } = ctx.config;
  const { pathname } = ctx.url;
  if (basePath && !pathname.startsWith(basePath + "/")) return null;
  return await shellOf(ctx).snapshot?.findFile(
    pathname.slice(basePath.length),
  ) ?? null;
}

/** The request context: shared by every middleware, handler and component of one request. */
export class Context<State> {
  readonly req: Request;
  /** URL as the client sees it (see `trustProxy`). */
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly params: Record<string, string>;
  /** Pattern of the matched route, null when none matched. */
  readonly route: string | null;
  /** True when the browser asked for partials only. */
  readonly isPartial: boolean;
  readonly config: ResolvedFreshConfig;
  state: State;
  /** What the handler passed to `page()`. */
  data: unknown = undefined;
  /** What was thrown, on error pages; null otherwise. */
  error: unknown = null;
  /** Runs the rest of the chain. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));
  #shell: PageShell;

  static {
    shellOf = (ctx) => ctx.#shell;
  }

  constructor(init: ContextInit<State>) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.params = init.params;
    this.route = init.route;
    this.isPartial = init.isPartial;
    this.config = init.config;
    this.state = init.state;
    this.#shell = init.shell;
  }

  /** Redirects to a path or URL, with status 302 unless another is given. */
  redirect(pathOrUrl: string, status = 302): Response {
    // A path of two leading slashes would leave the site: it is collapsed to one.
    const location = pathOrUrl.startsWith("/") ? pathOrUrl.replace(/^[/\\]{2,}/, "/") : pathOrUrl;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders JSX inside the layouts and app wrapper of this route as an HTML response. */
  render(
    vnode: ComponentChildren,
    init: ResponseInit = {},
    config: RouteConfig = {},
  ): Promise<Response> {
    return renderPage(this, this.#shell, () => vnode, init, config);
  }

  /** Answers with a string as `text/plain`. */
  text(content: string, init?: ResponseInit): Response {
    return withType(content, "text/plain; charset=utf-8", init);
  }

  /** Answers with a string as `text/html`. */
  html(content: string, init?: ResponseInit): Response {
    return withType(content, "text/html; charset=utf-8", init);
  }

  /** Answers with a value as `application/json`. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers with a stream, or with the chunks an (async) iterable or generator yields. */
  stream(source: StreamSource, init?: ResponseInit): Response {
    const body = source instanceof ReadableStream
      ? source
      : ReadableStream.from(typeof source === "function" ? source() : source)
        .pipeThrough(encodeChunks());
    return new Response(body, init);
  }

  /**
   * Upgrades to a WebSocket. With handlers it returns the response; without, the raw socket too.
   * @throws {HttpError} 400 when the request does not ask for an upgrade.
   */
  upgrade(handlers: WebSocketHandlers, options?: Deno.UpgradeWebSocketOptions): Response;
  upgrade(options?: Deno.UpgradeWebSocketOptions): { socket: WebSocket; response: Response };
  upgrade(
    first?: WebSocketHandlers | Deno.UpgradeWebSocketOptions,
    options?: Deno.UpgradeWebSocketOptions,
  ): Response | { socket: WebSocket; response: Response } {
    if (this.req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      throw new HttpError(400, "Expected a WebSocket upgrade request");
    }
    if (!isHandlers(first)) return Deno.upgradeWebSocket(this.req, first);
    const { socket, response } = Deno.upgradeWebSocket(this.req, options);
    socket.onopen = () => first.open?.(socket);
    socket.onmessage = (event) => first.message?.(socket, event);
    socket.onclose = (event) => first.close?.(socket, event.code, event.reason);
    socket.onerror = (event) => first.error?.(socket, event);
    return response;
  }
}

type Chunks =
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;
type StreamSource = ReadableStream<Uint8Array> | Chunks | (() => Chunks);

function encodeChunks() {
  const encoder = new TextEncoder();
  return new TransformStream<string | Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(
        typeof chunk === "string" ? encoder.encode(chunk) : chunk,
      );
    },
  });
}

function isHandlers(
  value: WebSocketHandlers | Deno.UpgradeWebSocketOptions | undefined,
): value is WebSocketHandlers {
  const names = ["open", "message", "close", "error"];
  return Object.entries(value ?? {}).some(([k, v]) => names.includes(k) && typeof v === "function");
}

function withType(content: string, type: string, init?: ResponseInit): Response {
  const headers = new Headers(init?.headers);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return new Response(content, { ...init, headers });
}
