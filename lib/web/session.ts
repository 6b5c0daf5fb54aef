import type { Actor } from "@/lib/platform/context.ts";
import { chosenLanguage } from "@/lib/platform/i18n/languages.ts";
import type { SessionInfo, WebState } from "./types.ts";

const lookups = new WeakMap<WebState, Promise<SessionInfo | null>>();

/**
 * The session of this request, looked up at most once; binds `state.session`, `state.ctx` and
 * `state.theme` to it. Requests without a cookie and unknown hosts cost no query.
 */
export function resolveSession(state: WebState, req: Request): Promise<SessionInfo | null> {
  const known = lookups.get(state);
  if (known) return known;
  const lookup = load(state, req);
  lookups.set(state, lookup);
  return lookup;
}

async function load(state: WebState, req: Request): Promise<SessionInfo | null> {
  if (state.surface === "unknown" || !req.headers.has("cookie")) return null;
  const session = await state.services.auth.authenticate(req, state.surface);
  if (!session || session.surface !== state.surface) return null;
  state.session = session;
  state.theme = session.user.theme;
  // What was chosen in this browser comes before what the person chose elsewhere.
  if (state.surface === "customer" && !chosenLanguage(req.headers.get("cookie"))) {
    state.language = session.user.language ?? state.language;
  }
  bindActor(state, actorOf(session));
  return session;
}

/** Makes `actor` the one on whose behalf the request's services act. */
export function bindActor(state: WebState, actor: Actor): void {
  state.ctx = { ...state.ctx, actor };
}

function actorOf(session: SessionInfo): Actor {
  return {
    kind: "user",
    userId: session.userId,
    role: session.user.role,
    permissions: session.permissions,
    ...(session.impersonatedBy ? { impersonatedBy: session.impersonatedBy } : {}),
  };
}
