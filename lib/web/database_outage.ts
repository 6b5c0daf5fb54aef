const CLIENT_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
]);
/** Shutdown, crash, start-up, recovery conflict, too many connections, and class 08. */
const SERVER_CODES = /^(57P0[1-5]|53300|08\w{3})$/;

/** True when the error says that Postgres cannot be reached or does not serve now, not that a query is wrong. */
export function isDatabaseOutage(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = "code" in at ? at.code : undefined;
    if (typeof code !== "string") continue;
    if (SERVER_CODES.test(code)) return true;
    // Sockets of other clients fail by the same codes; only postgres.js names a query or is wrapped by Drizzle.
    if (CLIENT_CODES.has(code) && isOfPostgres(error)) return true;
  }
  return false;
}

function isOfPostgres(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === "DrizzleQueryError" || at.constructor.name === "DrizzleQueryError") return true;
    if ("code" in at && /^CONNECT/.test(String(at.code))) return true;
    if ("errno" in at && "query" in at) return true;
    if (/node_modules\/.*postgres@|postgres\/src\/connection/.test(at.stack ?? "")) return true;
  }
  return false;
}
