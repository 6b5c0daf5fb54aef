import type { Sql } from "@/db/client.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { unavailable } from "@/lib/platform/errors.ts";
import { MeterAnnouncer } from "./meter_announcer.ts";
import { foldReadings, type MeterReading, refusalOf } from "./meter_reading.ts";
import { LIVENESS_STEP_MS, writeBatch, type WrittenTransaction } from "./meter_write.ts";

export type IngestResult =
  | { outcome: "stored"; sessionId: number }
  /** A reading without a transaction: it only shows that the charger lives. */
  | { outcome: "liveness" }
  | { outcome: "refused"; reason: string };

export interface MeterIngestOptions {
  /** Readings in one transaction at most. */
  maxBatch?: number;
  /** Commits under way at once; readings of one charger keep to one lane. */
  lanes?: number;
  /** Readings that may wait; beyond it callers are told to come back. */
  maxQueued?: number;
}

interface Waiting {
  reading: MeterReading;
  resolve: (result: IngestResult) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  queue: Waiting[];
  isBusy: boolean;
}

/** A batch meets another writer's lock order at most this often before its callers hear of it. */
const DEADLOCK_TRIES = 4;
const MAX_REMEMBERED = 50_000;

/**
 * Takes meter readings with group commit: what arrives while a commit runs forms the next batch, so a
 * lone reading waits for one commit and a crowd shares it. An answer means that the reading is durable.
 *
 * @example
 * const ingest = new MeterIngest(ctx, sql);
 * const result = await ingest.ingest({ chargeBoxId: "CP-1", connectorId: 1, transactionId: 7,
 *   measuredAt: new Date(), energyWh: 12_300, source: "hook" });
 */
export class MeterIngest {
  #lanes: Lane[];
  #maxBatch: number;
  #maxQueued: number;
  #queued = 0;
  #isStopped = false;
  /** When each charger's liveness was last written; spares the look at its row. */
  #seenMs = new Map<string, number>();
  #idle: (() => void)[] = [];
  #announcer: MeterAnnouncer;

  constructor(
    private readonly ctx: Ctx,
    private readonly pool: Sql,
    options: MeterIngestOptions = {},
  ) {
    this.#announcer = new MeterAnnouncer(ctx);
    this.#maxBatch = options.maxBatch ?? 1_000;
    this.#maxQueued = options.maxQueued ?? 20_000;
    this.#lanes = Array.from({ length: options.lanes ?? 2 }, () => ({ queue: [], isBusy: false }));
  }

  /**
   * Resolves once the transaction that holds the reading has committed; a reading that cannot be
   * stored resolves as `refused` and does not disturb others.
   * @throws AppError `unavailable` when the database is lost, too many wait, or the ingest was stopped.
   */
  ingest(reading: MeterReading): Promise<IngestResult> {
    const reason = refusalOf(reading, this.ctx.clock.nowMs());
    if (reason) return Promise.resolve({ outcome: "refused", reason });
    if (this.#isStopped) {
      return Promise.reject(unavailable("Readings are not taken while stopping."));
    }
    if (this.#queued >= this.#maxQueued) {
      return Promise.reject(
        unavailable("Too many readings wait. Send them again.", { retryAfterSec: 1 }),
      );
    }
    const lane = this.#lanes[laneOf(reading.chargeBoxId, this.#lanes.length)];
    return new Promise((resolve, reject) => {
      this.#queued++;
      lane.queue.push({ reading, resolve, reject });
      if (!lane.isBusy) {
        lane.isBusy = true;
        // The rest of this turn's readings join the first batch.
        queueMicrotask(() => void this.#drain(lane));
      }
    });
  }

  /** Takes no more readings; resolves when those taken are answered and announced. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#lanes.some((lane) => lane.isBusy)) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
    await this.#announcer.flush();
  }

  async #drain(lane: Lane): Promise<void> {
    while (lane.queue.length > 0) {
      const batch = lane.queue.splice(0, this.#maxBatch);
      await this.#commit(batch);
      this.#queued -= batch.length;
    }
    lane.isBusy = false;
    if (this.#lanes.every((other) => !other.isBusy)) this.#idle.splice(0).forEach((done) => done());
  }

  /** Never throws: every caller of the batch gets an answer. */
  async #commit(batch: Waiting[]): Promise<void> {
    try {
      const folded = foldReadings(batch.map((waiting) => waiting.reading));
      const written = await this.#write(folded);
      const byTransaction = new Map(written.map((row) => [row.transactionId, row]));
      for (const waiting of batch) waiting.resolve(resultOf(waiting.reading, byTransaction));
      if (written.length > 0) {
        const isUrgent = written.some((row) => row.isNew) ||
          folded.transactions.some((transaction) => transaction.isEnding);
        this.#announcer.announce(written.map((row) => row.sessionId), isUrgent);
      }
    } catch (error) {
      if (isAboutData(error) && batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await this.#commit(batch.slice(0, middle));
        return await this.#commit(batch.slice(middle));
      }
      this.ctx.log.error("Meter readings could not be stored.", { count: batch.length, error });
      for (const waiting of batch) {
        if (isAboutData(error)) {
          waiting.resolve({ outcome: "refused", reason: "The database refused the reading." });
        } else {
          waiting.reject(
            unavailable("The reading could not be stored. Send it again.", { cause: error }),
          );
        }
      }
    }
  }

  async #write(folded: ReturnType<typeof foldReadings>): Promise<WrittenTransaction[]> {
    for (let attempt = 1;; attempt++) {
      try {
        const now = this.ctx.clock.now();
        const staleMs = now.getTime() - LIVENESS_STEP_MS;
        const chargers = folded.chargeBoxIds.filter((id) => (this.#seenMs.get(id) ?? 0) <= staleMs);
        const instance = this.ctx.config.STEVE_INSTANCE;
        const written = await writeBatch(this.pool, instance, folded, chargers, now);
        if (this.#seenMs.size > MAX_REMEMBERED) this.#seenMs.clear();
        for (const id of chargers) this.#seenMs.set(id, now.getTime());
        return written;
      } catch (error) {
        if (!["40P01", "40001"].includes(codeOf(error)) || attempt === DEADLOCK_TRIES) throw error;
      }
    }
  }
}

function resultOf(
  reading: MeterReading,
  written: Map<number, WrittenTransaction>,
): IngestResult {
  if (reading.transactionId === null) return { outcome: "liveness" };
  const row = written.get(reading.transactionId);
  if (!row || row.chargeBoxId !== reading.chargeBoxId) {
    return { outcome: "refused", reason: "The transaction belongs to another charger." };
  }
  return { outcome: "stored", sessionId: row.sessionId };
}

/** A stable lane per charger, so that two lanes rarely want the same rows. */
function laneOf(chargeBoxId: string, lanes: number): number {
  let hash = 0;
  for (let i = 0; i < chargeBoxId.length; i++) hash = (hash * 31 + chargeBoxId.charCodeAt(i)) | 0;
  return Math.abs(hash) % lanes;
}

const codeOf = (error: unknown) => String((error as { code?: unknown } | null)?.code ?? "");

/** SQLSTATE classes 22 (data) and 23 (integrity): the rows are at fault, not the connection. */
const isAboutData = (error: unknown) => /^2[23][0-9A-Z]{3}$/.test(codeOf(error));
