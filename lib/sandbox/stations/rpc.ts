import { createRPCError, RPCClient } from "ocpp-rpc";

/** The part of an ocpp-rpc client that a station uses. */
export interface StationRpc {
  connect(): Promise<unknown>;
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
  close(options: { code?: number; force?: boolean }): Promise<unknown>;
  handle(method: string, handler: (call: { params: unknown }) => unknown): void;
  on(event: "close", listener: () => void): void;
}

/** An OCPP 1.6J client that checks what it sends and gets; it does not reconnect by itself. */
export function createStationRpc(
  options: { wsUrl: string; chargeBoxId: string; password?: string; callTimeoutMs: number },
): StationRpc {
  const settings = {
    endpoint: options.wsUrl,
    identity: options.chargeBoxId,
    password: options.password ?? null,
    protocols: ["ocpp1.6"],
    strictMode: true,
    reconnect: false,
    pingIntervalMs: 0,
    callTimeoutMs: options.callTimeoutMs,
  };
  // The package's types ask for every option, its code has defaults for all of them.
  const client = new RPCClient(settings as ConstructorParameters<typeof RPCClient>[0]);
  return client as unknown as StationRpc;
}

/** True when the other side answered with a CallError, or the schemas refused the message. */
export function isCallError(error: unknown): boolean {
  return typeof error === "object" && error !== null && "rpcErrorCode" in error;
}

/** A CallError to answer a command with. */
export function callError(code: string, message: string): Error {
  // Typed as a plain record by the package; it is an Error with an `rpcErrorCode`.
  return createRPCError(code, message, {}) as unknown as Error;
}
