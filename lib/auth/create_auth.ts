import { z } from "zod";
import type { Db, Sql } from "@/db/client.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError, invalid, notFound, unavailable } from "@/lib/platform/errors.ts";
import type { Mailer } from "@/lib/platform/mail.ts";
import { allowedPath } from "./allowed_paths.ts";
import type { Session } from "./authenticate.ts";
import type { SignInSurface } from "./cookies.ts";
import {
  authenticateDevice,
  type BlockedToken,
  type DeviceIdentity,
  noteRefusedToken,
} from "./device_tokens/mod.ts";
import { recordImpersonatedView } from "./impersonation/mod.ts";
import type { InstanceDeps } from "./instance.ts";
import {
  type MagicLinkRequest,
  peekMagicLink,
  requestMagicLink,
  withJitter,
} from "./magic_link.ts";
import { OIDC_CALLBACK_PATH, OIDC_PROVIDER, oidcEnabled } from "./oidc.ts";
import {
  finishRegistration,
  finishSignIn,
  passkeyBody,
  registrationOptions,
  signInOptions,
} from "./passkeys/ceremonies.ts";
import { magicLinkBody, sessionChoiceBody, signInBody } from "./schemas.ts";
import { assertSameOrigin } from "./origin.ts";
import { anonymousContext, type RequestInfo } from "./request_info.ts";
import {
  type SignInResult,
  signInWithMagicLink,
  signInWithPassword,
  startOidc,
} from "./sign_in.ts";
import { countTry, networkKey, type SignInLimiter } from "./sign_in_limit.ts";
import { SurfaceAuth } from "./surface_auth.ts";

const sessionAnswer = z.looseObject({ session: z.looseObject({}) }).nullable();

export interface AuthDeps extends InstanceDeps {
  sql: Sql;
  mail: Pick<Mailer, "queue">;
  limiter: SignInLimiter;
  /** Waits in place of a timer; for tests. */
  pause?: (ms: number) => Promise<void>;
  /** Tells the operators of a device token that was blocked; joins the transaction that blocks it. */
  onTokenBlocked?: (db: Db, blocked: BlockedToken) => Promise<void>;
}

type Surface = SignInSurface | "unknown";

/** Who a request to `/api/auth/*` comes from, and its body where the caller has parsed it already. */
export interface HandleOptions extends Omit<RequestInfo, "headers"> {
  body?: unknown;
}

/** Signing in on both hosts, and who the holder of a request's cookie is. */
export class Auth {
  readonly #surfaces: Record<SignInSurface, SurfaceAuth>;

