import { and, eq, gt } from "drizzle-orm";
import { verifications } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { magicLinkIdentifier, magicLinkRecord } from "./magic_link.ts";

/**
 * Uses a sign-in link up and returns its address; null when it is unknown, used or over. The row is
 * the one the browser's sign-in takes, so that a link works once in all. Joins `ctx`'s transaction.
 */
export async function consumeMagicLink(ctx: Ctx, token: string): Promise<{ email: string } | null> {
  if (!/^[A-Za-z0-9_-]{8,128}$/.test(token)) return null;
  const [row] = await ctx.db.delete(verifications).where(and(
    eq(verifications.identifier, magicLinkIdentifier(token)),
    gt(verifications.expiresAt, ctx.clock.now()),
  )).returning({ value: verifications.value });
  const parsed = magicLinkRecord.safeParse(row ? JSON.parse(row.value) : null);
  return parsed.success ? { email: parsed.data.email } : null;
}
