import type { MiddlewareFn } from "fresh";
import { AppError } from "@/lib/platform/errors.ts";
import { refuseImpersonatedWrite } from "./guards.ts";
import { isApiPath } from "./paths.ts";
import { visiblePath } from "./host_dispatch.ts";
import { isSameOrigin } from "./origin.ts";
import { refusePage } from "./page_refusal.tsx";
import { isWrite } from "./spec.ts";
import type { WebState } from "./types.ts";

/** The way out of ruling 12: the form of the banner that says "Exit". */
const EXIT = "/impersonation/end";

/**
 * Refuses form posts that another site made a browser send (403), and every form post of an
 * administrator who looks through a customer's eyes. Operations under /api check for themselves.
 */
export function csrfForPages(): MiddlewareFn<WebState> {
  return async (context) => {
    const { req, state, url } = context;
    if (!isWrite(req.method) || isApiPath(url.pathname)) return await context.next();
    const silent = req.headers.has("cookie") ? "refuse" : "accept";
    if (!isSameOrigin(req, state.services.config, silent)) {
      return await refusePage(
        context,
        403,
        "This form came from somewhere else",
        "It was not sent from our own pages, so nothing was changed. Open the page again and repeat.",
      );
    }
    try {
      if (visiblePath(url.pathname) !== EXIT) refuseImpersonatedWrite(state);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return await refusePage(context, 403, "Nothing was changed", error.message);
    }
    return await context.next();
  };
}
