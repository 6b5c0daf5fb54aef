import type { ListSessionsInput } from "@/lib/charging/mod.ts";
import type { BareSql } from "./bare.ts";

export type Cursor = NonNullable<ListSessionsInput["after"]>;

/** Where a page of all sessions begins that many rows down. */
export async function cursorAt(sql: BareSql, offset: number): Promise<Cursor> {
  const [row] = await sql<{ at: string; id: string }[]>`
    select (extract(epoch from updated_at) * 1000000)::bigint as at, id from charging_sessions
    order by updated_at desc nulls last, id desc nulls last offset ${offset} limit 1`;
  return { atUs: Number(row.at), id: Number(row.id) };
}
