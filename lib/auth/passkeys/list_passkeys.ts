import { desc, eq } from "drizzle-orm";
import { passkeys } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export interface PasskeyView {
  id: string;
  name: string | null;
  createdAt: Date;
  /** Kept by a service that follows its owner to other devices. */
  isSynced: boolean;
}

/** Passkeys of one person, newest first. */
export async function listPasskeys(
  ctx: Ctx,
  { userId }: { userId: string },
): Promise<PasskeyView[]> {
  return await ctx.db.select({
    id: passkeys.id,
    name: passkeys.name,
    createdAt: passkeys.createdAt,
    isSynced: passkeys.backedUp,
  }).from(passkeys).where(eq(passkeys.userId, userId))
    .orderBy(desc(passkeys.createdAt), desc(passkeys.id));
}
