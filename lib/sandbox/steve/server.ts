import { createServer, type Server } from "node:http";
import { Control } from "./control.ts";
import { Faults } from "./faults/rules.ts";
import { type HookOptions, Hooks } from "./hooks.ts";
import { createListener, type LoggedRequest } from "./http/listener.ts";
import { CentralSystem } from "./ocpp/central_system.ts";
import { Tasks } from "./operations/tasks.ts";
import { seededRandom } from "./random.ts";
import { forkRoutes } from "./rest/fork.ts";
import { operationRoutes } from "./rest/operations.ts";
import { tagRoutes } from "./rest/tags.ts";
import { transactionRoutes } from "./rest/transactions.ts";
import { Store } from "./store/store.ts";

/** Settings of the stand-in; only the API password has no default. */
export interface SteveSandboxOptions {
  /** 0 (default) takes a free port. */
  port?: number;
  hostname?: string;
  /** SQLite file that survives restarts; `:memory:` by default. */
  dbPath?: string;
  contextPath?: string;
  username?: string;
  password: string;
  /** `patched` also serves stations, reservations and tasks, and calls the hooks. */
  version?: "upstream" | "patched";
  hooks?: HookOptions;
  /** SteVe's own clock, milliseconds since the epoch. */
  now?: () => number;
  /** How long an operation waits for stations; 30 s as in SteVe. */
  operationTimeoutMs?: number;
  /** What BootNotification is told; 14,400 s as in SteVe. */
  heartbeatIntervalSec?: number;
  /** Validity told with tags that have none; 1 h as in SteVe, 0 for none. */
  hoursToExpire?: number;
  /** Whether unknown stations are created when they connect; SteVe refuses them. */
  autoRegister?: boolean;
  /** Seed of the fault rules' dice. */
  seed?: number;
}

/** A running stand-in. */
export interface SteveSandbox {
  /** Base of the web API with the context path: `http://127.0.0.1:…/steve`. */
  apiUrl: string;
  /** Where stations connect; the station's id follows after a slash. */
  wsUrl: string;
  control: Control;
  stop(): Promise<void>;
}

const KEPT_REQUESTS = 10_000;
const MAX_HEADER_BYTES = 128 * 1024;

/** Starts a stand-in of SteVe: its REST API and its OCPP 1.6J endpoint on one port. */
export async function startSteveSandbox(options: SteveSandboxOptions): Promise<SteveSandbox> {
  const contextPath = options.contextPath ?? "/steve";
  const endpoint = `${contextPath}/websocket/CentralSystemService`;
  const now = options.now ?? Date.now;
  const isPatched = options.version === "patched";
  const store = new Store(options.dbPath ?? ":memory:");
  const hooks = new Hooks(isPatched ? options.hooks : undefined);
  const faults = new Faults(seededRandom(options.seed ?? 1));
  const central = new CentralSystem({
    store,
    hooks,
    now,
    endpoint,
    hoursToExpire: options.hoursToExpire ?? 1,
    heartbeatIntervalSec: options.heartbeatIntervalSec ?? 14_400,
    autoRegister: options.autoRegister ?? false,
  });
  const { connections } = central;
  const waitMs = options.operationTimeoutMs ?? 30_000;
  const tasks = new Tasks({ store, connections, now, waitMs });
  const requests: LoggedRequest[] = [];
  const stopping = new AbortController();
  const listener = createListener({
    contextPath,
    username: options.username ?? "admin",
    password: options.password,
    routes: [
      ...tagRoutes(store.tags),
      ...transactionRoutes(store),
      ...operationRoutes(tasks),
      ...(isPatched ? forkRoutes(store, connections, tasks) : []),
    ],
    faults,
    now,
    log: (entry) => {
      requests.push(entry);
      if (requests.length > KEPT_REQUESTS) requests.shift();
    },
    signal: stopping.signal,
  });

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, listener);
  server.on("upgrade", (request, socket, head) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (faults.pick("CONNECT", pathname, contextPath)) return void socket.destroy();
    void central.server.handleUpgrade(request, socket, head);
  });
  const port = await listen(server, options.port ?? 0, options.hostname ?? "127.0.0.1");
  const host = `${options.hostname ?? "127.0.0.1"}:${port}`;

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    await central.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await hooks.idle();
    store.db.close();
  };
  return {
    apiUrl: `http://${host}${contextPath}`,
    wsUrl: `ws://${host}${endpoint}`,
    control: new Control(
      { store, now, hooks, connections, requests, operations: tasks.received },
      faults,
    ),
    stop: () => stopped ??= stop(),
  };
}

function listen(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("the server has no address"));
    });
  });
}
