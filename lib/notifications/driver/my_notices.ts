import { and, between, count, desc, eq, gt, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { driverMessages, notifications, users } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { toldWords } from "./words.ts";

/** One notice as its driver sees it, in the driver's language. */
export interface DriverNotice {
  id: number;
  severity: "info" | "success" | "warning" | "error";
  title: string;
  body: string | null;
  /** Path of the drivers' host. */
  link: string | null;
  isRead: boolean;
  /** The latest time it was raised. */
  at: Date;
}

/** A word to everybody counts as unread for so long. */
const BROADCAST_MS = 30 * 24 * 3_600_000;
/** A notice to everybody is read by each driver alone: a row here says by whom. */
const READ = "notice_read";

const n = notifications;
const readBy = (userId: string) =>
  sql`exists (select 1 from driver_messages d where d.user_id = ${userId}
    and d.event = ${READ} and d.subject = 'notice:' || ${n.id})`;

/** Theirs, and those to everybody since they joined. */
const visibleTo = (userId: string) =>
  and(
    eq(n.audience, "customer"),
    isNull(n.archivedAt),
    or(
      eq(n.userId, userId),
      and(
        isNull(n.userId),
        sql`${n.createdAt} >= (select ${users.createdAt} from ${users} where ${users.id} = ${userId})`,
      ),
    ),
  );

const unreadBy = (ctx: Ctx, userId: string): SQL | undefined =>
  and(
    visibleTo(userId),
    or(
      and(eq(n.userId, userId), isNull(n.readAt)),
      and(
        isNull(n.userId),
        gt(n.createdAt, new Date(ctx.clock.nowMs() - BROADCAST_MS)),
        sql`not ${readBy(userId)}`,
      ),
    ),
  );

/** The driver's notices in `language`, newest first. `beforeId` pages on; at most 200 a page. */
export async function myNotices(
  ctx: Ctx,
  input: { userId: string; language: Language; limit?: number; beforeId?: number },
): Promise<DriverNotice[]> {
  const rows = await ctx.db.select({
    notice: n,
    isUnread: sql<boolean>`coalesce(${unreadBy(ctx, input.userId)}, false)`,
  }).from(n).where(
    and(visibleTo(input.userId), input.beforeId ? lt(n.id, input.beforeId) : undefined),
  ).orderBy(desc(n.id)).limit(Math.min(input.limit ?? 25, 200));
  return rows.map(({ notice, isUnread }) => ({
    id: notice.id,
    severity: notice.severity,
    ...said(notice, input.language),
    link: notice.link,
    isRead: !isUnread,
    at: notice.updatedAt,
  }));
}

function said(
  { told, title, body }: typeof n.$inferSelect,
  language: Language,
): { title: string; body: string | null } {
  const words = toldWords(told, language);
  if (words) return { title: words.title, body: words.body };
  // Notices of other parts are texts of the code, or an operator's own words, which stay as they are.
  const t = translator(language);
  const say = (text: string) => text.includes("##") ? text : t(text);
  return { title: say(title), body: body === null ? null : say(body) };
}

/** How many of the driver's notices are unread. */
export async function myUnread(ctx: Ctx, { userId }: { userId: string }): Promise<number> {
  const [row] = await ctx.db.select({ n: count() }).from(n).where(unreadBy(ctx, userId));
  return row.n;
}

/**
 * Marks one notice of the driver as read; a repeat changes nothing.
 * @returns where the notice leads
 * @throws AppError `not_found` for a notice that is not theirs
 */
export async function readNotice(
  ctx: Ctx,
  { userId, id }: { userId: string; id: number },
): Promise<{ link: string | null }> {
  const [mine] = await ctx.db.select({ link: n.link }).from(n)
    .where(and(visibleTo(userId), eq(n.id, id)));
  if (!mine) throw notFound(msg("There is no such notice."));
  await mark(ctx, userId, eq(n.id, id));
  return mine;
}

/**
 * Marks the driver's notices up to and including `upToId` as read, for newer ones nobody has seen yet; with
 * `fromId` only those from there on.
 */
export function readNotices(
  ctx: Ctx,
  { userId, upToId, fromId = 0 }: { userId: string; upToId: number; fromId?: number },
): Promise<void> {
  return mark(ctx, userId, between(n.id, fromId, upToId));
}

async function mark(ctx: Ctx, userId: string, which: SQL): Promise<void> {
  await inTransaction(ctx, async ({ db, clock, events }) => {
    const unread = await db.select({ id: n.id, userId: n.userId }).from(n)
      .where(and(unreadBy(ctx, userId), which));
    if (unread.length === 0) return;
    const now = clock.now();
    await db.update(n).set({ readAt: now }).where(
      and(eq(n.userId, userId), eq(n.audience, "customer"), isNull(n.readAt), which),
    );
    const toAll = unread.filter((notice) => notice.userId === null);
    if (toAll.length > 0) {
      await db.insert(driverMessages).values(
        toAll.map(({ id }) => ({
          userId,
          event: READ,
          subject: `notice:${id}`,
          nextAttemptAt: now,
          createdAt: now,
        })),
      ).onConflictDoNothing();
    }
    // The driver's other open pages count anew.
    await events.publish(db, "notification.raised", {
      notificationId: unread[0].id,
      audience: "customer",
      userId,
    });
  });
}
