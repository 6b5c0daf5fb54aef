import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import { chargers, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SessionFlag } from "./session_flags.ts";
import { describeSession, type SessionView } from "./session_view.ts";

export interface SessionFilter {
  /** Active: SteVe has not said that it stopped. Default `all`. */
  status?: "all" | "active" | "completed";
  /** Bounds of the sort instant, both included. */
  from?: Date;
  to?: Date;
  /** Part of an idTag, any case. */
  tag?: string;
  chargeBoxId?: string;
  mappingId?: number;
  /** Sessions of this customer's cards only. */
  userId?: string;
  /** Sessions that carry at least one of these. */
  flags?: readonly SessionFlag[];
}

/** The last row of a page: where the next one begins. */
export interface SessionCursor {
  /** Microseconds since the epoch: Postgres keeps more than a Date can. */
  atUs: number;
  id: number;
}

export interface ListSessionsInput extends SessionFilter {
  /** Newest first by this instant. Default `updatedAt`. */
  sort?: "updatedAt" | "startedAt";
  /** Rows per page, 1 to 200. Default 15. */
  limit?: number;
  after?: SessionCursor;
}

export interface SessionPage {
  sessions: SessionView[];
  /** Null on the last page. */
  next: SessionCursor | null;
}

/** Sessions newest first, page by page, each page by an index whatever its depth. */
export async function listSessions(ctx: Ctx, input: ListSessionsInput): Promise<SessionPage> {
  const limit = Math.min(200, Math.max(1, input.limit ?? 15));
  const column = sortColumn(input.sort);
  const after = input.after && sql`(${column}, ${chargingSessions.id}) <
    (timestamptz 'epoch' + ${input.after.atUs}::float8 * interval '1 microsecond', ${input.after.id})`;
  const rows = await ctx.db.select({
    session: chargingSessions,
    chargerName: chargers.friendlyName,
    cardName: userMappings.displayName,
    userId: userMappings.userId,
    atUs: sql<number>`(extract(epoch from ${column}) * 1000000)::bigint`.mapWith(Number),
  }).from(chargingSessions)
    .leftJoin(userMappings, eq(userMappings.id, chargingSessions.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, chargingSessions.chargeBoxId))
    .where(and(filterOf(ctx, input, column), after))
    .orderBy(newestFirst(column), newestFirst(chargingSessions.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    sessions: shown.map(({ session, ...around }) => describeSession(session, around)),
    next: rows.length > limit && last ? { atUs: last.atUs, id: last.session.id } : null,
  };
}

/** Counting stops here: "10,000+" tells as much and costs the same at a million rows. */
export const COUNT_CAP = 10_000;

/** How many sessions match, at most `COUNT_CAP`; `isCapped` when there may be more. */
export async function countSessions(
  ctx: Ctx,
  input: SessionFilter & Pick<ListSessionsInput, "sort">,
): Promise<{ count: number; isCapped: boolean }> {
  const found = ctx.db.select({ id: chargingSessions.id }).from(chargingSessions)
    .where(filterOf(ctx, input, sortColumn(input.sort))).limit(COUNT_CAP + 1).as("found");
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(found);
  return { count: Math.min(row.count, COUNT_CAP), isCapped: row.count > COUNT_CAP };
}

/** "1,234" or "10,000+". */
export const countLabel = ({ count, isCapped }: { count: number; isCapped: boolean }) =>
  count.toLocaleString("en-US") + (isCapped ? "+" : "");

/** As the indexes are sorted; Postgres would not use them for a plain `desc`, which puts nulls first. */
export const newestFirst = (column: AnyPgColumn) => sql`${column} desc nulls last`;

const sortColumn = (sort: ListSessionsInput["sort"]) =>
  sort === "startedAt" ? chargingSessions.startedAt : chargingSessions.updatedAt;

function filterOf(
  ctx: Ctx,
  filter: SessionFilter,
  column: ReturnType<typeof sortColumn>,
): SQL | undefined {
  const s = chargingSessions;
  return and(
    filter.status === "active" ? isNull(s.stoppedAt) : undefined,
    filter.status === "completed" ? isNotNull(s.stoppedAt) : undefined,
    filter.from ? gte(column, filter.from) : undefined,
    filter.to ? lte(column, filter.to) : undefined,
    filter.tag ? sql`upper(${s.idTag}) like ${containing(filter.tag)}` : undefined,
    filter.chargeBoxId ? eq(s.chargeBoxId, filter.chargeBoxId) : undefined,
    filter.mappingId !== undefined ? eq(s.mappingId, filter.mappingId) : undefined,
    filter.userId !== undefined ? inArray(s.mappingId, cardsOfUser(ctx, filter.userId)) : undefined,
    // The first condition is the index's own: most sessions have nothing to remark.
    filter.flags?.length
      ? sql`${s.flags} <> '{}' and ${s.flags} && ${textArray(filter.flags)}`
      : undefined,
  );
}

const cardsOfUser = (ctx: Ctx, userId: string) =>
  ctx.db.select({ id: userMappings.id }).from(userMappings).where(eq(userMappings.userId, userId))
    .orderBy(asc(userMappings.id));

const textArray = (values: readonly string[]) =>
  sql`array[${sql.join(values.map((value) => sql`${value}`), sql`, `)}]::text[]`;

/** A LIKE pattern that finds `text` anywhere and takes its wildcards literally. */
export const containing = (text: string) =>
  `%${text.toUpperCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
