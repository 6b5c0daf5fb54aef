import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";

/** Notes the language in which a driver reads the pages, for mails and push messages that come later. */
export async function rememberLanguage(
  ctx: Ctx,
  { userId, language }: { userId: string; language: Language },
): Promise<void> {
  await ctx.db.update(users).set({ seenLanguage: language })
    .where(and(eq(users.id, userId), isNull(users.anonymisedAt)));
}
