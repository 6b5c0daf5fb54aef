import type { FreshContext } from "fresh";
import { AppError } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { dialectOf, errorResponse } from "./errors.ts";
import { type Caller, checkHost, checkWrite, identify } from "./guards.ts";
import { hashRequest, readIdempotencyKey, runOnce, sealOf } from "./idempotency.ts";
import { type ParsedRequest, parseRequest } from "./parse_request.ts";
import { checkRate } from "./rate.ts";
import { register } from "./registry.ts";
import { type Answer, toAnswer, toResponse } from "./reply.ts";
import { checkResponse } from "./response_check.ts";
import type { Endpoint, EndpointInput, EndpointSpec } from "./spec.ts";
import type { WebServices, WebState } from "./types.ts";

type Handler<Spec extends EndpointSpec, S extends WebServices> = (
  input: EndpointInput<Spec, S>,
) => unknown;

const log = logger("api");

/**
 * Makes `endpoint(spec, handler)` for one application. The declaration is registered at once; the
 * handler runs after host, credential, role, permission, origin, rate limit, size, type and schema
 * were checked, in this order. It returns data (sent as JSON), `reply(…)` or a Response.
 *
 * @example
 * const endpoint = createEndpoint<Services>();
 * const getThing = endpoint({ method: "GET", path: "/api/admin/things/{id}", hosts: "admin",
 *   auth: "operator", request: { params: z.object({ id: z.coerce.number() }) }, summary: "One thing",
 *   responses: { 200: { description: "The thing", schema: thing } },
 * }, ({ ctx, params }) => loadThing(ctx, params));
 * export const handler = handlers(getThing);
 */
export function createEndpoint<S extends WebServices>() {
  return function endpoint<const Spec extends EndpointSpec>(
    spec: Spec,
    handler: Handler<Spec, S>,
  ): Endpoint {
    const declared: Endpoint = {
      spec,
      handle: (context) =>
        // The application fills the state with its own services; the declaration names their type.
        answerRequest(spec, handler as Handler<EndpointSpec, WebServices>, context),
    };
    register(declared);
    return declared;
  };
}

async function answerRequest(
  spec: EndpointSpec,
  handler: Handler<EndpointSpec, WebServices>,
  context: FreshContext<WebState>,
): Promise<Response> {
  const { state, req, url } = context;
  const dialect = spec.dialect ?? dialectOf(spec.path);
  const asError = (error: unknown) =>
    errorResponse(error, { dialect, requestId: state.requestId, log });
  try {
    checkHost(spec, state);
    const caller = await identify(spec, state, req);
    checkWrite(spec, state, req, caller);
    await noteImpersonatedView(spec, state);
    await checkRate(spec, state, caller);
    const parsed = await parseRequest(spec, req, url, context.params);
    const run = async () =>
      await handler(
        { ...parsed, ctx: state.ctx, services: state.services, state, req, url } as never,
      );
    const key = spec.idempotent ? readIdempotencyKey(req) : null;
    const response = key === null
      ? await respond(spec, state, await run())
      : toResponse(await replayable({ spec, state, url, key, caller, parsed, run, asError }));
    return finish(response, state, spec);
  } catch (error) {
    return asError(error);
  }
}

/** Nothing is told to an administrator through a customer's eyes that was not written down before. */
async function noteImpersonatedView(spec: EndpointSpec, state: WebState): Promise<void> {
  const { actor } = state.ctx;
  if (actor.kind !== "user" || !actor.impersonatedBy) return;
  await state.services.auth.recordView?.(state.ctx, { route: spec.path, method: spec.method });
}

function firstSuccess(spec: EndpointSpec): number {
  return Number(Object.keys(spec.responses).find((status) => status.startsWith("2")) ?? 200);
}

function respond(spec: EndpointSpec, state: WebState, result: unknown): Response {
  if (result instanceof Response) return result;
  return toResponse(checkedAnswer(spec, state, result));
}

function checkedAnswer(spec: EndpointSpec, state: WebState, result: unknown): Answer {
  const answer = toAnswer(result, firstSuccess(spec));
  if (!state.services.config.isProduction) checkResponse(spec, answer);
  return answer;
}

/** Failures after which nothing was done, so that a repeat may succeed: they are not saved. */
const NOTHING_DONE = new Set(["invalid", "unauthorized", "limit", "unavailable"]);

function replayable(request: {
  spec: EndpointSpec;
  state: WebState;
  url: URL;
  key: string;
  caller: Caller;
  parsed: ParsedRequest;
  run: () => Promise<unknown>;
  asError: (error: unknown) => Response;
}): Promise<Answer> {
  const { spec, state, url, key, caller, parsed } = request;
  let isKept = true;
  const work = async (): Promise<Answer> => {
    try {
      const result = await request.run();
      return result instanceof Response
        ? await fromResponse(result)
        : checkedAnswer(spec, state, result);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      isKept = !NOTHING_DONE.has(error.kind);
      return await fromResponse(request.asError(error));
    }
  };
  const scope = {
    key,
    route: `${spec.method} ${spec.path}`,
    // A phone may change networks between a lost answer and its repeat.
    userId: spec.isSecret && caller.by === "nothing" ? "anyone" : caller.key,
    requestHash: hashRequest(url, parsed.rawBody),
  };
  const seal = spec.isSecret
    ? sealOf(state.services.config.AUTH_SECRET, parsed.rawBody)
    : undefined;
  return runOnce(state.services, scope, work, () => isKept, seal);
}

async function fromResponse(response: Response): Promise<Answer> {
  const body = response.body ? await response.text() : null;
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

function finish(response: Response, state: WebState, { isSecret }: EndpointSpec): Response {
  const set = (headers: Headers) => {
    headers.set("x-request-id", state.requestId);
    if (isSecret) {
      headers.set("cache-control", "no-store");
      headers.set("pragma", "no-cache");
    }
    if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  };
  try {
    set(response.headers);
    return response;
  } catch {
    // Responses of fetch and Response.redirect() cannot be changed.
    const copy = new Response(response.body, response);
    set(copy.headers);
    return copy;
  }
}
