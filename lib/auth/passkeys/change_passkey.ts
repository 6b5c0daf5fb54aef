import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { passkeys } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { invalid, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

interface OwnPasskey {
  userId: string;
  id: string;
}

const passkeyName = z.string().trim().min(1).max(60);
const mine = ({ userId, id }: OwnPasskey) => and(eq(passkeys.id, id), eq(passkeys.userId, userId));

/** Gives a passkey another name. Throws invalid, and not_found unless it is this person's. */
export async function renamePasskey(ctx: Ctx, input: OwnPasskey & { name: string }): Promise<void> {
  const name = passkeyName.safeParse(input.name);
  if (!name.success) throw invalid(msg("Give the passkey a name of up to 60 characters."));
  const changed = await ctx.db.update(passkeys).set({ name: name.data }).where(mine(input))
    .returning({ id: passkeys.id });
  if (changed.length === 0) throw notFound(msg("There is no such passkey."));
}

/** Removes a passkey; it signs nobody in any more. Throws not_found unless it is this person's. */
export async function removePasskey(ctx: Ctx, input: OwnPasskey): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const removed = await tx.db.delete(passkeys).where(mine(input)).returning({ id: passkeys.id });
    if (removed.length === 0) throw notFound(msg("There is no such passkey."));
    await recordAudit(tx, {
      event: "auth.passkey_removed",
      subject: `user:${input.userId}`,
      metadata: { passkeyId: input.id },
    });
  });
}
