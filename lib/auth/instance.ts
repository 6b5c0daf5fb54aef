import { randomUUID } from "node:crypto";
import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { genericOAuth, magicLink, multiSession } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client.ts";
import { authAccounts, authSessions, passkeys, users, verifications } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { newPublicId } from "@/lib/platform/ids.ts";
import { type Logger, logger } from "@/lib/platform/log.ts";
import { mayHoldSession, passesGroupGate } from "./admission.ts";
import { SESSION_COOKIE, type SignInSurface, surfaceSecret } from "./cookies.ts";
import { OIDC_PROVIDER, oidcProvider } from "./oidc.ts";
import { passkeyPlugin } from "./passkeys/plugin.ts";

export interface InstanceDeps {
  config: Config;
  db: Db;
  clock: Clock;
  log?: Logger;
}

/** Header our gateway puts the client's address in; whatever a client sends under it is removed. */
export const CLIENT_IP_HEADER = "x-polaris-client-ip";
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** BetterAuth for one host, over the shared tables; its own rate limits and sign-ups are off. */
export function createInstance(deps: InstanceDeps, surface: SignInSurface) {
  const { config, db } = deps;
  const origin = surface === "admin" ? config.adminUrl : config.appUrl;
  const isAdmin = surface === "admin";
  const log = deps.log ?? logger("auth");
  return betterAuth({
    appName: "Polaris Express",
    baseURL: origin,
    basePath: "/api/auth",
    trustedOrigins: [origin],
    secret: surfaceSecret(config.AUTH_SECRET, surface),
    database: drizzleAdapter(db, {
      provider: "pg",
      transaction: true,
      schema: {
        user: users,
        session: authSessions,
        account: authAccounts,
        verification: verifications,
        passkey: passkeys,
      },
    }),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message) => log.error("The auth library reports: {message}", { message }),
    },
    // Thrown on, or the library would write a failed query with its values to the console.
    onAPIError: { errorURL: `${origin}/login/refused`, throw: true },
    advanced: {
      cookiePrefix: `polaris_${surface}`,
      // The prefix __Secure- would change the contract's cookie names; the attribute itself is set.
      useSecureCookies: false,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: "lax",
        path: "/",
        secure: config.scheme === "https",
      },
      cookies: { session_token: { name: SESSION_COOKIE[surface] } },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      database: { generateId: () => randomUUID() },
    },
    user: {
      additionalFields: {
        role: { type: "string", required: false, input: false },
        publicId: { type: "string", required: false, input: false },
      },
      ...(isAdmin ? { validateUserInfo: (data) => admitOidc(deps, data) } : {}),
    },
    session: {
      expiresIn: sessionTtlSec(config, surface),
      // The life of a session is a ceiling, not a window that slides with use.
      disableSessionRefresh: true,
      additionalFields: { surface: { type: "string", required: false, input: false } },
    },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, allowDifferentEmails: false },
    },
    emailAndPassword: {
      enabled: isAdmin,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    plugins: [
      multiSession({ maximumSessions: 5 }),
      ...(isAdmin ? [genericOAuth({ config: oidcProvider(config) })] : [
        magicLink({
          disableSignUp: true,
          expiresIn: config.MAGIC_LINK_TTL_SECONDS,
          storeToken: { type: "custom-hasher", hash: (token) => Promise.resolve(sha256Hex(token)) },
          // Links are written by request_magic_link.ts, with their mail in one transaction.
          sendMagicLink: () => Promise.reject(new Error("not a way to send links")),
        }),
        passkeyPlugin(config),
      ]),
    ],
    databaseHooks: {
      user: {
        create: {
          before: (user, context) => {
            // The path of the sign-in decides the role; no other path may make a person.
            if (!isAdmin || !context?.path?.startsWith("/callback/")) return Promise.resolve(false);
            return Promise.resolve({ data: { ...user, role: "admin", publicId: newPublicId() } });
          },
        },
      },
      session: {
        create: {
          before: async (session, context) => {
            const [user] = await db.select({ role: users.role, disabledAt: users.disabledAt })
              .from(users).where(eq(users.id, session.userId));
            if (!mayHoldSession(user, surface)) throw refusal(context?.path);
            const expiresAt = new Date(
              deps.clock.nowMs() + sessionTtlSec(config, surface) * 1000,
            );
            return { data: { ...session, surface, expiresAt } };
          },
          after: async (session, context) => {
            await recordAudit({
              db,
              actor: { kind: "system", name: "auth" },
              ip: session.ipAddress ?? undefined,
              userAgent: session.userAgent ?? undefined,
            }, {
              event: "auth.sign_in",
              subject: `user:${session.userId}`,
              metadata: { surface, method: methodOf(context?.path) },
            });
          },
        },
      },
    },
  });
}

export type AuthInstance = ReturnType<typeof createInstance>;

/** Life of a session in seconds: an absolute ceiling on both hosts. */
export function sessionTtlSec(config: Config, surface: SignInSurface): number {
  return surface === "admin"
    ? config.ADMIN_SESSION_TTL_SECONDS
    : config.CUSTOMER_SESSION_TTL_SECONDS;
}

/** Says the same as a wrong password, so that it cannot be told who exists or is disabled. */
function refusal(path: string | undefined): APIError {
  return path?.startsWith("/callback/")
    ? new APIError("FORBIDDEN", { code: "not_admitted", message: "This account is not admitted." })
    : new APIError("UNAUTHORIZED", {
      code: "INVALID_EMAIL_OR_PASSWORD",
      message: "Invalid email or password",
    });
}

function methodOf(path: string | undefined): string {
  if (path?.startsWith("/callback/")) return "oidc";
  if (path?.startsWith("/passkey/")) return "passkey";
  return path === "/magic-link/verify" ? "magic_link" : "password";
}

/** The provider's person must be in the group, and must not be a customer or a disabled operator here. */
async function admitOidc(
  { config, db }: InstanceDeps,
  { user, source }: {
    user: { id?: string };
    source: { oauth?: { providerId: string; profile?: Record<string, unknown> } };
  },
): Promise<void | { error: string; errorDescription?: string }> {
  if (source.oauth?.providerId !== OIDC_PROVIDER) return { error: "not_admitted" };
  if (!passesGroupGate(source.oauth.profile ?? {}, config.ADMIN_OIDC_ADMIN_GROUP)) {
    return { error: "not_in_group" };
  }
  if (!user.id) return;
  const [known] = await db.select({ role: users.role, disabledAt: users.disabledAt }).from(users)
    .where(eq(users.id, user.id));
  if (known && !mayHoldSession(known, "admin")) return { error: "not_admitted" };
}
