import { eq } from "drizzle-orm";
import { authSessions } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { expiredCookie, multiSessionCookie, SESSION_COOKIE } from "../cookies.ts";
import { loadHeld } from "./held_sessions.ts";

/**
 * Ends one of this browser's sessions; the others stay. One that is not held, or no longer, changes
 * nothing. Returns Set-Cookie texts.
 */
export async function endHeldSession(
  ctx: Ctx,
  { sessionId, headers }: { sessionId: string; headers: Headers },
): Promise<{ setCookies: string[] }> {
  const found = (await loadHeld(ctx, headers)).find(({ id }) => id === sessionId);
  if (!found) return { setCookies: [] };
  await inTransaction(ctx, async (tx) => {
    const ended = await tx.db.delete(authSessions).where(eq(authSessions.id, found.id))
      .returning({ id: authSessions.id });
    if (ended.length === 0) return;
    await recordAudit(tx, {
      event: "auth.sign_out",
      subject: `user:${found.user.id}`,
      metadata: { surface: "customer" },
    });
  });
  const secure = ctx.config.scheme === "https";
  return {
    setCookies: [
      expiredCookie(multiSessionCookie("customer", found.token), secure),
      ...(found.isCurrent ? [expiredCookie(SESSION_COOKIE.customer, secure)] : []),
    ],
  };
}
