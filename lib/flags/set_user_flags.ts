import { and, eq, inArray } from "drizzle-orm";
import { userFeatureFlagValues as table, users } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { type EffectiveFlags, effectiveFlags } from "./effective_flags.ts";
import { auditFacts, checkFlagChanges, editorOf, type FlagChange } from "./flag_changes.ts";

/**
 * Overrides flags for one person; all or none. Needs `flags:write`.
 * @returns the person's effective flags
 * @throws AppError `forbidden`; `invalid` (`invalid_flag`, `invalid_value`); `not_found` (`user_not_found`)
 */
export async function setUserFlags(
  ctx: Ctx,
  input: { userId: string; flags: readonly FlagChange[] },
): Promise<EffectiveFlags> {
  const changes = checkFlagChanges(ctx, input.flags);
  const { userId } = input;
  return await inTransaction(ctx, async (tx) => {
    const [user] = await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId))
      .for("share");
    if (!user) throw notFound("There is no such user.", { code: "user_not_found" });
    const removed = [...changes].filter(([, value]) => value === null).map(([key]) => key);
    if (removed.length > 0) {
      await tx.db.delete(table).where(and(eq(table.userId, userId), inArray(table.key, removed)));
    }
    for (const [key, value] of changes) {
      if (value === null) continue;
      const row = { value, updatedBy: editorOf(ctx), updatedAt: ctx.clock.now() };
      await tx.db.insert(table).values({ userId, key, ...row })
        .onConflictDoUpdate({ target: [table.userId, table.key], set: row });
    }
    if (changes.size > 0) {
      await recordAudit(tx, {
        event: "user.feature_flags.changed",
        subject: `user:${userId}`,
        metadata: auditFacts(changes),
      });
      await ctx.events.publish(tx.db, "flags.changed", { userId });
    }
    return await effectiveFlags(tx, { userId });
  });
}
