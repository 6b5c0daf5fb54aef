import { isCallError } from "./rpc.ts";

/** A message that must arrive, in its turn. */
export interface OutboxMessage {
  method: string;
  /** Built when it is sent, for ids that are known only then; null drops it. */
  params: () => Record<string, unknown> | null;
  /** Gets the answer. Must not wait for the outbox. */
  onResult?: (result: unknown) => void;
}

/** What the other side refused. */
export interface RejectedMessage {
  method: string;
  params: Record<string, unknown>;
  error: string;
}

/**
 * The messages of sessions in the order they happened. They wait while the station is offline; one
 * that gets a CallError is dropped, one that is lost with the connection is sent again.
 */
export class Outbox {
  readonly #queue: OutboxMessage[] = [];
  readonly rejected: RejectedMessage[] = [];
  #flushing: Promise<void> | null = null;

  get size(): number {
    return this.#queue.length;
  }

  push(message: OutboxMessage): void {
    this.#queue.push(message);
  }

  /** Sends until the queue is empty, `isOpen` says no, or the connection fails. */
  flush(
    send: (method: string, params: Record<string, unknown>) => Promise<unknown>,
    isOpen: () => boolean,
  ): Promise<void> {
    return this.#flushing ??= this.#drain(send, isOpen).finally(() => this.#flushing = null);
  }

  async #drain(
    send: (method: string, params: Record<string, unknown>) => Promise<unknown>,
    isOpen: () => boolean,
  ): Promise<void> {
    while (this.#queue.length && isOpen()) {
      const message = this.#queue[0];
      const params = message.params();
      try {
        if (params) {
          const result = await send(message.method, params);
          message.onResult?.(result);
        }
      } catch (error) {
        if (!isCallError(error)) return;
        this.rejected.push({ method: message.method, params: params ?? {}, error: String(error) });
      }
      this.#queue.shift();
    }
  }
}
