import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { SESSION_COOKIE, signedCookie, surfaceSecret } from "../cookies.ts";
import { loadHeld } from "./held_sessions.ts";

/** Makes another session of this browser the current one. Throws not_found unless the browser holds it. */
export async function switchSession(
  ctx: Ctx,
  { sessionId, headers }: { sessionId: string; headers: Headers },
): Promise<{ setCookies: string[] }> {
  const found = (await loadHeld(ctx, headers)).find(({ id }) => id === sessionId);
  if (!found) throw notFound(msg("This account is no longer signed in here."));
  const leftMs = found.expiresAt.getTime() - ctx.clock.nowMs();
  return {
    setCookies: [signedCookie(SESSION_COOKIE.customer, found.token, {
      secret: surfaceSecret(ctx.config.AUTH_SECRET, "customer"),
      secure: ctx.config.scheme === "https",
      maxAgeSec: Math.ceil(leftMs / 1_000),
    })],
  };
}
