import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { authSessions } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import {
  expiredCookie,
  multiSessionCookie,
  readHeldTokens,
  SESSION_COOKIE,
  signedCookie,
  surfaceSecret,
} from "./cookies.ts";

/** Sessions a browser may hold beside each other (spec 2.2). */
export const MAX_HELD_SESSIONS = 5;

interface MintSession {
  userId: string;
  /** Life in seconds: a ceiling, it does not slide with use. */
  ttlSec: number;
  /** Headers of the request, whose cookies name the other sessions of this browser. */
  headers: Headers;
  /** The administrator who looks through this person's eyes; such a session is not in the picker. */
  impersonatedBy?: string;
  /** Set when the proof was weak; see `requireStrongSession` of lib/web. */
  signedInBy?: "scan";
}

/**
 * Writes a session of the customer host in the caller's transaction and returns its Set-Cookie texts,
 * in BetterAuth's format. Whether the person may have one is for the caller to decide. An older session
 * of the same person in this browser ends, as it does with the library's own sign-ins.
 */
export async function mintSession(
  ctx: Ctx,
  { userId, ttlSec, headers, impersonatedBy, signedInBy }: MintSession,
): Promise<{ sessionId: string; setCookies: string[] }> {
  const surface = "customer";
  const secret = surfaceSecret(ctx.config.AUTH_SECRET, surface);
  const secure = ctx.config.scheme === "https";
  const token = randomToken(32);
  const sessionId = randomUUID();
  const now = ctx.clock.now();
  const setCookies = [
    signedCookie(SESSION_COOKIE[surface], token, { secret, secure, maxAgeSec: ttlSec }),
  ];
  if (!impersonatedBy) {
    const held = readHeldTokens(headers, surface, secret);
    const replaced = held.length === 0 ? [] : await ctx.db.delete(authSessions).where(and(
      inArray(authSessions.token, held),
      eq(authSessions.userId, userId),
      isNull(authSessions.impersonatedBy),
    )).returning({ token: authSessions.token });
    for (const old of replaced) {
      setCookies.push(expiredCookie(multiSessionCookie(surface, old.token), secure));
    }
    if (held.length - replaced.length < MAX_HELD_SESSIONS) {
      setCookies.push(signedCookie(multiSessionCookie(surface, token), token, { secret, secure }));
    }
  }
  await ctx.db.insert(authSessions).values({
    id: sessionId,
    token,
    userId,
    surface,
    impersonatedBy,
    signedInBy,
    ipAddress: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 300),
    expiresAt: new Date(now.getTime() + ttlSec * 1_000),
    createdAt: now,
    updatedAt: now,
  });
  return { sessionId, setCookies };
}
