import { RPCClient } from "ocpp-rpc";
import { startSteveSandbox, type SteveSandbox, type SteveSandboxOptions } from "./server.ts";

/** An answer of the API as a test looks at it. */
export interface TestAnswer {
  status: number;
  // deno-lint-ignore no-explicit-any -- tests look into answers of many shapes
  body: any;
  text: string;
}

/** Calls below `/api/v1` of a sandbox; a body is sent as JSON. */
export type TestApi = (method: string, path: string, body?: unknown) => Promise<TestAnswer>;

export const PASSWORD = "api-password";

/** Runs a test against a stand-in of its own and stops it in any case. */
export async function withSandbox(
  options: Partial<SteveSandboxOptions>,
  test: (sandbox: SteveSandbox, api: TestApi) => Promise<void>,
): Promise<void> {
  const sandbox = await startSteveSandbox({ password: PASSWORD, ...options });
  try {
    await test(sandbox, apiOf(sandbox));
  } finally {
    await sandbox.stop();
  }
}

/** Calls with the right user and password, over a connection pool of the test's own if given. */
export function apiOf(sandbox: SteveSandbox, client?: Deno.HttpClient): TestApi {
  return async (method, path, body) => {
    const response = await fetch(`${sandbox.apiUrl}/api/v1${path}`, {
      method,
      client,
      headers: { authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
  };
}

/** The raw client of a station: a test sends exactly what it wants. */
export interface TestStation {
  // deno-lint-ignore no-explicit-any -- tests look into answers of many shapes
  call(method: string, params: Record<string, unknown>): Promise<any>;
  answer(method: string, reply: (params: Record<string, unknown>) => unknown): void;
  close(): Promise<void>;
}

/** Connects as a station would; rejects with the refusal's `code` when the handshake fails. */
export async function connectStation(
  sandbox: SteveSandbox,
  identity: string,
  options: { protocols?: string[]; password?: string } = {},
): Promise<TestStation> {
  const settings = {
    endpoint: sandbox.wsUrl,
    identity,
    password: options.password ?? null,
    protocols: options.protocols ?? ["ocpp1.6"],
    reconnect: false,
    pingIntervalMs: 0,
  };
  const client = new RPCClient(settings as ConstructorParameters<typeof RPCClient>[0]);
  await client.connect();
  return {
    call: (method, params) => client.call(method, params),
    answer: (method, reply) =>
      client.handle(
        method,
        ((call: { params: Record<string, unknown> }) => reply(call.params)) as never,
      ),
    close: async () => void await client.close({ code: 1000 }),
  };
}
