import postgres from "postgres";

export type BareSql = postgres.Sql;
export type BareHandler = (req: Request, sql: BareSql) => Response | Promise<Response>;

/** The limit: `Deno.serve` and postgres.js with the product's pool size, and nothing between them. */
export interface BareServer {
  port: number;
  sql: BareSql;
  /** Answers this path from now on. */
  handle(path: string, handler: BareHandler): void;
  stop(): Promise<void>;
}

/** Starts it on a free port; paths it was not given answer 404. */
export function startBareServer(databaseUrl: string, pool: number): BareServer {
  const sql = postgres(databaseUrl, { max: pool, onnotice: () => {} });
  const handlers = new Map<string, BareHandler>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (req) => {
    const handler = handlers.get(req.url.slice(req.url.indexOf("/", 7)));
    return handler ? handler(req, sql) : new Response("not found", { status: 404 });
  });
  return {
    port: server.addr.port,
    sql,
    handle: (path, handler) => handlers.set(path, handler),
    stop: async () => {
      await server.shutdown();
      await sql.end({ timeout: 5 });
    },
  };
}
