import { type HttpClient, path } from "@/lib/platform/http.ts";
import { notFound } from "@/lib/platform/errors.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import { readMeterValues } from "./meter_values.ts";
import { parseOne, parseRows } from "./rows.ts";
import { detailSchema, transactionSchema } from "./schemas.ts";
import type {
  Rows,
  SteveTransaction,
  SteveTransactionDetail,
  SteveTransactionId,
} from "./types.ts";
import { isStatus } from "./wire.ts";

export interface ListTransactionsInput {
  type?: "ALL" | "ACTIVE" | "STOPPED";
  /** By start time, as the station's clock told it. */
  periodType?: "ALL" | "TODAY" | "LAST_10" | "LAST_30" | "LAST_90" | "FROM_TO";
  /** With `FROM_TO`: both ends included. */
  from?: Date;
  to?: Date;
  chargeBoxIds?: string[];
  connectorId?: number;
  idTags?: string[];
}

/** Keeps a request line below the 8 KiB that Jetty takes. */
const IDS_PER_CALL = 200;
/** How long the lists of the fallback are used again. */
const RECENT_MS = 20_000;

/** The `transactions` group of SteVe's API. */
export class Transactions {
  /** False before SteVe 3.11, which takes one id per call. */
  byIds = true;
  #recent: { atMs: number; rows: Rows<SteveTransaction> } | null = null;

  constructor(private readonly http: HttpClient, private readonly clock: Clock) {}

  async list(input: ListTransactionsInput = {}): Promise<Rows<SteveTransaction>> {
    const { body } = await this.http.call({
      path: path`/transactions`,
      query: {
        type: input.type,
        periodType: input.periodType,
        from: input.from?.toISOString(),
        to: input.to?.toISOString(),
        chargeBoxId: input.chargeBoxIds,
        connectorId: input.connectorId,
        ocppIdTag: input.idTags,
      },
      retry: "idempotent",
    });
    return parseRows(body, transactionSchema, "id");
  }

  async findByIds(ids: readonly SteveTransactionId[]): Promise<Rows<SteveTransaction>> {
    if (ids.length === 0) return { rows: [], refused: [] };
    if (!this.byIds) return await this.#findOneByOne(ids);
    const all: Rows<SteveTransaction> = { rows: [], refused: [] };
    for (let at = 0; at < ids.length; at += IDS_PER_CALL) {
      const part = await this.#read(ids.slice(at, at + IDS_PER_CALL));
      all.rows.push(...part.rows);
      all.refused.push(...part.refused);
    }
    return all;
  }

  async get(
    id: SteveTransactionId,
    options: { energyValuesOnly?: boolean } = {},
  ): Promise<SteveTransactionDetail | null> {
    try {
      const { body } = await this.http.call({
        path: path`/transactions/${id}`,
        query: { energyValuesOnly: options.energyValuesOnly ?? true },
        retry: "idempotent",
      });
      const detail = parseOne(body, detailSchema);
      return { transaction: detail.transaction, ...readMeterValues(detail.values) };
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw error;
    }
  }

  async stop(id: SteveTransactionId): Promise<void> {
    await this.http.call({
      method: "PATCH",
      path: path`/transactions/${id}/stop`,
      retry: "idempotent",
    }).catch((error) => {
      if (isStatus(error, 404)) {
        throw notFound("SteVe does not know this transaction, or is older than 3.12.", {
          cause: error,
        });
      }
      throw error;
    });
  }

  async #read(ids: readonly SteveTransactionId[]): Promise<Rows<SteveTransaction>> {
    const { body } = await this.http.call({
      path: path`/transactions`,
      query: { transactionPk: ids },
      retry: "idempotent",
    });
    const { rows, refused } = parseRows(body, transactionSchema, "id");
    // A SteVe that does not know the filter ignores it and sends everything.
    const asked = new Set<number>(ids);
    return {
      rows: rows.filter((row) => asked.has(row.id)),
      refused: refused.filter((row) => row.id === null || asked.has(row.id!)),
    };
  }

  async #findOneByOne(ids: readonly SteveTransactionId[]): Promise<Rows<SteveTransaction>> {
    const recent = await this.#readRecent();
    const lowest = recent.rows.reduce((low, row) => Math.min(low, row.id), Infinity);
    const asked = new Set<number>(ids);
    const found: Rows<SteveTransaction> = {
      rows: recent.rows.filter((row) => asked.has(row.id)),
      refused: recent.refused.filter((row) => row.id !== null && asked.has(row.id!)),
    };
    const known = new Set<number>(found.rows.map((row) => row.id));
    for (const id of ids) {
      // Ids above the lowest recent one would have been in the lists if they existed.
      if (id > lowest || known.has(id)) continue;
      const one = await this.#read([id]);
      found.rows.push(...one.rows);
      found.refused.push(...one.refused);
    }
    return found;
  }

  /** What began in the last ten days and what is active. */
  async #readRecent(): Promise<Rows<SteveTransaction>> {
    const now = this.clock.nowMs();
    if (this.#recent && now - this.#recent.atMs < RECENT_MS) return this.#recent.rows;
    const lists = [await this.list({ periodType: "LAST_10" }), await this.list({ type: "ACTIVE" })];
    const rows = new Map(lists.flatMap((list) => list.rows).map((row) => [row.id, row]));
    const result = { rows: [...rows.values()], refused: lists.flatMap((list) => list.refused) };
    this.#recent = { atMs: now, rows: result };
    return result;
  }
}
