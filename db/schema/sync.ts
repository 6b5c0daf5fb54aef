import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigIdentity, bigNumber, createdAt, instant } from "./columns.ts";

/** One execution of the reconciliation worker (spec 5.9). */
export const syncRuns = pgTable("sync_runs", {
  id: bigIdentity(),
  status: text().$type<"running" | "completed" | "failed">().notNull().default("running"),
  trigger: text().notNull(),
  /** `full` runs every segment; `transactions` only what a hook announced. */
  scope: text().$type<"full" | "transactions">().notNull().default("full"),
  replica: text().notNull(),
  retryOfId: bigNumber(),
  startedAt: createdAt(),
  completedAt: instant(),
  tagsActivated: integer().notNull().default(0),
  tagsDeactivated: integer().notNull().default(0),
  tagsUnchanged: integer().notNull().default(0),
  transactionsProcessed: integer().notNull().default(0),
  eventsCreated: integer().notNull().default(0),
  eventsSent: integer().notNull().default(0),
  rowsRefused: integer().notNull().default(0),
  errors: jsonb().$type<{ segment: string; message: string; at: string }[]>().notNull().default([]),
}, (t) => [
  index("sync_runs_started_idx").on(t.startedAt.desc(), t.id.desc()),
  index("sync_runs_running_idx").on(t.startedAt).where(sql`${t.status} = 'running'`),
]);

/** A phase of a run with its progress; pages follow it live. */
export const syncRunSegments = pgTable("sync_run_segments", {
  id: bigIdentity(),
  runId: bigNumber().notNull().references(() => syncRuns.id, { onDelete: "cascade" }),
  segment: text().notNull(),
  position: integer().notNull(),
  status: text().$type<"waiting" | "running" | "completed" | "failed" | "skipped">().notNull()
    .default("waiting"),
  done: integer().notNull().default(0),
  total: integer(),
  message: text(),
  startedAt: instant(),
  completedAt: instant(),
}, (t) => [uniqueIndex("sync_run_segments_key").on(t.runId, t.segment)]);

export const syncRunLogs = pgTable("sync_run_logs", {
  id: bigIdentity(),
  runId: bigNumber().notNull().references(() => syncRuns.id, { onDelete: "cascade" }),
  segment: text().notNull(),
  level: text().$type<"info" | "warning" | "error">().notNull(),
  message: text().notNull(),
  data: jsonb().$type<Record<string, unknown>>(),
  createdAt: createdAt(),
}, (t) => [index("sync_run_logs_run_idx").on(t.runId, t.id)]);

/** Rows of SteVe that could not be taken, with the reason; one per transaction and reason. */
export const syncRejects = pgTable(
  "sync_rejects",
  {
    id: bigIdentity(),
    steveInstance: text().notNull().default("steve"),
    steveTransactionId: bigNumber(),
    reason: text().notNull(),
    detail: text(),
    raw: jsonb().$type<unknown>(),
    firstRunId: bigNumber(),
    seen: integer().notNull().default(1),
    firstSeenAt: createdAt(),
    lastSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    resolvedAt: instant(),
  },
  (
    t,
  ) => [
    unique("sync_rejects_key").on(t.steveInstance, t.steveTransactionId, t.reason)
      .nullsNotDistinct(),
  ],
);
