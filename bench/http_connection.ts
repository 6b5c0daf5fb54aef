const DECODER = new TextDecoder("latin1");
const CHUNKED_END = "\r\n0\r\n\r\n";

/** What one answer was, without its body. */
export interface Answered {
  status: number;
  bodyBytes: number;
}

/**
 * One keep-alive HTTP/1.1 connection that takes prebuilt requests, one at a time. `fetch` would cost
 * more than the servers under test, which share the cores with it.
 */
export class HttpConnection {
  #buffer = new Uint8Array(64 * 1024);

  private constructor(private readonly socket: Deno.TcpConn) {}

  /** Connects to 127.0.0.1. */
  static async open(port: number): Promise<HttpConnection> {
    const socket = await Deno.connect({ hostname: "127.0.0.1", port });
    socket.setNoDelay(true);
    return new HttpConnection(socket);
  }

  /** Sends one request and reads its answer to the end. */
  async send(request: Uint8Array): Promise<Answered> {
    let written = 0;
    while (written < request.byteLength) {
      written += await this.socket.write(request.subarray(written));
    }
    let filled = 0;
    let bodyAt = -1;
    let length: number | null = null;
    let status = 0;
    for (;;) {
      if (filled === this.#buffer.byteLength) this.#grow();
      const read = await this.socket.read(this.#buffer.subarray(filled));
      if (read === null) throw new Error("the server closed the connection");
      filled += read;
      if (bodyAt < 0) {
        const head = DECODER.decode(this.#buffer.subarray(0, Math.min(filled, 8_192)));
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) continue;
        bodyAt = end + 4;
        status = Number(head.slice(9, 12));
        const given = /\r\ncontent-length: *(\d+)/i.exec(head.slice(0, end + 2));
        if (given) length = Number(given[1]);
        else if (!/\r\ntransfer-encoding: *chunked/i.test(head.slice(0, end + 2))) length = 0;
      }
      if (length !== null ? filled >= bodyAt + length : this.#endsChunks(filled, bodyAt)) {
        return { status, bodyBytes: filled - bodyAt };
      }
    }
  }

  close(): void {
    this.socket.close();
  }

  #grow(): void {
    const larger = new Uint8Array(this.#buffer.byteLength * 2);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }

  #endsChunks(filled: number, bodyAt: number): boolean {
    const from = Math.max(bodyAt - 2, filled - CHUNKED_END.length);
    return DECODER.decode(this.#buffer.subarray(from, filled)) === CHUNKED_END;
  }
}
