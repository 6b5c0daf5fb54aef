import type { MiddlewareFn } from "../types.ts";

/**
 * Redirects so that paths always or never end with a slash. The redirect keeps the method of the
 * request (308 for those with a body); file names such as `/a.css` get no slash.
 */
export function trailingSlashes<State>(mode: "always" | "never"): MiddlewareFn<State> {
  return async (ctx) => {
    const { pathname, search } = ctx.url;
    const isFile = /\.[^/]+$/.test(pathname);
    const hasSlash = pathname.endsWith("/");
    if (
      pathname === "/" || hasSlash === (mode === "always") ||
      (mode === "always" && isFile)
    ) {
      return await ctx.next();
    }
    const wanted = mode === "always" ? pathname + "/" : pathname.replace(/\/+$/, "") || "/";
    return ctx.redirect(wanted + search, 308);
  };
}
