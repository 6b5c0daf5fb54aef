import { and, count, desc, eq, isNull, lt } from "drizzle-orm";
import { notifications } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** The operators' notices are everybody's of them; a driver's are in `driver/my_notices.ts`. */
export interface NotificationScope {
  audience: "admin";
}

const within = ({ audience }: NotificationScope) =>
  and(eq(notifications.audience, audience), isNull(notifications.archivedAt));

/** Newest first, not archived; `beforeId` pages on. At most 100 a page. */
export function listNotifications(
  ctx: Ctx,
  input: NotificationScope & { limit?: number; beforeId?: number },
) {
  return ctx.db.select().from(notifications)
    .where(and(within(input), input.beforeId ? lt(notifications.id, input.beforeId) : undefined))
    .orderBy(desc(notifications.id)).limit(Math.min(input.limit ?? 25, 100));
}

/** How many notices of the scope nobody has read. */
export async function unreadCount(ctx: Ctx, scope: NotificationScope): Promise<number> {
  const [row] = await ctx.db.select({ n: count() }).from(notifications)
    .where(and(within(scope), isNull(notifications.readAt)));
  return row.n;
}
