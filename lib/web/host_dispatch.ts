import type { Config } from "@/lib/platform/config.ts";
import { setSecurityHeaders } from "./security_headers.ts";
import { surfaceOf } from "./surface.ts";
import { unknownHostResponse } from "./unknown_host.tsx";

const SHARED =
  /^\/(api|v1|ping|status|docs|dev|_fresh|_frsh|\.well-known|styles|icons|images|fonts)(\/|$)/;
/** Files of static/ lie at the top; a page path of one segment has no such ending. */
const TOP_FILE = /^\/[^/]+\.(css|js|mjs|map|svg|png|ico|jpg|webp|webmanifest|txt|xml|json|woff2)$/;
/** Pages of the operators' host that the contract puts below `/app` (spec 1.4). */
const ADMIN_PAGES_BELOW_APP = /^\/app\/register(\/|$)/;
/** What any address of ours may take; each answers 405 to those it does not. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** No route file can ever match it: route folders start with a letter. */
const NOWHERE = "/-";

/** True for paths that mean the same on every host and are never rewritten. */
export const isSharedPath = (pathname: string) => SHARED.test(pathname) || TOP_FILE.test(pathname);

/**
 * Maps a page path of a host onto its folder of routes: `/x` becomes `/admin/x` or `/app/x`. Paths of
 * the other host lead nowhere (404 by the error page). A Host that makes no address is 400, a method
 * outside HTTP's usual ones 405. Call it before `app.handler()`; it never throws.
 */
export function hostDispatch(req: Request, config: Config): Request | Response {
  const url = URL.parse(req.url);
  if (!url) return refusal(config, 400, "The Host header names no host.");
  if (!METHODS.includes(req.method)) {
    return refusal(config, 405, "This method is not served.", { allow: METHODS.join(", ") });
  }
  if (isSharedPath(url.pathname)) return req;
  const surface = surfaceOf(req, config);
  if (surface === "unknown") {
    const response = unknownHostResponse(req, config);
    setSecurityHeaders(response.headers, config);
    return response;
  }
  const target = surface === "admin" ? adminPath(url.pathname) : customerPath(url.pathname);
  if (target === url.pathname) return req;
  url.pathname = target;
  return new Request(url, req);
}

function refusal(
  config: Config,
  status: number,
  text: string,
  more: Record<string, string> = {},
): Response {
  const headers = new Headers({
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    ...more,
  });
  setSecurityHeaders(headers, config);
  return new Response(text, { status, headers });
}

function adminPath(path: string): string {
  if (path === "/admin" || path.startsWith("/admin/")) return path;
  if (isBelow(path, "/app") && !ADMIN_PAGES_BELOW_APP.test(path)) return NOWHERE + path;
  return path === "/" ? "/admin" : `/admin${path}`;
}

function customerPath(path: string): string {
  if (isBelow(path, "/app") || isBelow(path, "/admin")) return NOWHERE + path;
  return path === "/" ? "/app" : `/app${path}`;
}

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** The path as the person sees it: without the folder that `hostDispatch` put before it. */
export function visiblePath(pathname: string): string {
  const bare = pathname.replace(/^\/(admin|app|-)(?=\/|$)/, "");
  return bare === "" ? "/" : bare;
}
