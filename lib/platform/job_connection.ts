import type postgres from "postgres";
import { openPool } from "@/db/client.ts";
import { atMost } from "./at_most.ts";

/** What a statement may take: at the server, and with the way there and back (ms). */
const STATEMENT_MS = 60_000;
const ANSWER_MS = 75_000;
/** The same while the process stops. */
const LAST_ANSWER_MS = 2_000;

const JSON_AS_TEXT = {
  to: 114,
  from: [114, 3802],
  // pg-boss hands over JSON that is text already.
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string) => JSON.parse(text),
};

type Row = Record<string, unknown>;

/**
 * The connection of the job queue: one text after the other, because pg-boss sends whole transactions
 * as one. Reserving connections of a pool is no way: `reserve()` of postgres.js 3.4.9 (src/index.js)
 * leaves a reservation that failed in its queue, and the next connection that opens is lost to it.
 */
export class JobConnection {
  #sql: postgres.Sql | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #answerMs: number;
  #isClosed = false;

  constructor(private readonly url: string, options: { answerMs?: number } = {}) {
    this.#answerMs = options.answerMs ?? ANSWER_MS;
  }

  /**
   * As pg-boss calls it; rows of all statements of a text in one list. Throws what the database says, or
   * when it says nothing for too long: then the text may still come to its end there.
   */
  executeSql(text: string, values: unknown[] = []): Promise<{ rows: Row[] }> {
    const run = this.#last.then(() => this.#execute(text, values));
    this.#last = run.catch(() => {});
    return run;
  }

  /** From now on a silent database is waited for only briefly: the process wants to end. */
  hurry(): void {
    this.#answerMs = Math.min(this.#answerMs, LAST_ANSWER_MS);
  }

  /** Waits a little for the statement under way, then closes the connection; later statements throw. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await atMost(this.#last, LAST_ANSWER_MS);
    await this.#drop(0);
  }

  async #execute(text: string, values: unknown[]): Promise<{ rows: Row[] }> {
    if (this.#isClosed) throw new Error("The connection of the job queue is closed.");
    this.#sql ??= openPool(this.url, {
      max: 1,
      applicationName: "polaris-jobs",
      statementTimeoutMs: STATEMENT_MS,
    }, { json: JSON_AS_TEXT });
    try {
      const answer = await atMost(this.#sql.unsafe(text, values as never[]), this.#answerMs);
      if (!answer.isDone) throw new Error("The database does not answer the job queue.");
      return { rows: (answer.value as unknown as (Row | Row[])[]).flat() };
    } catch (error) {
      // A text that began a transaction and failed leaves the connection inside it, or unknown.
      void this.#drop(0);
      throw error;
    }
  }

  async #drop(timeoutSec: number): Promise<void> {
    const sql = this.#sql;
    this.#sql = null;
    await sql?.end({ timeout: timeoutSec }).catch(() => {});
  }
}
