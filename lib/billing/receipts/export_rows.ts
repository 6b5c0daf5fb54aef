import { eq, inArray } from "drizzle-orm";
import { chargers, sites, userMappings } from "@/db/schema/mod.ts";
import { listSessions, type SessionCursor, type SessionView } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export interface ExportFilter {
  userId: string;
  status?: "all" | "active" | "completed";
  /** Bounds of the start, both included. */
  from?: Date;
  to?: Date;
  /** One of the driver's cards; another's finds nothing. */
  mappingId?: number;
}

/** A session with what an expense report asks for beside it. */
export interface ExportRow {
  session: SessionView;
  cardName: string | null;
  costCentre: string | null;
  siteName: string | null;
}

const PER_PAGE = 200;

/** A driver's sessions, newest first, page by page: memory does not grow with their number. */
export async function* exportRows(
  ctx: Ctx,
  filter: ExportFilter,
): AsyncGenerator<ExportRow[]> {
  const cards = new Map((await ctx.db.select({
    id: userMappings.id,
    label: userMappings.driverLabel,
    name: userMappings.displayName,
    costCentre: userMappings.costCentre,
  }).from(userMappings).where(eq(userMappings.userId, filter.userId))).map((row) => [row.id, row]));
  let after: SessionCursor | undefined;
  do {
    const page = await listSessions(ctx, { ...filter, sort: "startedAt", limit: PER_PAGE, after });
    const places = await sitesOf(ctx, page.sessions);
    const rows = page.sessions.map((session) => {
      const card = cards.get(session.mappingId ?? -1);
      return {
        session,
        cardName: card?.label ?? card?.name ?? null,
        costCentre: card?.costCentre ?? null,
        siteName: places.get(session.chargeBoxId) ?? null,
      };
    });
    if (rows.length > 0) yield rows;
    after = page.next ?? undefined;
  } while (after);
}

async function sitesOf(ctx: Ctx, sessions: readonly SessionView[]): Promise<Map<string, string>> {
  const ids = [...new Set(sessions.map((session) => session.chargeBoxId))];
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.select({ id: chargers.chargeBoxId, name: sites.name }).from(chargers)
    .innerJoin(sites, eq(sites.id, chargers.siteId)).where(inArray(chargers.chargeBoxId, ids));
  return new Map(rows.map((row) => [row.id, row.name]));
}
