import type { Db, Sql } from "@/db/client.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import type { Actor, Ctx } from "@/lib/platform/context.ts";
import type { EventBus } from "@/lib/platform/events.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import type { RateLimiter } from "@/lib/platform/rate_limit.ts";

/** Which application the Host header asks for; `unknown` serves only what every host serves. */
export type Surface = "admin" | "customer" | "unknown";
export type Theme = "light" | "dark" | "system";

export interface SessionInfo {
  id: string;
  userId: string;
  surface: Surface;
  expiresAt: Date;
  user: {
    id: string;
    name: string | null;
    email: string | null;
    publicId: string;
    role: "customer" | "operator" | "admin";
    theme: Theme;
    /** Null until chosen: the browser's own then. */
    language: Language | null;
    /** The one their pages were last read in. */
    seenLanguage: Language | null;
  };
  permissions: readonly string[];
  /** Id of the administrator who looks through this customer's eyes; every write is refused. */
  impersonatedBy?: string;
  /** `scan`: signed in by a tap of a card at a charger; see `requireStrongSession`. */
  signedInBy?: "scan";
}

/** Who a bearer token belongs to. `key` names the caller in rate limits and idempotency. */
export interface BearerIdentity {
  actor: Actor;
  key: string;
}

/** Implemented by lib/auth. */
export interface AuthGateway {
  authenticate(req: Request, surface: Surface): Promise<SessionInfo | null>;
  /** BetterAuth's own routes. */
  handle(req: Request, surface: Surface): Promise<Response>;
  /** Writes down that an administrator reads this as a customer, before anything is told. */
  recordView?(ctx: Ctx, view: { route: string; method: string }): Promise<void>;
  /** Device tokens and API keys; absent means that no token is accepted. */
  authenticateBearer?(
    req: Request,
    scheme: "device" | "api_key",
    from: { ip: string; requestId: string },
  ): Promise<BearerIdentity | null>;
}

/** What lib/web itself needs of the application's services. */
export interface WebServices {
  config: Config;
  db: Db;
  sql: Sql;
  clock: Clock;
  events: EventBus;
  auth: AuthGateway;
  limiter: RateLimiter;
}

/** `ctx.state` of every request, filled in by `requestContext`. */
export interface WebState<S extends WebServices = WebServices> {
  services: S;
  surface: Surface;
  requestId: string;
  nonce: string;
  clientIp: string;
  session: SessionInfo | null;
  /** Service context bound to the actor. */
  ctx: Ctx;
  theme: Theme;
  /** Of the pages of this request. */
  language: Language;
  title?: string;
}
