import { recordAudit } from "@/lib/audit/mod.ts";
import type { Db } from "@/db/client.ts";
import { unavailable, upstream } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { OIDC_PROVIDER } from "./oidc.ts";
import { safeNext } from "./next_path.ts";
import { anonymousContext, type RequestInfo } from "./request_info.ts";
import { countTry, networkKey, type SignInLimiter } from "./sign_in_limit.ts";
import type { SurfaceAuth } from "./surface_auth.ts";

/** A finished sign-in carries the cookies to set; a failed one tells nothing about who exists. */
export type SignInResult = { ok: true; setCookies: string[] } | { ok: false };

interface SignInDeps {
  db: Db;
  limiter: SignInLimiter;
}

/**
 * Signs an operator in by password. Wrong password, unknown address, disabled person and a driver's
 * address look the same, in time too. Throws `limit` after ten tries a minute per network address
 * or per account.
 */
export async function signInWithPassword(
  deps: SignInDeps,
  admin: SurfaceAuth,
  info: RequestInfo,
  input: { email: string; password: string },
): Promise<SignInResult> {
  const email = input.email.trim().toLowerCase();
  await countTry(deps.limiter, [
    `sign-in:${networkKey(info.ip)}`,
    `sign-in:account:${sha256Hex(email).slice(0, 32)}`,
  ]);
  const response = await ask(admin, info, "/sign-in/email", {
    method: "POST",
    body: { email, password: input.password },
  });
  await response.body?.cancel();
  if (response.ok) return { ok: true, setCookies: response.headers.getSetCookie() };
  await recordAudit(anonymousContext(deps.db, info), {
    event: "auth.sign_in_failed",
    metadata: { surface: "admin", method: "password", addressHash: sha256Hex(email).slice(0, 12) },
  });
  return { ok: false };
}

/** Asks the library. A failure of ours must not pass as a wrong credential: it throws `unavailable`. */
async function ask(...[auth, ...call]: [SurfaceAuth, ...Parameters<SurfaceAuth["call"]>]) {
  const failed = (cause?: unknown) =>
    unavailable("Signing in does not work at the moment. Try again in a minute.", { cause });
  let response: Response;
  try {
    response = await auth.call(...call);
  } catch (error) {
    logger("auth").error("A sign-in failed for a reason of ours.", { error });
    throw failed(error);
  }
  if (response.status < 500) return response;
  await response.body?.cancel();
  throw failed();
}

/** Uses a sign-in link up. Of several uses of one link exactly one succeeds, and only in its time. */
export async function signInWithMagicLink(
  deps: SignInDeps,
  customer: SurfaceAuth,
  info: RequestInfo,
  token: string,
): Promise<SignInResult> {
  await countTry(deps.limiter, [`magic-link:${networkKey(info.ip)}`]);
  const response = await ask(
    customer,
    info,
    `/magic-link/verify?${new URLSearchParams({ token })}`,
  );
  await response.body?.cancel();
  // Without a callbackURL the library answers 200 on success and redirects on failure.
  if (response.status === 200) return { ok: true, setCookies: response.headers.getSetCookie() };
  await recordAudit(anonymousContext(deps.db, info), {
    event: "auth.sign_in_failed",
    metadata: { surface: "customer", method: "magic_link" },
  });
  return { ok: false };
}

/**
 * The redirect to the identity provider, with the cookie that ties its answer to this browser. Throws
 * `upstream` when the provider cannot be reached.
 */
export async function startOidc(
  admin: SurfaceAuth,
  info: RequestInfo,
  next: string | null,
): Promise<Response> {
  const ask = () =>
    admin.call(info, "/sign-in/social", {
      method: "POST",
      body: {
        provider: OIDC_PROVIDER,
        callbackURL: safeNext(next),
        errorCallbackURL: "/login/refused",
        disableRedirect: true,
      },
    });
  let response = await ask();
  if (response.status === 404) {
    // The provider did not answer when the instance was made: ask it once more.
    await response.body?.cancel();
    admin.reload();
    response = await ask();
  }
  const answer: unknown = await response.json().catch(() => null);
  const url = answer !== null && typeof answer === "object" && "url" in answer ? answer.url : null;
  if (!response.ok || typeof url !== "string") {
    throw upstream("The sign-in provider cannot be reached. Try again in a minute.");
  }
  const headers = new Headers({ location: url, "cache-control": "no-store" });
  for (const cookie of response.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}
