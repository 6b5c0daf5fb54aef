import { HttpError, type MiddlewareFn } from "fresh";
import { AppError } from "@/lib/platform/errors.ts";
import { refuseImpersonatedWrite } from "./guards.ts";
import { isApiPath } from "./paths.ts";
import { isSameOrigin } from "./origin.ts";
import { isWrite } from "./spec.ts";
import type { WebState } from "./types.ts";

/**
 * Refuses form posts that another site made a browser send (403), and every form post of an
 * administrator who looks through a customer's eyes. Operations under /api check for themselves.
 */
export function csrfForPages(): MiddlewareFn<WebState> {
  return (context) => {
    const { req, state, url } = context;
    if (!isWrite(req.method) || isApiPath(url.pathname)) return context.next();
    const silent = req.headers.has("cookie") ? "refuse" : "accept";
    if (!isSameOrigin(req, state.services.config, silent)) {
      throw new HttpError(403, "This form was not sent from our own pages. Open the page again.");
    }
    try {
      refuseImpersonatedWrite(state);
    } catch (error) {
      if (error instanceof AppError) throw new HttpError(403, error.message);
      throw error;
    }
    return context.next();
  };
}
