import { type FreshContext, HttpError, type MiddlewareFn } from "fresh";
import { visiblePath } from "./host_dispatch.ts";
import { toPageError } from "./page_failures.ts";
import { resolveSession } from "./session.ts";
import { isWrite } from "./spec.ts";
import type { WebState } from "./types.ts";

interface GuardOptions {
  /** Paths (as people see them) that need no session, e.g. the sign-in pages. */
  except?: RegExp;
}

/** Operators' pages that need no session. */
const SIGN_IN = /^\/(login|privacy|terms)(\/|$)/;
/** Drivers' pages that anybody may open: signing in, links on stickers and in mail, what is free now. */
const OPEN_TO_ALL =
  /^\/(login|auth|c|u|m|free|offline|language|privacy|terms|impersonation\/enter|sw\.js)(\/|$)/;

/** Pages for operators and administrators: 303 to sign-in without a session, 403 for other roles. */
export function requireOperator(options: GuardOptions = {}): MiddlewareFn<WebState> {
  return guard(options, (role) => role !== "customer", "This page is for operators.");
}

/**
 * Pages for drivers: 303 to sign-in without a session, 403 for other roles. Open pages take anybody,
 * and who is signed in stays so there.
 */
export function requireCustomer(
  { except = OPEN_TO_ALL }: GuardOptions = {},
): MiddlewareFn<WebState> {
  const guarded = guard({ except }, (role) => role === "customer", "This page is for drivers.");
  return async (context) => {
    if (except.test(visiblePath(context.url.pathname))) {
      // Without its database an open page still opens, as for a stranger.
      await resolveSession(context.state, context.req).catch(() => null);
    }
    return await guarded(context);
  };
}

function guard(
  { except = SIGN_IN }: GuardOptions,
  admits: (role: "customer" | "operator" | "admin") => boolean,
  refusal: string,
): MiddlewareFn<WebState> {
  return async (context) => {
    if (except.test(visiblePath(context.url.pathname))) return await context.next();
    const session = await resolveSession(context.state, context.req).catch((error) => {
      throw toPageError(error);
    });
    if (!session) return toSignIn(context);
    if (!admits(session.user.role)) throw new HttpError(403, refusal);
    return await context.next();
  };
}

/** 303 to `/login?next=…`; `next` is a path of this host, and only of pages that can be reopened. */
function toSignIn({ req, url }: FreshContext<WebState>): Response {
  const path = visiblePath(url.pathname).replace(/^\/+/, "/") + url.search;
  const next = isWrite(req.method) || path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
  return new Response(null, {
    status: 303,
    headers: { location: `/login${next}`, "cache-control": "no-store" },
  });
}
