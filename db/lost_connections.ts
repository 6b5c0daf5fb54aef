import { Buffer } from "node:buffer";
import { Socket } from "node:net";
import type postgres from "postgres";

/** Protocol 3.0, as a startup packet carries it after its length. */
const PROTOCOL = 196_608;

/**
 * Padding of the startup packet. postgres.js 3.4.9 writes 1 kB or more at once, which also resets the
 * write timer that a connection lost with a write pending leaves behind; else its slot hangs for good.
 */
export const STARTUP_PADDING = " ".repeat(1_024);

/**
 * Opens the socket of one connection. What an earlier connection in the same slot did not get rid of
 * before it died is taken off in front of the startup packet: the server would refuse it, or obey it.
 */
export function openSocket(options: { host: string[]; port: number[]; path?: string }): Socket {
  const socket = new Socket();
  const send = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = ((chunk: Uint8Array, ...rest: unknown[]) => {
    const start = startupOffset(chunk);
    if (start !== null) socket.write = send as typeof socket.write;
    return send(start ? chunk.subarray(start) : chunk, ...rest);
  }) as typeof socket.write;
  // A peer that only accepts and closes is a failure; else postgres.js comes back at once, without end.
  socket.once("close", (hadError: boolean) => {
    if (hadError || socket.bytesRead > 0) return;
    const closed = new Error("The database closed the connection before it said anything.");
    socket.emit("error", Object.assign(closed, { code: "ECONNRESET" }));
  });
  const [host, port] = [options.host[0], options.port[0]];
  Object.assign(socket, { host, port }); // Named by postgres.js in errors, and to the TLS handshake.
  if (options.path) socket.connect(options.path);
  else socket.connect(port, host);
  return socket;
}

/** Where the startup packet begins, which is the last thing in `bytes`; null when there is none. */
export function startupOffset(bytes: Uint8Array): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= view.length; at++) {
    if (view.readUInt32BE(at) === view.length - at && view.readUInt32BE(at + 4) === PROTOCOL) {
      return at;
    }
  }
  return null;
}

type Begin = (...args: unknown[]) => Promise<unknown>;
type Work = (tx: postgres.TransactionSql) => unknown;

/**
 * Makes transactions end with their connection. postgres.js sends the ROLLBACK of a lost transaction to
 * the dead socket, which ends the process, or to whoever has the connection's slot by then.
 */
export function endTransactionsWithTheirConnection(sql: postgres.Sql): void {
  const begin = sql.begin as unknown as Begin;
  const guarded: Begin = async (...args) => {
    const work = args.pop() as Work;
    let isOver = false;
    const running = begin(...args, async (tx: postgres.TransactionSql) => {
      try {
        const result = work(whileOpen(tx, () => !isOver));
        const settled = await (Array.isArray(result) ? Promise.all(result) : result);
        if (isOver) await never();
        return settled;
      } catch (error) {
        // The loss is told in the turn in which it made the query fail.
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (isOver) await never();
        throw error;
      }
    });
    try {
      return await running;
    } finally {
      isOver = true;
    }
  };
  sql.begin = guarded as unknown as typeof sql.begin;
}

/** The same transaction; its queries throw once it is over. */
function whileOpen(tx: postgres.TransactionSql, isOpen: () => boolean): postgres.TransactionSql {
  const checked = (run: Begin) => (...args: unknown[]) => {
    if (!isOpen()) {
      throw Object.assign(new Error("The transaction is over."), { code: "CONNECTION_CLOSED" });
    }
    return run(...args);
  };
  const call = checked(tx as unknown as Begin);
  const unsafe = checked(tx.unsafe as unknown as Begin);
  return new Proxy(tx, {
    apply: (_target, _self, args) => call(...args),
    get: (target, key) => key === "unsafe" ? unsafe : Reflect.get(target, key),
  });
}

/** What waits for it is collected with the transaction that nobody awaits any more. */
const never = () => new Promise<never>(() => {});
