/** One message of a server-sent event stream. */
export interface ReadMessage {
  id: number;
  event: string;
  data: unknown;
}

/** Reads a stream message by message; every wait has a deadline. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(response: Response) {
    if (!response.body) throw new Error("The answer has no stream.");
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next message that `wanted` accepts. Throws after `timeoutMs` or when the stream ends. */
  async next(
    wanted: (message: ReadMessage) => boolean = () => true,
    timeoutMs = 30_000,
  ): Promise<ReadMessage> {
    const deadline = Date.now() + timeoutMs;
    while (true) {
      const message = this.#take();
      if (message && wanted(message)) return message;
      if (message) continue;
      const chunk = await within(this.#reader.read(), deadline - Date.now());
      if (chunk.done) throw new Error("The stream has ended.");
      this.#text += chunk.value;
    }
  }

  /** True when the server ends the stream before the deadline. */
  async ends(timeoutMs = 30_000): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (true) {
      const chunk = await within(this.#reader.read(), deadline - Date.now());
      if (chunk.done) return true;
    }
  }

  close(): Promise<void> {
    return this.#reader.cancel().catch(() => {});
  }

  /** A whole message out of what was read so far; comments and `retry` are passed over. */
  #take(): ReadMessage | null {
    let end: number;
    while ((end = this.#text.indexOf("\n\n")) >= 0) {
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      const fields = new Map(
        block.split("\n").map((line) => line.split(/: ?(.*)/s) as [string, string]),
      );
      const data = fields.get("data");
      if (data === undefined) continue;
      return {
        id: Number(fields.get("id")),
        event: fields.get("event") ?? "message",
        data: JSON.parse(data),
      };
    }
    return null;
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Nothing came in time.")), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
