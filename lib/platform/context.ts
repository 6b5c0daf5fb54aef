import type { Db } from "@/db/client.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { EventBus } from "./events.ts";
import type { Logger } from "./log.ts";

/** Who acts. Pages, API, jobs and hooks call the same verbs with another actor. */
export type Actor =
  | {
    kind: "user";
    userId: string;
    role: "customer" | "operator" | "admin";
    permissions: readonly string[];
    /** Set while an administrator looks through a customer's eyes: reads are the customer's, writes refused. */
    impersonatedBy?: string;
  }
  | {
    kind: "device";
    deviceId: string;
    /** The owner: an operator (registered by code) or a driver (signed in on the phone). */
    userId: string | null;
    tokenId: string;
    /** `scanner`, `user`, `kiosk`, `managed` (spec 5.7). */
    capabilities: readonly string[];
  }
  | { kind: "system"; name: string }
  | { kind: "webhook"; source: "steve" | "lago" }
  | { kind: "anonymous" };

/** What every service verb receives first. `db` is the pool or the transaction the verb must join. */
export interface Ctx {
  db: Db;
  actor: Actor;
  clock: Clock;
  log: Logger;
  events: EventBus;
  config: Config;
  requestId: string;
  ip?: string;
  userAgent?: string;
}

/** The same context inside a transaction. */
export function withDb(ctx: Ctx, db: Db): Ctx {
  return { ...ctx, db };
}

/** Runs `work` in one transaction and hands it the context bound to it. */
export function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work(withDb(ctx, tx as unknown as Db))); // A transaction has Db's query methods.
}
