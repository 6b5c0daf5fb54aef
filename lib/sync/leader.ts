import { openDatabase } from "@/db/client.ts";
import { logger } from "@/lib/platform/log.ts";

const LOCK = 7_304_003;
const log = logger("sync", "leader");

/**
 * Leadership among replicas: whoever holds one session-level advisory lock. The lock lives in a
 * connection of its own, so it ends with the process or its network, and nothing has to expire.
 * Losing it mid-run is safe: cursors are locked per row and event ids are unique.
 */
export class Leadership {
  #connection: ReturnType<typeof openDatabase> | null = null;
  #held = false;

  constructor(private readonly databaseUrl: string) {}

  /** Whether the lock is held, after asking the database. Takes it when free. Never throws. */
  async check(): Promise<boolean> {
    try {
      this.#connection ??= openDatabase(this.databaseUrl, {
        dedicated: true,
        applicationName: "polaris-leader",
      });
      const sql = this.#connection.sql;
      const [row] = this.#held
        ? await sql`select exists (select 1 from pg_locks where locktype = 'advisory' and objid = ${LOCK}
            and pid = pg_backend_pid() and granted) as held`
        : await sql`select pg_try_advisory_lock(${LOCK}) as held`;
      if (row.held && !this.#held) log.info("This replica leads the sync worker.");
      if (!row.held && this.#held) log.warning("Leadership was lost.");
      this.#held = row.held;
    } catch (error) {
      if (this.#held) log.warning("Leadership was lost with its connection.", { error });
      await this.resign();
    }
    return this.#held;
  }

  /** Gives the lock back at once by closing its connection. */
  async resign(): Promise<void> {
    this.#held = false;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close(1).catch(() => {});
  }
}
