import { logger } from "./log.ts";

/** A failure that was stopped is logged again only after this long without one (ms). */
const BURST_MS = 10_000;

/**
 * What postgres.js 3.4.9 throws where nobody can catch it when a busy connection dies: the write to a
 * socket that is gone, and the type query of a connection that was lost while it opened. Whoever waited
 * for that connection hears of the loss on its own.
 */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isPostgres = /\/postgres\/src\/connection\.js/.test(error.stack ?? "");
  const isDeadSocket = error instanceof TypeError && /\bnextWrite\b/.test(error.stack ?? "") &&
    error.message === "Cannot read properties of null (reading 'write')";
  const query = (error as { query?: unknown }).query;
  const isTypeQuery = typeof query === "string" && /select b\.oid, b\.typarray/.test(query) &&
    isConnectionCode((error as { code?: unknown }).code);
  return (isPostgres && isDeadSocket) || isTypeQuery;
}

/** SQLSTATE classes 08 and 57P, and the codes of sockets and of postgres.js for the same. */
const isConnectionCode = (code: unknown) =>
  typeof code === "string" && /^(08|57P|CONNECT|ECONN|EPIPE|ETIMEDOUT)/.test(code);

/**
 * Keeps the process alive through failures of `isLostConnection`, told once per burst. Any other error
 * that nobody caught is logged and ends the process with exit code 1. For entry points only.
 */
export function guardProcess(): void {
  const log = logger("process");
  let lastMs = -Infinity;
  const judge = (event: Event, error: unknown) => {
    event.preventDefault();
    if (!isLostConnection(error)) {
      log.fatal("An error that nobody caught ends the process.", { error });
      Deno.exit(1);
    }
    const nowMs = performance.now();
    if (nowMs - lastMs > BURST_MS) {
      log.error("A database connection was lost while it was written to.", { error });
    }
    lastMs = nowMs;
  };
  globalThis.addEventListener("error", (event) => judge(event, event.error));
  globalThis.addEventListener("unhandledrejection", (event) => judge(event, event.reason));
}
