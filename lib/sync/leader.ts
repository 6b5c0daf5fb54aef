import { openDatabase } from "@/db/client.ts";
import { logger } from "@/lib/platform/log.ts";

const LOCK = 7_304_003;
/** A database that has not answered by then (ms) is away. */
const ANSWER_MS = 10_000;
const log = logger("sync", "leader");

/**
 * Leadership among replicas: whoever holds one session-level advisory lock. The lock lives in a
 * connection of its own, so it ends with the process or its network, and nothing has to expire.
 * Losing it mid-run is safe: cursors are locked per row and event ids are unique.
 */
export class Leadership {
  #connection: ReturnType<typeof openDatabase> | null = null;
  #held = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly options: { answerMs?: number } = {},
  ) {}

  /** Whether the lock is held, after asking the database. Takes it when free. Never throws. */
  async check(): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const answerMs = this.options.answerMs ?? ANSWER_MS;
      timer = setTimeout(() => reject(new Error("The database does not answer.")), answerMs);
    });
    try {
      const held = await Promise.race([this.#ask(), tooLate]);
      if (held && !this.#held) log.info("This replica leads the sync worker.");
      if (!held && this.#held) log.warning("Leadership was lost.");
      this.#held = held;
    } catch (error) {
      if (this.#held) log.warning("Leadership was lost with its connection.", { error });
      await this.resign();
    } finally {
      clearTimeout(timer);
    }
    return this.#held;
  }

  async #ask(): Promise<boolean> {
    this.#connection ??= openDatabase(this.databaseUrl, {
      dedicated: true,
      applicationName: "polaris-leader",
    });
    const { sql } = this.#connection;
    // With keepalives Postgres learns within half a minute, not hours, that this machine is gone.
    const [row] = this.#held
      ? await sql`select exists (select 1 from pg_locks where locktype = 'advisory' and objid = ${LOCK}
          and pid = pg_backend_pid() and granted) as held`
      : await sql`select set_config('tcp_keepalives_idle', '10', false),
          set_config('tcp_keepalives_interval', '5', false),
          set_config('tcp_keepalives_count', '3', false), pg_try_advisory_lock(${LOCK}) as held`;
    return row.held;
  }

  /** Gives the lock back at once by closing its connection. */
  async resign(): Promise<void> {
    this.#held = false;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close(1).catch(() => {});
  }
}
