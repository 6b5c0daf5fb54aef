/** A fixed address before a server whose port changes when it restarts. */
export interface TcpProxy {
  port: number;
  /** Where new connections go. */
  target: number;
  /** Cuts every connection; new ones are refused. */
  stop(): void;
}

/** Starts it, on a free port unless one is named; connections end when either side ends. */
export function startTcpProxy(target: number, port = 0): TcpProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const open = new Set<Deno.Conn>();
  const proxy = {
    port: listener.addr.port,
    target,
    stop() {
      listener.close();
      for (const connection of open) close(connection);
    },
  };
  void accept();
  return proxy;

  async function accept() {
    for await (const client of listener) void forward(client);
  }

  async function forward(client: Deno.TcpConn) {
    open.add(client);
    const server = await Deno.connect({ hostname: "127.0.0.1", port: proxy.target }).catch(() =>
      null
    );
    if (!server) return close(client);
    open.add(server);
    const ends = [client.readable.pipeTo(server.writable), server.readable.pipeTo(client.writable)];
    await Promise.any(ends.map((end) => end.catch(() => {})));
    close(client);
    close(server);
    await Promise.allSettled(ends);
  }

  function close(connection: Deno.Conn) {
    open.delete(connection);
    try {
      connection.close();
    } catch {
      // The other direction closed it.
    }
  }
}
