import { eq } from "drizzle-orm";
import { authSessions } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Actor } from "@/lib/platform/context.ts";
import { loadSession, type Session } from "./authenticate.ts";
import {
  expiredCookie,
  multiSessionCookie,
  readSessionToken,
  SESSION_COOKIE,
  type SignInSurface,
  surfaceSecret,
} from "./cookies.ts";
import {
  type AuthInstance,
  CLIENT_IP_HEADER,
  createInstance,
  type InstanceDeps,
} from "./instance.ts";
import type { RequestInfo } from "./request_info.ts";

/** Sessions of one host: the library instance behind it and the fast way to read its cookie. */
export class SurfaceAuth {
  readonly origin: string;
  readonly #secret: string;
  #instance: AuthInstance | undefined;

  constructor(private readonly deps: InstanceDeps, readonly surface: SignInSurface) {
    this.origin = surface === "admin" ? deps.config.adminUrl : deps.config.appUrl;
    this.#secret = surfaceSecret(deps.config.AUTH_SECRET, surface);
  }

  /** Made at first use, so that a start does not wait for an identity provider. */
  get instance(): AuthInstance {
    return this.#instance ??= createInstance(this.deps, this.surface);
  }

  /** Forgets the instance; the next use asks the identity provider again. */
  reload(): void {
    this.#instance = undefined;
  }

  /** The session of the request's cookie by signature and one query; null without a valid one. */
  async authenticate(headers: Headers): Promise<Session | null> {
    const token = readSessionToken(headers, this.surface, this.#secret);
    return token ? await loadSession(this.deps, token, this.surface) : null;
  }

  /**
   * Asks the library. `path` is below `/api/auth`; only the headers it needs are passed on, and the
   * client's address is the one our own proxy rules found.
   */
  call(
    info: RequestInfo,
    path: string,
    init: { method?: string; body?: unknown } = {},
  ): Promise<Response> {
    const headers = new Headers();
    for (const name of ["cookie", "user-agent", "accept-language"]) {
      const value = info.headers.get(name);
      if (value) headers.set(name, value);
    }
    if (info.ip) headers.set(CLIENT_IP_HEADER, info.ip);
    // The gateway has checked the real Origin already; the library wants to see one as well.
    headers.set("origin", this.origin);
    if (init.body !== undefined) headers.set("content-type", "application/json");
    return this.instance.handler(
      new Request(`${this.origin}/api/auth${path}`, {
        method: init.method ?? "GET",
        headers,
        body: init.body === undefined ? undefined : JSON.stringify(init.body),
      }),
    );
  }

  /** Ends the current session alone; other sessions of this browser stay. Returns Set-Cookie texts. */
  async signOut(info: RequestInfo): Promise<string[]> {
    const secure = this.deps.config.scheme === "https";
    const cookies = [expiredCookie(SESSION_COOKIE[this.surface], secure)];
    const token = readSessionToken(info.headers, this.surface, this.#secret);
    if (!token) return cookies;
    const [ended] = await this.deps.db.delete(authSessions)
      .where(eq(authSessions.token, token)).returning({
        userId: authSessions.userId,
        impersonatedBy: authSessions.impersonatedBy,
      });
    if (ended) {
      await recordAudit({
        db: this.deps.db,
        actor: actorOf(ended),
        ip: info.ip,
        requestId: info.requestId,
        userAgent: info.headers.get("user-agent") ?? undefined,
      }, {
        event: ended.impersonatedBy ? "impersonation.end" : "auth.sign_out",
        subject: `user:${ended.userId}`,
        metadata: { surface: this.surface },
      });
    }
    return [...cookies, expiredCookie(multiSessionCookie(this.surface, token), secure)];
  }
}

/** The end of a view is the administrator's doing, not the customer's. */
function actorOf(
  { userId, impersonatedBy }: { userId: string; impersonatedBy: string | null },
): Actor {
  return impersonatedBy
    ? { kind: "user", userId, role: "customer", permissions: [], impersonatedBy }
    : { kind: "system", name: "auth" };
}
