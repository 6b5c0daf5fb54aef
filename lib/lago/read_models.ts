import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  lagoBillableMetrics,
  lagoCustomers,
  lagoInvoices,
  lagoPlans,
  lagoSubscriptions,
  lagoWallets,
} from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type {
  LagoBillableMetric,
  LagoCustomer,
  LagoInvoice,
  LagoPlan,
  LagoSubscription,
  LagoWallet,
} from "./types.ts";

type Row = Record<string, unknown>;

/** Keeps our copies of customers; a copy that Lago changed later stays. */
export function saveCustomers(ctx: Ctx, rows: readonly LagoCustomer[]): Promise<void> {
  return save(
    ctx,
    lagoCustomers,
    "external_id",
    onePer(rows, (row) => row.externalId),
    notOlder("lago_customers"),
  );
}

export function savePlans(ctx: Ctx, rows: readonly LagoPlan[]): Promise<void> {
  return save(ctx, lagoPlans, "code", onePer(rows, (row) => row.code));
}

export function saveBillableMetrics(
  ctx: Ctx,
  rows: readonly LagoBillableMetric[],
): Promise<void> {
  return save(ctx, lagoBillableMetrics, "code", onePer(rows, (row) => row.code));
}

const ENDED = sql`('terminated', 'canceled')`;

/**
 * Keeps one row per external id. After a change of plan Lago has several subscriptions with that id: the
 * active one wins, then the one that began last; an ended one never comes back to life.
 */
export function saveSubscriptions(ctx: Ctx, rows: readonly LagoSubscription[]): Promise<void> {
  const weight = (row: LagoSubscription) =>
    row.status === "active" ? 2 : row.status === "pending" ? 1 : 0;
  const ordered = [...rows].sort((a, b) =>
    weight(a) - weight(b) || (a.startedAt?.getTime() ?? 0) - (b.startedAt?.getTime() ?? 0)
  );
  const guard = sql`case when lago_subscriptions.lago_id = excluded.lago_id
    then lago_subscriptions.status not in ${ENDED} or excluded.status in ${ENDED}
    else excluded.status = 'active' or lago_subscriptions.status in ${ENDED} end`;
  return save(
    ctx,
    lagoSubscriptions,
    "external_id",
    onePer(ordered, (row) => row.externalId),
    guard,
  );
}

/** Keeps our copies of invoices; an older state that arrives late is left out. */
export function saveInvoices(ctx: Ctx, rows: readonly LagoInvoice[]): Promise<void> {
  const shaped = rows.map(({ updatedAt, ...row }) => ({ ...row, lagoUpdatedAt: updatedAt }));
  const ordered = shaped.sort((a, b) =>
    (a.lagoUpdatedAt?.getTime() ?? 0) - (b.lagoUpdatedAt?.getTime() ?? 0)
  );
  const guard = sql`coalesce(excluded.lago_updated_at >= lago_invoices.lago_updated_at, true)`;
  return save(ctx, lagoInvoices, "lago_id", onePer(ordered, (row) => row.lagoId), guard, KEPT_FEES);
}

/** Lists leave the fees out; those of an invoice that is no draft never change, so ours stay. */
const KEPT_FEES = {
  raw: sql`case when excluded.raw ? 'fees' or not lago_invoices.raw ? 'fees'
    or 'draft' in (excluded.status, lago_invoices.status) then excluded.raw
    else excluded.raw || jsonb_build_object('fees', lago_invoices.raw->'fees') end`,
};

export function saveWallets(ctx: Ctx, rows: readonly LagoWallet[]): Promise<void> {
  return save(
    ctx,
    lagoWallets,
    "lago_id",
    onePer(rows, (row) => row.lagoId),
    notOlder("lago_wallets"),
  );
}

/** Lago's own time of change decides where both copies tell it. */
const notOlder = (table: string) =>
  sql.raw(`coalesce(excluded.raw->>'updated_at' >= ${table}.raw->>'updated_at', true)`);

/** The last row of each key: one statement must not touch a row twice. */
function onePer<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

/**
 * One statement for any number of rows. Columns that the objects do not have (`refreshed_at` apart) keep
 * their value; rows are ordered by key, so that concurrent writers lock in one order.
 */
async function save(
  ctx: Ctx,
  table: PgTable,
  key: string,
  rows: readonly object[],
  guard?: SQL,
  /** What a column becomes when the row exists, instead of the new value. */
  merged: Record<string, SQL> = {},
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table))
    .filter(([name]) => name === "refreshedAt" || name in rows[0])
    .map(([name, column]) => ({ name, wire: snake(name), type: column.getSQLType() }));
  const now = ctx.clock.now();
  const json = JSON.stringify(rows.map((row) => {
    const full: Row = { ...row, refreshedAt: now };
    return Object.fromEntries(columns.map(({ name, wire }) => [wire, full[name]]));
  }));
  const list = sql.raw(columns.map(({ wire }) => wire).join(", "));
  const types = sql.raw(columns.map(({ wire, type }) => `${wire} ${type}`).join(", "));
  const sets = sql.join(
    columns.filter(({ wire }) => wire !== key).map(({ wire }) =>
      sql`${sql.raw(wire)} = ${merged[wire] ?? sql.raw(`excluded.${wire}`)}`
    ),
    sql`, `,
  );
  const by = sql.raw(key);
  await ctx.db.execute(sql`
    insert into ${table} (${list})
    select ${list} from jsonb_to_recordset(${json}::jsonb) as r(${types}) order by ${by} collate "C"
    on conflict (${by}) do update set ${sets} ${guard ? sql`where ${guard}` : sql``}`);
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
