import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { authSessions, users } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { readHeldTokens, readSessionToken, surfaceSecret } from "../cookies.ts";

/** A driver who is signed in in this browser, beside others. */
export interface HeldSession {
  id: string;
  user: { id: string; name: string | null; email: string | null; publicId: string };
  /** The one the cookie of this request stands for. */
  isCurrent: boolean;
  expiresAt: Date;
}

/**
 * Living sessions of the customer host for which this browser holds a signed cookie, oldest first.
 * Views of administrators are not among them.
 */
export async function heldSessions(ctx: Ctx, headers: Headers): Promise<HeldSession[]> {
  return (await loadHeld(ctx, headers)).map(({ token: _, ...session }) => session);
}

/** The same with their tokens, for the verbs beside. */
export async function loadHeld(
  ctx: Ctx,
  headers: Headers,
): Promise<(HeldSession & { token: string })[]> {
  const secret = surfaceSecret(ctx.config.AUTH_SECRET, "customer");
  const current = readSessionToken(headers, "customer", secret);
  const tokens = new Set(readHeldTokens(headers, "customer", secret));
  if (current) tokens.add(current);
  if (tokens.size === 0) return [];
  const rows = await ctx.db.select({
    id: authSessions.id,
    token: authSessions.token,
    expiresAt: authSessions.expiresAt,
    user: { id: users.id, name: users.name, email: users.email, publicId: users.publicId },
  }).from(authSessions).innerJoin(users, eq(users.id, authSessions.userId)).where(and(
    inArray(authSessions.token, [...tokens]),
    eq(authSessions.surface, "customer"),
    isNull(authSessions.impersonatedBy),
    gt(authSessions.expiresAt, ctx.clock.now()),
    eq(users.role, "customer"),
    isNull(users.disabledAt),
  )).orderBy(asc(authSessions.createdAt), asc(authSessions.id));
  return rows.map((row) => ({ ...row, isCurrent: row.token === current }));
}
