import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import {
  endTransactionsWithTheirConnection,
  openSocket,
  STARTUP_PADDING,
} from "./lost_connections.ts";
import * as schema from "./schema/mod.ts";

/** Drizzle over one postgres.js pool. A transaction has the same methods and is accepted as `Db`. */
export type Db = PostgresJsDatabase<typeof schema>;
/** The postgres.js pool itself: LISTEN, reserved connections, `unnest` batches. */
export type Sql = postgres.Sql<{ int8: number }>;

export interface Database {
  db: Db;
  sql: Sql;
  /** Waits up to `timeoutSec` seconds for queries under way, then closes every connection. */
  close(timeoutSec?: number): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections in the pool. */
  max?: number;
  /** Server-side limit of one statement; 0 is none. */
  statementTimeoutMs?: number;
  applicationName?: string;
  /** One connection that is never recycled: for session-level locks. */
  dedicated?: boolean;
}

/** Opens a pool on `url`; connects lazily. Integers of 8 bytes arrive as numbers (all of ours are below 2^53). */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const sql = openPool(url, options, {
    int8: { to: 20, from: [20], parse: Number, serialize: String },
  }) as unknown as Sql; // Its types do not know our int8.
  endTransactionsWithTheirConnection(sql as unknown as postgres.Sql);
  const db = drizzle(sql as never, { schema, casing: "snake_case" });
  return { db, sql, close: (timeoutSec = 5) => sql.end({ timeout: timeoutSec }) };
}

/** A pool of postgres.js, without Drizzle. Queries of a lost connection fail, the next one connects again. */
export function openPool(
  url: string,
  options: DatabaseOptions = {},
  types: Record<string, postgres.PostgresType> = {},
): postgres.Sql {
  return postgres(url, {
    max: options.dedicated ? 1 : options.max ?? 12,
    connect_timeout: 10,
    backoff: reconnectDelaySec,
    idle_timeout: options.dedicated ? 0 : 60,
    max_lifetime: options.dedicated ? null : 3600,
    onnotice: () => {},
    types,
    socket: openSocket,
    connection: {
      options: STARTUP_PADDING,
      application_name: options.applicationName ?? "polaris-express",
      // A zero that is no text would not be sent.
      statement_timeout: String(options.statementTimeoutMs ?? 30_000),
      idle_in_transaction_session_timeout: 60_000,
    },
  } as unknown as postgres.Options<Record<string, postgres.PostgresType>>); // Its types do not know `socket`.
}

/** Seconds before a connection is tried again: postgres.js would wait up to 20 and keep a query waiting with it. */
function reconnectDelaySec(retries: number): number {
  return (0.5 + Math.random() / 2) * Math.min(3 ** retries / 100, 1);
}
