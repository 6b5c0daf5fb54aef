import { systemClock } from "@/lib/platform/clock.ts";
import { type BreakerState, path } from "@/lib/platform/http.ts";
import { probeCapabilities } from "./capabilities.ts";
import { type OperationBody, type OperationName, readTask, runOperation } from "./operations.ts";
import { parseRows } from "./rows.ts";
import { chargeBoxSchema, reservationSchema } from "./schemas.ts";
import { type TagFields, Tags } from "./tags.ts";
import { type ListTransactionsInput, Transactions } from "./transactions.ts";
import type {
  OperationOutcome,
  Rows,
  SteveCapabilities,
  SteveChargeBox,
  SteveReservation,
  SteveTag,
  SteveTransaction,
  SteveTransactionDetail,
  SteveTransactionId,
} from "./types.ts";
import { createSteveHttp, type SteveConfig, type SteveDeps } from "./wire.ts";

/**
 * SteVe as the platform sees it. Reads are repeated on failure; every call may throw HttpFailure (SteVe
 * is away or unreadable) or SteveMisconfigured (an operator must act).
 */
export interface SteveClient {
  /** The transactions among `ids` that exist, in any number; 200 ids per request. */
  findTransactionsByIds(ids: readonly SteveTransactionId[]): Promise<Rows<SteveTransaction>>;
  /** Newest id first, unpaged. */
  listTransactions(input?: ListTransactionsInput): Promise<Rows<SteveTransaction>>;
  /** With its meter values; everything but energy needs `energyValuesOnly: false`. Null when unknown. */
  getTransaction(
    id: SteveTransactionId,
    options?: { energyValuesOnly?: boolean },
  ): Promise<SteveTransactionDetail | null>;
  /** Marks a transaction stopped in SteVe's database only; the station is not told. */
  stopTransaction(id: SteveTransactionId): Promise<void>;
  listTags(): Promise<Rows<SteveTag>>;
  /** By exact id, upper and lower case alike. */
  findTag(idTag: string): Promise<SteveTag | null>;
  /** A repeat with the same fields gives the same tag; other fields are a conflict `tag_exists`. */
  createTag(input: TagFields & { idTag: string }): Promise<SteveTag>;
  /** Changes the given fields and keeps the others; an expired tag stays expired. */
  updateTag(ocppTagPk: number, fields: TagFields): Promise<SteveTag>;
  /** No write when the tag is in that state already. */
  setTagBlocked(ocppTagPk: number, blocked: boolean): Promise<SteveTag>;
  /** Blocks up to 40 s; sent once. @throws SteveRefused when nothing was sent */
  operation(name: OperationName, body: OperationBody): Promise<OperationOutcome>;
  /** Needs the capability `operationTasks`; null when the task is gone. */
  getOperationTask(taskId: number, askedIds?: string[]): Promise<OperationOutcome | null>;
  /** Needs the capability `chargeBoxes`. */
  listChargeBoxes(): Promise<Rows<SteveChargeBox>>;
  /** Needs the capability `reservations`. */
  listReservations(): Promise<Rows<SteveReservation>>;
  /** Also decides how later calls ask for transactions. */
  probeCapabilities(): Promise<SteveCapabilities>;
  breakerState(): BreakerState;
}

/**
 * The client of the configured SteVe, or null when STEVE_API_URL or STEVE_API_KEY is unset.
 * @example
 * const steve = createSteveClient(config);
 * const { rows, refused } = await steve.listTransactions({ type: "ACTIVE" });
 */
export function createSteveClient(config: SteveConfig, deps: SteveDeps = {}): SteveClient | null {
  const http = createSteveHttp(config, deps);
  if (!http) return null;
  const clock = deps.clock ?? systemClock;
  const transactions = new Transactions(http, clock);
  const tags = new Tags(http, clock);
  return {
    findTransactionsByIds: (ids) => transactions.findByIds(ids),
    listTransactions: (input) => transactions.list(input),
    getTransaction: (id, options) => transactions.get(id, options),
    stopTransaction: (id) => transactions.stop(id),
    listTags: () => tags.list(),
    findTag: (idTag) => tags.find(idTag),
    createTag: (input) => tags.create(input),
    updateTag: (pk, fields) => tags.update(pk, fields),
    setTagBlocked: (pk, blocked) => tags.setBlocked(pk, blocked),
    operation: (name, body) => runOperation(http, name, body, deps.operationTimeoutMs),
    getOperationTask: (taskId, askedIds = []) => readTask(http, taskId, askedIds),
    async listChargeBoxes() {
      const { body } = await http.call({ path: path`/chargeBoxes`, retry: "idempotent" });
      return parseRows(body, chargeBoxSchema, "chargeBoxPk");
    },
    async listReservations() {
      const { body } = await http.call({ path: path`/reservations`, retry: "idempotent" });
      return parseRows(body, reservationSchema, "id");
    },
    async probeCapabilities() {
      const found = await probeCapabilities(http);
      transactions.byIds = found.transactionsByIds;
      return found;
    },
    breakerState: () => http.breakerState(),
  };
}
