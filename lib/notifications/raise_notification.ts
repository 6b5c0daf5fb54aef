import { sql } from "drizzle-orm";
import { notifications } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export interface RaiseNotification {
  audience: "admin" | "customer";
  /** Null or absent: everyone of the audience. */
  userId?: string | null;
  severity: "info" | "success" | "warning" | "error";
  /** The part that noticed, e.g. `sync`, `lago`. */
  source: string;
  title: string;
  body?: string;
  /** Path on the audience's own host. */
  link?: string;
  /** Event and facts of a driver's notice: it is said anew in the language of whoever reads it. */
  told?: { event: string; data: Record<string, unknown> };
  /** While a notice with this key stands, the same fact only counts up and becomes unread again. */
  dedupeKey?: string;
}

/** Writes a notice in the caller's transaction and tells open pages. */
export async function raiseNotification(ctx: Ctx, input: RaiseNotification): Promise<void> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.insert(notifications).values({
    ...input,
    userId: input.userId ?? null,
    createdAt: now,
    updatedAt: now,
  }).onConflictDoUpdate({
    target: [notifications.audience, notifications.dedupeKey],
    set: {
      occurrences: sql`${notifications.occurrences} + 1`,
      severity: input.severity,
      title: input.title,
      body: input.body ?? null,
      told: input.told ?? null,
      readAt: null,
      archivedAt: null,
      updatedAt: now,
    },
  }).returning({ id: notifications.id });
  await ctx.events.publish(ctx.db, "notification.raised", {
    notificationId: row.id,
    audience: input.audience,
    userId: input.userId ?? null,
  });
}
