import { and, eq, isNull, lte } from "drizzle-orm";
import { notifications } from "@/db/schema/mod.ts";
import { forbidden } from "@/lib/platform/errors.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";

/** Marks operators' notices as read, up to and including `upToId`; newer ones nobody has seen yet. */
export function markNoticesRead(ctx: Ctx, { upToId }: { upToId: number }): Promise<number> {
  return change(ctx, { readAt: ctx.clock.now() }, isNull(notifications.readAt), upToId, lte);
}

/** Puts one notice of the operators away; read or not. The same fact brings it back. */
export function archiveNotice(ctx: Ctx, { id }: { id: number }): Promise<number> {
  const now = ctx.clock.now();
  return change(ctx, { archivedAt: now, readAt: now }, isNull(notifications.archivedAt), id, eq);
}

async function change(
  ctx: Ctx,
  set: { readAt: Date; archivedAt?: Date },
  condition: ReturnType<typeof isNull>,
  id: number,
  compare: typeof eq | typeof lte,
): Promise<number> {
  const { actor } = ctx;
  if (actor.kind !== "system" && (actor.kind !== "user" || actor.role === "customer")) {
    throw forbidden("These notices belong to the operators.");
  }
  return await inTransaction(ctx, async (tx) => {
    const rows = await tx.db.update(notifications).set(set).where(
      and(eq(notifications.audience, "admin"), condition, compare(notifications.id, id)),
    ).returning({ id: notifications.id });
    // Other open pages count anew.
    if (rows.length > 0) {
      await tx.events.publish(tx.db, "notification.raised", {
        notificationId: rows[0].id,
        audience: "admin",
        userId: null,
      });
    }
    return rows.length;
  });
}
