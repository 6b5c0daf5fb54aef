import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Buffer } from "node:buffer";
import { RPCServer } from "ocpp-rpc";

/** The part of an ocpp-rpc server client that is used here. */
export interface RpcPeer {
  identity: string;
  session: { stationPk: number; chargeBoxId: string };
  handle(method: string, handler: (call: { params: Record<string, unknown> }) => unknown): void;
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
  close(options: { code?: number; reason?: string; force?: boolean }): Promise<unknown>;
  once(event: "close", listener: () => void): void;
}

/** What a station shows when it knocks. */
export interface Handshake {
  identity: string;
  endpoint: string;
  protocols: Set<string>;
  password?: Uint8Array;
  headers: Record<string, string | undefined>;
}

/** The part of an ocpp-rpc server that is used here. */
export interface RpcServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  auth(
    decide: (
      accept: (session: RpcPeer["session"], protocol: string) => void,
      reject: (code: number, message: string) => void,
      handshake: Handshake,
    ) => void,
  ): void;
  on(event: "client", listener: (peer: RpcPeer) => void): void;
  close(options: { force?: boolean }): Promise<void>;
}

/** An OCPP 1.6J server that checks every message against the published schemas. */
export function createRpcServer(): RpcServer {
  const server = new RPCServer({
    protocols: ["ocpp1.6"],
    strictMode: true,
    callConcurrency: Infinity,
    callTimeoutMs: 0,
    pingIntervalMs: 15 * 60_000,
    wssOptions: { maxPayload: 8 * 1024 * 1024 },
  });
  // The package types its session and handlers loosely; the interfaces above are what it does.
  return server as unknown as RpcServer;
}
