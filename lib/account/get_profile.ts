import { eq } from "drizzle-orm";
import { users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";

export interface Profile {
  userId: string;
  publicId: string;
  name: string | null;
  email: string | null;
  theme: "light" | "dark" | "system";
  /** Null follows the browser. */
  language: Language | null;
  createdAt: Date;
  onboardedAt: Date | null;
}

/** The profile of one person; not_found when there is none. */
export async function getProfile(ctx: Ctx, input: { userId: string }): Promise<Profile> {
  const [row] = await ctx.db.select({
    userId: users.id,
    publicId: users.publicId,
    name: users.name,
    email: users.email,
    theme: users.theme,
    language: users.language,
    createdAt: users.createdAt,
    onboardedAt: users.onboardedAt,
  }).from(users).where(eq(users.id, input.userId));
  if (!row) throw notFound("There is no such account.");
  return row;
}
