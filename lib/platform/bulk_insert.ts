import { type SQL, sql, type Table } from "drizzle-orm";

/**
 * Begins `insert into table (…) select …` for many rows of one shape, to be followed by `on conflict` or
 * `returning`. The rows travel as one JSON parameter: a VALUES list of hundreds of rows costs Drizzle and
 * Postgres several times what the write itself costs. Keys are the columns of the schema; a value that
 * is undefined becomes null, not the column's default.
 *
 * @example
 * await db.execute(sql`${bulkInsert(sites, [{ name: "A" }, { name: "B" }])} on conflict do nothing`);
 */
export function bulkInsert<T extends Table>(
  table: T,
  rows: readonly Partial<T["$inferInsert"]>[],
): SQL {
  const keys = Object.keys(rows[0] ?? {});
  const columns = sql.join(keys.map((key) => sql.identifier(columnOf(key))), sql`, `);
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value]))
  );
  return sql`insert into ${table} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(named)}::jsonb)`;
}

/** The schema is written in camelCase and lies in the database in snake_case (`casing` of the client). */
const columnOf = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
