import { errorOf, type RpcFailure } from "./failures.ts";
import type { RpcPeer } from "./rpc.ts";

/** What came of one call to a station. */
export type CallOutcome =
  | { kind: "result"; result: unknown }
  | { kind: "error"; error: RpcFailure }
  | { kind: "exception"; message: string };

/** The stations that are connected now, by id without case; the newest connection counts. */
export class Connections {
  readonly #peers = new Map<string, RpcPeer>();

  add(peer: RpcPeer): void {
    const key = peer.session.chargeBoxId.toLowerCase();
    this.#peers.set(key, peer);
    peer.once("close", () => {
      if (this.#peers.get(key) === peer) this.#peers.delete(key);
    });
  }

  has(chargeBoxId: string): boolean {
    return this.#peers.has(chargeBoxId.toLowerCase());
  }

  ids(): string[] {
    return [...this.#peers.values()].map((peer) => peer.session.chargeBoxId);
  }

  /** Cuts a station off without a close frame, as a dying network does. */
  async cut(chargeBoxId: string): Promise<void> {
    await this.#peers.get(chargeBoxId.toLowerCase())?.close({ force: true });
  }

  /** Calls a station and waits for its answer as long as the connection lives. */
  async call(
    chargeBoxId: string,
    method: string,
    params: Record<string, unknown>,
  ): Promise<CallOutcome> {
    const peer = this.#peers.get(chargeBoxId.toLowerCase());
    if (!peer) return { kind: "exception", message: "The station is not connected" };
    try {
      return { kind: "result", result: await peer.call(method, params) };
    } catch (error) {
      const failure = errorOf(error);
      if (failure) return { kind: "error", error: failure };
      return { kind: "exception", message: error instanceof Error ? error.message : String(error) };
    }
  }
}
