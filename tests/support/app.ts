import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { builder, createApp, loadEndpoints } from "@/fresh.config.ts";
import { createOperator } from "@/lib/auth/mod.ts";
import type { Config } from "@/lib/platform/config.ts";
import { configureLog } from "@/lib/platform/log.ts";
import { listKeptMail } from "@/lib/platform/kept_mail.ts";
import { hostDispatch } from "@/lib/web/mod.ts";
import { type RunningServices, startServices } from "@/services.ts";
import { createTestDatabase, testConfig, testContext, type TestDatabase } from "./database.ts";

export const OPERATOR = {
  email: "operator@example.org",
  name: "Olive Operator",
  password: "correct horse battery",
};

/** The whole product on a port of its own, over a database of its own. */
export interface TestApp {
  services: RunningServices;
  database: TestDatabase;
  config: Config;
  port: number;
  adminUrl: string;
  appUrl: string;
  /** Sends a request through the application without the network. `cookie` is a Cookie header. */
  request(
    host: "admin" | "app",
    path: string,
    init?: RequestInit & { cookie?: string },
  ): Promise<Response>;
  /** Answers a ready-made request without the network; its URL names the host. */
  handle(req: Request): Promise<Response>;
  /** A Cookie header of `OPERATOR`, who is an administrator unless told otherwise. */
  signInOperator(): Promise<string>;
  /** A Cookie header of the driver with this address, by a magic link out of the mail outbox. */
  signInCustomer(email: string): Promise<string>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  config?: Partial<Config>;
  role?: "admin" | "operator";
  /** Bundles islands and styles, for tests that open pages in a browser. Others are seconds faster without. */
  forBrowser?: boolean;
}

type ApplySnapshot = (app: ReturnType<typeof createApp>) => void;
const snapshots = new Map<Builder, Promise<ApplySnapshot>>();

/** Pages without what only a browser loads: islands are rendered and never hydrate. */
const serverOnly = new Builder({
  root: builder.config.root,
  islandDir: "tests/support/no_islands",
});

function snapshotOf(built: Builder): Promise<ApplySnapshot> {
  const known = snapshots.get(built) ?? built.build({ mode: "production", snapshot: "memory" });
  snapshots.set(built, known);
  return known;
}

/** Starts it; the worker is off unless `config.SYNC_WORKER` says otherwise. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  // The hosts carry the port, so the port is taken before the application exists.
  let serve: (req: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response> = () =>
    new Response("starting", { status: 503 });
  const server = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    onListen: () => {},
    onError: (error) => {
      console.error(error);
      return new Response("Internal error", { status: 500 });
    },
  }, (req, info) => serve(req, info));
  const { port } = server.addr;
  const config = testConfig({
    PORT: port,
    DATABASE_URL: database.url,
    DATABASE_POOL: 6,
    ADMIN_HOST: `admin.localhost:${port}`,
    APP_HOST: `app.localhost:${port}`,
    adminUrl: `http://admin.localhost:${port}`,
    appUrl: `http://app.localhost:${port}`,
    SYNC_WORKER: "off",
    LOG_LEVEL: "error",
    notes: [],
    ...options.config,
  });
  await configureLog(config);
  // One after the other: loading blocks, and on a busy machine connections would time out meanwhile.
  const applySnapshot = await snapshotOf(options.forBrowser ? builder : serverOnly);
  await loadEndpoints();
  const services = await startServices(config);
  const app = createApp(services);
  applySnapshot(app);
  const handle = app.handler();
  serve = (req, info) => {
    const dispatched = hostDispatch(req, config);
    return dispatched instanceof Response ? dispatched : handle(dispatched, info);
  };
  await createOperator(testContext(database), { ...OPERATOR, role: options.role ?? "admin" });

  const baseOf = { admin: config.adminUrl, app: config.appUrl };
  return {
    services,
    database,
    config,
    port,
    adminUrl: config.adminUrl,
    appUrl: config.appUrl,
    async request(host, path, { cookie, ...init } = {}) {
      const headers = new Headers(init.headers);
      const base = baseOf[host];
      headers.set("host", new URL(base).host);
      if (cookie) headers.set("cookie", cookie);
      if (init.method && init.method !== "GET" && !headers.has("origin")) {
        headers.set("origin", base);
      }
      const dispatched = hostDispatch(new Request(base + path, { ...init, headers }), config);
      return dispatched instanceof Response ? dispatched : await handle(dispatched);
    },
    async handle(req) {
      const headers = new Headers(req.headers);
      headers.set("host", new URL(req.url).host);
      const dispatched = hostDispatch(new Request(req, { headers }), config);
      return dispatched instanceof Response ? dispatched : await handle(dispatched);
    },
    async signInOperator() {
      const result = await services.auth.signInWithPassword(requestInfo(config.adminUrl), OPERATOR);
      assert.ok(result.ok, "the operator could not sign in");
      return cookieHeader(result.setCookies);
    },
    async signInCustomer(email) {
      const info = requestInfo(config.appUrl);
      await services.auth.requestMagicLink(info, { email, next: "/" });
      const mail = (await listKeptMail(services.db, 50)).find((each) => each.toAddress === email);
      const token = mail && /[?&]token=([\w-]+)/.exec(mail.text)?.[1];
      assert.ok(token, `no sign-in link was sent to ${email}`);
      const result = await services.auth.signInWithMagicLink(info, token);
      assert.ok(result.ok, `${email} could not sign in`);
      return cookieHeader(result.setCookies);
    },
    async stop() {
      await Promise.all([services.stop(), server.shutdown()]);
      await database.drop();
    },
  };
}

let visitors = 0;

/** Sign-ins are limited per address, so every one comes from its own. */
const requestInfo = (origin: string) => ({
  headers: new Headers({ host: new URL(origin).host, origin }),
  ip: `198.51.100.${++visitors % 250}`,
  requestId: `test-${visitors}`,
});

const cookieHeader = (setCookies: readonly string[]) =>
  setCookies.map((text) => text.split(";")[0]).join("; ");
