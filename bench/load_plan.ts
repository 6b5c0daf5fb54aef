import { z } from "zod";

/** What the load generator is to do; handed over as JSON in its only argument. */
export const loadPlan = z.object({
  port: z.number(),
  host: z.string(),
  /** `page` repeats one GET; the others sign a new body for every request. */
  kind: z.enum(["page", "pre-authorize", "meter-values"]),
  path: z.string(),
  cookie: z.string().optional(),
  secret: z.string().default(""),
  /** Connections, each with one request under way. */
  concurrency: z.number().int().positive(),
  /** Open loop: requests are sent at this rate, whatever the answers do. Absent: closed loop. */
  ratePerSec: z.number().positive().optional(),
  warmupMs: z.number(),
  durationMs: z.number(),
  /** Meter values: instants count up by 1 ms from here, so that none repeats. */
  baseMs: z.number().default(0),
});
export type LoadPlan = z.input<typeof loadPlan>;
export type ReadLoadPlan = z.output<typeof loadPlan>;

/** What came of it. Latencies in ms; of an open loop they count from the planned moment. */
export const loadResult = z.object({
  requests: z.number(),
  /** Answers that were not 200, and connections that broke. */
  failures: z.number(),
  /** All answers with 200, warm-up included. */
  answered: z.number(),
  perSec: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type LoadResult = z.output<typeof loadResult>;
