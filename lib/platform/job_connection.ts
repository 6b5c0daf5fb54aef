import type postgres from "postgres";
import { openPool } from "@/db/client.ts";
import { atMost } from "./at_most.ts";

/** What a statement may take: at the server, and with the way there and back (ms). */
const STATEMENT_MS = 60_000;
const ANSWER_MS = 75_000;

const JSON_AS_TEXT = {
  to: 114,
  from: [114, 3802],
  // pg-boss hands over JSON that is text already.
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string) => JSON.parse(text),
};

/**
 * The connection of the job queue. It takes one text after the other, because pg-boss sends whole
 * transactions as one; reserving connections of a pool would do, too, but postgres.js 3.4.9 loses a
 * connection for good with every reservation that failed while the database was away.
 */
export class JobConnection {
  #sql: postgres.Sql | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly options: { answerMs?: number } = {},
  ) {}

  /** As pg-boss calls it. Throws what the database says, or when it says nothing for too long. */
  executeSql(
    text: string,
    values: unknown[] = [],
  ): Promise<{ rows: Record<string, unknown>[] }> {
    const run = this.#last.then(() => this.#execute(text, values));
    this.#last = run.catch(() => {});
    return run;
  }

  /** Waits for the statement under way, then closes the connection. */
  async close(): Promise<void> {
    await this.#last;
    await this.#drop(2);
  }

  async #execute(text: string, values: unknown[]) {
    this.#sql ??= openPool(this.url, {
      max: 1,
      applicationName: "polaris-jobs",
      statementTimeoutMs: STATEMENT_MS,
    }, { json: JSON_AS_TEXT });
    const sql = this.#sql;
    try {
      const work = sql.unsafe(text, values as never[]);
      const answer = await atMost(work, this.options.answerMs ?? ANSWER_MS);
      if (!answer.isDone) throw new Error("The database does not answer the job queue.");
      return { rows: [...answer.value] as Record<string, unknown>[] };
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
