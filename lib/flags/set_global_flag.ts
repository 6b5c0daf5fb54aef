import { eq } from "drizzle-orm";
import { globalFeatureFlagValues as table } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { auditFacts, checkFlagChanges, editorOf, type FlagChange } from "./flag_changes.ts";

/**
 * Sets a flag for everybody who has no value of their own; `null` returns to the default. Needs
 * `flags:write`. Throws `forbidden`, and `invalid` for an unknown flag or a value it does not take.
 */
export async function setGlobalFlag(ctx: Ctx, input: FlagChange): Promise<void> {
  const changes = checkFlagChanges(ctx, [input]);
  await inTransaction(ctx, async (tx) => {
    for (const [key, value] of changes) {
      if (value === null) await tx.db.delete(table).where(eq(table.key, key));
      else {
        const row = { value, updatedBy: editorOf(ctx), updatedAt: ctx.clock.now() };
        await tx.db.insert(table).values({ key, ...row })
          .onConflictDoUpdate({ target: table.key, set: row });
      }
    }
    await recordAudit(tx, {
      event: "global.feature_flags.changed",
      subject: `flag:${input.key}`,
      metadata: auditFacts(changes),
    });
    await ctx.events.publish(tx.db, "flags.changed", { userId: null });
  });
}
