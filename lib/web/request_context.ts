import { trace } from "@opentelemetry/api";
import { type FreshContext, HttpError, type MiddlewareFn } from "fresh";
import { randomToken } from "@/lib/platform/crypto.ts";
import { acceptedLanguage, chosenLanguage, type Language } from "@/lib/platform/i18n/languages.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import { logger } from "@/lib/platform/log.ts";
import { dialectOf, errorResponse } from "./errors.ts";
import { isSharedPath } from "./host_dispatch.ts";
import { isApiPath } from "./paths.ts";
import { bytesOf } from "./reply.ts";
import { RequestError } from "./request_error.ts";
import { resolveSession } from "./session.ts";
import { clientIpOf, surfaceOf } from "./surface.ts";
import type { Surface, WebServices, WebState } from "./types.ts";

const access = logger("access");
const failures = logger("web");

/**
 * Fills `ctx.state`: request id, surface, client address, nonce, session and the service context of
 * the caller. Writes one access line per request and names the active span by its route.
 */
export function requestContext<S extends WebServices>(services: S): MiddlewareFn<WebState<S>> {
  return async (context) => {
    const startedAt = performance.now();
    const state = Object.assign(context.state, initialState(services, context));
    const path = context.url.pathname;
    let response: Response;
    try {
      // Operations look it up themselves, if at all; public pages must work without a database.
      // A failure is remembered: guards meet it again where an error page can be shown.
      if (!isSharedPath(path)) await resolveSession(state, context.req).catch(() => null);
      response = await context.next();
    } catch (error) {
      if (!isApiPath(path)) {
        const status = error instanceof HttpError ? error.status : 500;
        record(context, status, null, startedAt, error);
        throw error;
      }
      response = apiFailure(context, error);
    }
    if (isApiPath(path) && isErrorPage(response)) {
      await response.body?.cancel();
      response = apiFailure(
        context,
        new RequestError(response.status, codeOf(response.status), reasonOf(response.status)),
      );
    }
    response.headers.set("x-request-id", state.requestId);
    record(context, response.status, bytesOf(response), startedAt);
    return response;
  };
}

function initialState<S extends WebServices>(
  services: S,
  { req, info }: FreshContext<WebState<S>>,
): WebState<S> {
  const { config, db, clock, events } = services;
  const requestId = requestIdOf(req);
  const clientIp = clientIpOf(req, config, info.remoteAddr);
  return {
    services,
    surface: surfaceOf(req, config),
    requestId,
    nonce: randomToken(16),
    clientIp,
    session: null,
    theme: "system",
    language: languageOf(req, surfaceOf(req, config)),
    ctx: {
      db,
      clock,
      events,
      config,
      requestId,
      ip: clientIp,
      userAgent: req.headers.get("user-agent")?.slice(0, 300) ?? undefined,
      log: logger("request").with({ requestId }),
      actor: { kind: "anonymous" },
    },
  };
}

/** Operators' pages are English; drivers' pages speak what was chosen here, else what the browser asks for. */
function languageOf(req: Request, surface: Surface): Language {
  if (surface !== "customer") return "en";
  return chosenLanguage(req.headers.get("cookie")) ??
    acceptedLanguage(req.headers.get("accept-language"));
}

/** The caller's own id where it is a sane one, so that a trace can be followed through a proxy. */
export function requestIdOf(req: Request): string {
  const given = req.headers.get("x-request-id");
  return given && /^[\w.:-]{8,128}$/.test(given) ? given : newRequestId();
}

/** `/api/x/:id` of the router as `/api/x/{id}`. */
export function templateOf(route: string | null): string {
  return route?.replace(/:(\w+)\*?/g, "{$1}") ?? "(none)";
}

function record(
  { req, route, state, error }: FreshContext<WebState>,
  status: number,
  bytes: number | null,
  startedAt: number,
  thrown: unknown = error,
): void {
  const template = templateOf(route);
  const { requestId, surface, ctx } = state;
  const ms = Math.round((performance.now() - startedAt) * 10) / 10;
  const facts = { method: req.method, route: template, status, ms, bytes, surface, requestId };
  access.info("Request.", { ...facts, actor: ctx.actor.kind });
  if (status >= 500 && thrown) {
    // An expected failure hides its cause behind the page's words.
    const cause = thrown instanceof HttpError ? thrown.cause ?? thrown : thrown;
    failures.error("A page failed.", { ...facts, error: cause });
  }
  const span = trace.getActiveSpan();
  span?.updateName(`${req.method} ${template}`);
  span?.setAttributes({
    "http.route": template,
    "polaris.request_id": requestId,
    "polaris.surface": surface,
    "polaris.actor": ctx.actor.kind,
  });
}

function apiFailure({ url, state }: FreshContext<WebState>, error: unknown): Response {
  return errorResponse(error, {
    dialect: dialectOf(url.pathname),
    requestId: state.requestId,
    log: failures,
  });
}

/** An API path that no operation took ends at the error page, which API callers cannot read. */
function isErrorPage(response: Response): boolean {
  const type = response.headers.get("content-type") ?? "";
  return response.status >= 400 && !/json|event-stream/.test(type) &&
    !response.headers.has("set-cookie");
}

const codeOf = (status: number) =>
  status === 404 ? "not_found" : status === 405 ? "method_not_allowed" : "error";
const reasonOf = (status: number) =>
  status === 404 ? "There is nothing at this address." : "The request could not be answered.";
