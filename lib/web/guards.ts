import { forbidden, notFound, unauthorized } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/say.ts";
import { RequestError } from "./request_error.ts";
import { checkHookCredential } from "./hook_credential.ts";
import { isSameOrigin } from "./origin.ts";
import { bindActor, resolveSession } from "./session.ts";
import { type EndpointSpec, isWrite } from "./spec.ts";
import type { SessionInfo, WebState } from "./types.ts";

/** How the caller proved itself, and its name in rate limits and idempotency. */
export interface Caller {
  by: "nothing" | "session" | "bearer" | "hook";
  key: string;
}

/** 404 on a host the operation does not belong to: there it does not exist. */
export function checkHost(spec: EndpointSpec, state: WebState): void {
  if (spec.hosts !== "any" && spec.hosts !== state.surface) {
    throw notFound("There is nothing at this address.");
  }
}

/** Finds who calls. Throws 401 without the credential, 403 for the wrong role or permission. */
export async function identify(
  spec: EndpointSpec,
  state: WebState,
  req: Request,
): Promise<Caller> {
  if (spec.auth === "public") return { by: "nothing", key: `ip:${state.clientIp}` };
  if (spec.auth === "hook") {
    const source = spec.path.startsWith("/api/ocpp/") ? "steve" : "lago";
    checkHookCredential(source, req.headers);
    bindActor(state, { kind: "webhook", source });
    return { by: "hook", key: `hook:${source}` };
  }
  const hasBearer = /^bearer /i.test(req.headers.get("authorization") ?? "");
  if (spec.auth === "device" || (spec.auth === "api_key" && hasBearer)) {
    return await identifyBearer(spec.auth, state, req);
  }
  const session = await resolveSession(state, req);
  if (!session) throw unauthorized("Sign in first.");
  checkRole(spec, session);
  if (spec.strongSession) requireStrongSession(state);
  return { by: "session", key: `user:${session.userId}` };
}

async function identifyBearer(
  scheme: "device" | "api_key",
  state: WebState,
  req: Request,
): Promise<Caller> {
  const from = { ip: state.clientIp, requestId: state.requestId };
  const identity = await state.services.auth.authenticateBearer?.(req, scheme, from) ?? null;
  if (!identity) throw unauthorized("The token is missing, unknown, expired or revoked.");
  bindActor(state, identity.actor);
  return { by: "bearer", key: identity.key };
}

function checkRole(spec: EndpointSpec, session: SessionInfo): void {
  const { role } = session.user;
  if (spec.auth === "customer" && role !== "customer") {
    throw forbidden("This is for drivers. Sign in with a driver's account.");
  }
  if ((spec.auth === "operator" || spec.auth === "api_key") && role === "customer") {
    throw forbidden("This is for operators.");
  }
  if (spec.permission && role !== "admin" && !session.permissions.includes(spec.permission)) {
    throw forbidden(
      `You need the permission ${spec.permission}. An administrator can grant it.`,
      { code: "missing_permission", details: { permission: spec.permission } },
    );
  }
}

/** 403 for a write that another site made a browser send, or by who only looks through a customer's eyes. */
export function checkWrite(
  spec: EndpointSpec,
  state: WebState,
  req: Request,
  caller: Caller,
): void {
  if (!isWrite(spec.method) || caller.by === "bearer" || caller.by === "hook") return;
  const silent = caller.by === "session" ? "refuse" : "accept";
  if (!isSameOrigin(req, state.services.config, silent)) {
    throw new RequestError(403, "cross_origin", "This request does not come from our own pages.");
  }
  if (caller.by === "session" && !spec.allowedWhileImpersonating) refuseImpersonatedWrite(state);
}

/** The one guard of ruling 12: while impersonating, everything may be seen and nothing changed. */
export function refuseImpersonatedWrite(state: WebState): void {
  const { actor } = state.ctx;
  if (actor.kind === "user" && actor.impersonatedBy) {
    throw forbidden("You are viewing as a customer: nothing can be changed.", {
      code: "impersonation_read_only",
    });
  }
}

/** What somebody who is signed in by a tap is told. */
export const WEAK_SESSION = msg("You signed in with a card. For this, sign in by mail or passkey.");

/**
 * Refuses what would hand the account over (passkeys, all data, deletion) to somebody who is signed in by a
 * tap of a card: cards can be lent and pairings set up from afar. 403 `strong_sign_in_needed`.
 */
export function requireStrongSession(state: WebState): void {
  if (state.session?.signedInBy === "scan") {
    throw forbidden(WEAK_SESSION, { code: "strong_sign_in_needed" });
  }
}
