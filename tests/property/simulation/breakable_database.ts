import { drizzle } from "drizzle-orm/postgres-js";
import type { Database, Db, Sql } from "@/db/client.ts";
import * as schema from "@/db/schema/mod.ts";

/** What a broken database connection looks like to the code under test. */
export class ConnectionCut extends Error {
  constructor() {
    super("The connection was cut.");
  }
}

/** When the connection breaks: at the `at`-th statement, begin, commit or answer of a commit. */
export interface BreakPlan {
  at: number;
  /** `process` stays dead, as after kill -9; `statement` fails once, and the caller goes on. */
  victim: "process" | "statement";
  /** Set when it has happened. */
  hasBroken?: boolean;
}

/** A view on a pool that breaks by plan; what had not committed by then is rolled back by Postgres. */
export interface BreakableDatabase {
  db: Db;
  sql: Sql;
}

/** Wraps the pool of `database`; the pool itself stays whole and must be closed by its owner. */
export function breakable(database: Database, plan: BreakPlan): BreakableDatabase {
  let left = plan.at;
  const touch = () => {
    if (plan.hasBroken && plan.victim === "process") throw new ConnectionCut();
    if (--left !== 0) return;
    plan.hasBroken = true;
    throw new ConnectionCut();
  };
  const sql = wrap(database.sql as unknown as Callable, touch) as unknown as Sql;
  return { sql, db: drizzle(sql as never, { schema, casing: "snake_case" }) };
}

type Callable = ((...args: unknown[]) => unknown) & Record<string | symbol, unknown>;
type Work = (tx: unknown) => Promise<unknown>;

function wrap(target: Callable, touch: () => void): Callable {
  return new Proxy(target, {
    apply(sql, self, args) {
      touch();
      return Reflect.apply(sql, self, args);
    },
    get(sql, key) {
      const value = Reflect.get(sql, key);
      if (typeof value !== "function") return value;
      if (key === "begin" || key === "savepoint") return transaction(sql, value as Callable, touch);
      return (...args: unknown[]) => {
        if (key === "unsafe") touch();
        return Reflect.apply(value, sql, args);
      };
    },
  });
}

function transaction(sql: Callable, begin: Callable, touch: () => void) {
  return async (...args: unknown[]) => {
    touch();
    const work = args.pop() as Work; // The last argument of begin and savepoint.
    const result = await Reflect.apply(begin, sql, [...args, async (tx: Callable) => {
      const done = await work(wrap(tx, touch));
      touch(); // Before the commit.
      return done;
    }]);
    touch(); // Committed, and nobody learns of it.
    return result;
  };
}
