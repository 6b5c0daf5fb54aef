import { and, eq } from "drizzle-orm";
import { authSessions } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { conflict } from "@/lib/platform/errors.ts";
import { expiredCookie, SESSION_COOKIE } from "../cookies.ts";

/**
 * Ends the view of the calling administrator; returns Set-Cookie texts and where to go. Throws conflict
 * in a session that is nobody's view. The end holds even when it cannot be audited (spec 2.7).
 */
export async function endImpersonation(
  ctx: Ctx,
  { sessionId }: { sessionId: string },
): Promise<{ url: string; setCookies: string[] }> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.impersonatedBy) {
    throw conflict("You are not viewing as somebody else.", { code: "not_impersonating" });
  }
  const ended = await ctx.db.delete(authSessions).where(and(
    eq(authSessions.id, sessionId),
    eq(authSessions.impersonatedBy, actor.impersonatedBy),
  )).returning({ id: authSessions.id });
  if (ended.length > 0) {
    await recordAudit(ctx, { event: "impersonation.end", subject: `user:${actor.userId}` })
      .catch((error) => ctx.log.error("The end of a view could not be audited.", { error }));
  }
  return {
    url: ctx.config.adminUrl,
    setCookies: [expiredCookie(SESSION_COOKIE.customer, ctx.config.scheme === "https")],
  };
}
