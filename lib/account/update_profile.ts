import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { getProfile, type Profile } from "./get_profile.ts";

/** What a person may change of itself; keys that are absent stay as they are. */
export const profileChanges = z.strictObject({
  name: z.string().trim().min(1, msg("Enter a name.")).max(
    120,
    msg("A name has at most 120 characters."),
  )
    // A line break or other control character in a name would reach mail headers and invoices.
    .regex(/^\P{Cc}*$/u, msg("A name is one line of text.")),
  theme: z.enum(["light", "dark", "system"]),
  /** Null follows the browser. */
  language: z.enum(LANGUAGES).nullable(),
}).partial();

export type ProfileChanges = z.infer<typeof profileChanges>;

/** Changes a profile and answers with it as it is then. A repeat changes nothing. */
export async function updateProfile(
  ctx: Ctx,
  input: { userId: string; changes: ProfileChanges },
): Promise<Profile> {
  const { userId, changes } = input;
  return await inTransaction(ctx, async (tx) => {
    const before = await getProfile(tx, { userId });
    const keys = (["name", "theme", "language"] as const)
      .filter((key) => changes[key] !== undefined && changes[key] !== before[key]);
    if (keys.length === 0) return before;
    await tx.db.update(users).set({ ...changes, updatedAt: ctx.clock.now() })
      .where(eq(users.id, userId));
    await recordAudit(tx, {
      event: "customer.profile.updated",
      subject: `user:${userId}`,
      metadata: { changedKeys: keys },
    });
    return { ...before, ...changes };
  });
}