  constructor(private readonly deps: AuthDeps) {
    this.#surfaces = {
      admin: new SurfaceAuth(deps, "admin"),
      customer: new SurfaceAuth(deps, "customer"),
    };
  }

  /** Ways in on the admin host (spec 2.1, matrix). */
  get adminMethods(): { oidc: boolean; password: boolean } {
    const oidc = oidcEnabled(this.deps.config);
    return { oidc, password: !oidc || this.deps.config.ADMIN_AUTH_SHOW_FALLBACK };
  }

  /** The session of the request's cookie on that host, by one query; null on an unknown host. */
  async authenticate(req: Request, surface: Surface): Promise<Session | null> {
    return surface === "unknown" ? null : await this.#surfaces[surface].authenticate(req.headers);
  }

  /** See `authenticateDevice` in device_tokens/; API keys are not accepted. */
  async authenticateBearer(
    req: Request,
    scheme: "device" | "api_key",
    from: { ip: string; requestId: string },
  ): Promise<DeviceIdentity | null> {
    return scheme === "device" ? await authenticateDevice(this.deps, req, from) : null;
  }

  /**
   * Counts a request whose token is right and whose signature is not; the fifth in a minute revokes
   * the token and tells the operators.
   */
  noteRefusedDevice(
    from: { ip: string; requestId: string },
    refused: BlockedToken & { reason: string },
  ): Promise<void> {
    const { reason, tokenId, deviceId } = refused;
    return noteRefusedToken(this.deps, { ...from, reason, token: { tokenId, deviceId } });
  }

  /** See `signInWithPassword` in sign_in.ts. */
  signInWithPassword(
    info: RequestInfo,
    input: { email: string; password: string },
  ): Promise<SignInResult> {
    return signInWithPassword(this.deps, this.#surfaces.admin, info, input);
  }

  /** See `requestMagicLink` in magic_link.ts; throws `limit` per network address. */
  async requestMagicLink(info: RequestInfo, request: MagicLinkRequest): Promise<void> {
    await countTry(this.deps.limiter, [`magic-link-request:${networkKey(info.ip)}`]);
    await requestMagicLink(this.deps, info, request);
  }

  /** Counts a try to sign in by a tap from a page's form; throws `limit` per network address. */
  countScan(ip: string): Promise<void> {
    return countTry(this.deps.limiter, [`scan-login:${networkKey(ip)}`]);
  }

  /** See `peekMagicLink` in magic_link.ts. */
  peekMagicLink(token: string): Promise<{ email: string } | null> {
    return peekMagicLink(this.deps, token);
  }

  /** See `signInWithMagicLink` in sign_in.ts. */
  signInWithMagicLink(info: RequestInfo, token: string): Promise<SignInResult> {
    return signInWithMagicLink(this.deps, this.#surfaces.customer, info, token);
  }

  /** See `startOidc` in sign_in.ts. Throws not_found when single sign-on is off. */
  async startOidc(info: RequestInfo, next: string | null): Promise<Response> {
    if (!this.adminMethods.oidc) throw notFound("Single sign-on is not set up.");
    return await startOidc(this.#surfaces.admin, info, next);
  }

  /** See `SurfaceAuth.signOut`. */
  signOut(info: RequestInfo, surface: Surface): Promise<string[]> {
    return surface === "unknown" ? Promise.resolve([]) : this.#surfaces[surface].signOut(info);
  }

  /** Writes down what an administrator reads as a customer; see `recordImpersonatedView`. */
  recordView(ctx: Ctx, view: { route: string; method: string }): Promise<void> {
    return recordImpersonatedView(ctx, view);
  }

  /**
   * Answers `/api/auth/*` of one host. Throws not_found for what is not on the allow-list, forbidden
   * for a foreign Origin, invalid for a bad body and limit for too many tries.
   */
  async handle(req: Request, surface: Surface, from: HandleOptions = {}): Promise<Response> {
    const url = new URL(req.url);
    const path = surface === "unknown" ? null : allowedPath(req.method, url.pathname, surface);
    if (path === null || surface === "unknown") throw notFound("There is nothing at this address.");
    const host = this.#surfaces[surface];
    assertSameOrigin(req, host.origin);
    const { body, ...rest } = from;
    const info: RequestInfo = { headers: req.headers, ...rest };
    switch (path) {
      case "/get-session":
        // Ours is the stricter check: surface, role and disabled people.
        return await host.authenticate(req.headers)
          ? await withoutToken(await host.call(info, path))
          : Response.json(null);
      case "/sign-out":
        return await this.#signOutResponse(req, info, surface);
      case "/sign-in/email":
        return await this.#passwordResponse(info, await bodyOf(req, body, signInBody));
      case "/sign-in/magic-link": {
        const { email, callbackURL } = await bodyOf(req, body, magicLinkBody);
        await this.requestMagicLink(info, { email, next: callbackURL });
        return Response.json({ status: true });
      }
      case "/magic-link/preflight":
        await bodyOf(req, body, magicLinkBody);
        return await withJitter(this.deps, () =>
          Promise.resolve(
            Response.json({ ok: true, expiresInSeconds: this.deps.config.MAGIC_LINK_TTL_SECONDS }),
          ));
      case "/passkey/generate-register-options":
        return await registrationOptions({ deps: this.deps, customer: host, info });
      case "/passkey/verify-registration": {
        const answer = await bodyOf(req, body, passkeyBody);
        return await finishRegistration({ deps: this.deps, customer: host, info }, answer);
      }
      case "/passkey/generate-authenticate-options":
        return await signInOptions({ deps: this.deps, customer: host, info });
      case "/passkey/verify-authentication": {
        const answer = await bodyOf(req, body, passkeyBody);
        return await finishSignIn({ deps: this.deps, customer: host, info }, answer);
      }
      case OIDC_CALLBACK_PATH:
        return await this.#oidcCallback(info, url.search);
      default:
        return await host.call(info, path, {
          method: req.method,
          body: req.method === "POST" ? await bodyOf(req, body, sessionChoiceBody) : undefined,
        });
    }
  }

  async #passwordResponse(info: RequestInfo, input: { email: string; password: string }) {
    const result = await this.signInWithPassword(info, input);
    if (!result.ok) {
      throw new AppError("unauthorized", "E-mail or password is not right.", {
        code: "invalid_credentials",
      });
    }
    return withCookies(Response.json({ ok: true }), result.setCookies);
  }

  async #signOutResponse(req: Request, info: RequestInfo, surface: SignInSurface) {
    await req.body?.cancel();
    const cookies = await this.signOut(info, surface);
    const wantsPage = req.headers.get("accept")?.includes("text/html");
    const response = wantsPage
      ? new Response(null, { status: 303, headers: { location: "/login?signed_out=1" } })
      : Response.json({ success: true });
    return withCookies(response, cookies);
  }

  async #oidcCallback(info: RequestInfo, search: string): Promise<Response> {
    if (!this.adminMethods.oidc) throw notFound("There is nothing at this address.");
    const response = await this.#surfaces.admin.call(info, `/callback/${OIDC_PROVIDER}${search}`);
    const location = response.headers.get("location") ?? "";
    if (location.includes("/login/refused")) {
      const error = new URL(location, this.deps.config.adminUrl).searchParams.get("error");
      await recordAudit(anonymousContext(this.deps.db, info), {
        event: "auth.sign_in_failed",
        metadata: { surface: "admin", method: "oidc", reason: error?.slice(0, 60) },
      });
    }
    return response;
  }
}

/** See `Auth`. */
export const createAuth = (deps: AuthDeps): Auth => new Auth(deps);

/** Copies a response with these Set-Cookie texts added. */
export function withCookies(response: Response, cookies: string[]): Response {
  const headers = new Headers(response.headers);
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  headers.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, headers });
}

/** Who reads the answer needs no token: the cookie holds it, out of the reach of scripts. */
async function withoutToken(response: Response): Promise<Response> {
  const answer = sessionAnswer.safeParse(await response.json().catch(() => null));
  if (!response.ok || !answer.success) {
    throw unavailable("The session cannot be read at the moment. Try again shortly.");
  }
  const session = answer.data && { ...answer.data.session, token: undefined };
  return withCookies(
    Response.json(answer.data && { ...answer.data, session }),
    response.headers.getSetCookie(),
  );
}

async function bodyOf<T extends z.ZodType>(
  req: Request,
  parsedBody: unknown,
  schema: T,
): Promise<z.output<T>> {
  const json: unknown = parsedBody ?? await req.json().catch(() => {
    throw invalid("The body is not valid JSON.", { code: "invalid_json" });
  });
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid("Some fields are not right.", {
    code: "validation_failed",
    details: z.flattenError(parsed.error),
  });
}
