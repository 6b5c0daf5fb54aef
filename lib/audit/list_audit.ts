import { and, desc, eq, gte, like, lt, lte } from "drizzle-orm";
import { authAudit, users } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export interface AuditFilter {
  /** Exact event, or a group when it ends in a dot: `device.` */
  event?: string;
  actorUserId?: string;
  subject?: string;
  /** Inclusive bounds on the time of the event. */
  from?: Date;
  to?: Date;
  /** Rows older than this id: the `nextBeforeId` of the page before. */
  beforeId?: number;
  /** Rows per page, 1 to 200; default 50. */
  limit?: number;
}

export interface AuditRow {
  id: number;
  event: string;
  actorKind: "user" | "device" | "system" | "webhook" | "anonymous";
  actorUserId: string | null;
  actorName: string | null;
  actorEmail: string | null;
  subject: string | null;
  metadata: Record<string, unknown>;
  ip: string | null;
  userAgent: string | null;
  route: string | null;
  requestId: string | null;
  createdAt: Date;
}

export interface AuditPage {
  rows: AuditRow[];
  /** Pass as `beforeId` for the next page; null on the last. */
  nextBeforeId: number | null;
}

/** The audit trail, newest first, by keyset on the row id. Who may read it is the caller's check (`audit:read`). */
export async function listAudit(
  ctx: Pick<Ctx, "db">,
  filter: AuditFilter = {},
): Promise<AuditPage> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const { event } = filter;
  const rows = await ctx.db.select({
    id: authAudit.id,
    event: authAudit.event,
    actorKind: authAudit.actorKind,
    actorUserId: authAudit.actorUserId,
    actorName: users.name,
    actorEmail: users.email,
    subject: authAudit.subject,
    metadata: authAudit.metadata,
    ip: authAudit.ip,
    userAgent: authAudit.userAgent,
    route: authAudit.route,
    requestId: authAudit.requestId,
    createdAt: authAudit.createdAt,
  }).from(authAudit).leftJoin(users, eq(users.id, authAudit.actorUserId)).where(and(
    event?.endsWith(".")
      ? like(authAudit.event, `${event.replaceAll(/[\\%_]/g, "\\$&")}%`)
      : event
      ? eq(authAudit.event, event)
      : undefined,
    filter.actorUserId ? eq(authAudit.actorUserId, filter.actorUserId) : undefined,
    filter.subject ? eq(authAudit.subject, filter.subject) : undefined,
    filter.from ? gte(authAudit.createdAt, filter.from) : undefined,
    filter.to ? lte(authAudit.createdAt, filter.to) : undefined,
    filter.beforeId ? lt(authAudit.id, filter.beforeId) : undefined,
  )).orderBy(desc(authAudit.id)).limit(limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, nextBeforeId: rows.length > limit ? page[limit - 1].id : null };
}
