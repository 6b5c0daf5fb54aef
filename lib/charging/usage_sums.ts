import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { costsSoFar } from "./driver/costs_so_far.ts";

/** Energy, cost and sessions of a span of time or a part of it. */
export interface UsageFigures {
  energyWh: number;
  sessions: number;
  /** Sum of the estimates of priced sessions; null when none is priced, or in several currencies. */
  costCents: number | null;
  currency: string | null;
}

/** Sums of one group of sessions with one currency, as `USAGE_SUMS` selects them. */
export interface UsageSums extends Record<string, unknown> {
  wh: number;
  sessions: number;
  cents: number | null;
  currency: string | null;
  /** Sessions that are not closed yet: their rows hold no cost. */
  open: number[] | null;
}

/**
 * The session `c` is more than a tap that was refused: SteVe records a transaction of no length for a
 * card that charges elsewhere (ConcurrentTx) or that the station turned away.
 */
export const HAS_BEGUN: SQL = sql`not (c.stopped_at is not null and c.energy_wh = 0
  and c.stopped_at - c.started_at < interval '1 minute')`;

/** Columns of `UsageSums` over sessions `c`; group by `c.currency`, too. */
export const USAGE_SUMS: SQL = sql`sum(c.energy_wh)::bigint as wh,
  (count(*) filter (where ${HAS_BEGUN}))::int as sessions, sum(c.cost_cents)::bigint as cents, c.currency,
  array_agg(c.id::float8) filter (where c.cost_cents is null and not c.is_finalized) as open`;

/** The rows, and one more for every open session with what it costs so far: sums then say what pages of sessions say. */
export async function withOpenCosts<T extends UsageSums>(
  ctx: Ctx,
  rows: readonly T[],
): Promise<T[]> {
  const ids = rows.flatMap((row) => row.open ?? []);
  const costs = await costsSoFar(ctx, ids.map((id) => ({ id, isLive: true })));
  const costRow = (row: T, id: number): T[] => {
    const cost = costs.get(id);
    if (!cost) return [];
    const { costCents: cents, currency } = cost;
    return [{ ...row, wh: 0, sessions: 0, cents, currency, open: null }];
  };
  return rows.flatMap((row) => [row, ...(row.open ?? []).flatMap((id) => costRow(row, id))]);
}

/** One figure of each kind over all rows. */
export function sumOf(rows: readonly UsageSums[]): UsageFigures {
  const priced = rows.filter((row) => row.cents !== null);
  const isOneCurrency = new Set(priced.map((row) => row.currency)).size === 1;
  return {
    energyWh: rows.reduce((sum, row) => sum + row.wh, 0),
    sessions: rows.reduce((sum, row) => sum + row.sessions, 0),
    costCents: isOneCurrency ? priced.reduce((sum, row) => sum + (row.cents ?? 0), 0) : null,
    currency: isOneCurrency ? priced[0].currency : null,
  };
}
