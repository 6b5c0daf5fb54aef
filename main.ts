import { ConfigError, loadConfig } from "@/lib/platform/config.ts";
import { readEnvironment } from "@/lib/platform/environment.ts";
import type { Config } from "@/lib/platform/config.ts";
import { configureLog, logger } from "@/lib/platform/log.ts";
import { guardProcess } from "@/lib/platform/uncaught.ts";
import { Drain, hostDispatch } from "@/lib/web/mod.ts";
import { builder, createApp, loadEndpoints } from "./fresh.config.ts";
import { type RunningServices, startServices } from "./services.ts";

export interface RunningApp {
  services: RunningServices;
  /** The port that was bound. */
  port: number;
  /** Drains requests, stops workers, closes the database. Repeated calls wait for the first. */
  stop(): Promise<void>;
}

/** Starts the whole product on `config`: both hosts, the worker, and Postgres where it is embedded. */
export async function start(config: Config): Promise<RunningApp> {
  const log = logger("start");
  const [applySnapshot] = await Promise.all([
    builder.build({ mode: "production", snapshot: "memory" }),
    loadEndpoints(),
  ]);
  // Not beside it: loading blocks, and on a busy machine connections would time out meanwhile.
  const services = await startServices(config);
  const app = createApp(services);
  applySnapshot(app);
  const handle = app.handler();
  const drain = new Drain();
  const server = Deno.serve({
    port: config.PORT,
    hostname: config.HOSTNAME_BIND,
    onListen: () => {},
    onError: (error) => {
      log.error("A request failed outside the application.", { error });
      return new Response("Internal error", { status: 500 });
    },
  }, (request, info) =>
    drain.run(info, () => {
      const dispatched = hostDispatch(request, config);
      return dispatched instanceof Response ? dispatched : handle(dispatched, info);
    }));

  let stopped: Promise<void> | null = null;
  const shutDown = async () => {
    log.info("Stopping: requests drain, workers finish.");
    // Streams end first, or the drain would wait for them; the database goes last, for requests need it.
    services.endStreams();
    await drain.close(config.SHUTDOWN_GRACE_SECONDS * 1_000);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, config.SHUTDOWN_GRACE_SECONDS * 1_000);
    });
    await Promise.race([Promise.all([server.shutdown(), services.stop()]), late]);
    clearTimeout(timer);
  };
  return { services, port: server.addr.port, stop: () => stopped ??= shutDown() };
}

/** Runs until SIGINT or SIGTERM; a second signal ends at once. */
export async function runUntilSignal(app: RunningApp): Promise<void> {
  await new Promise<void>((resolve) => {
    let signals = 0;
    const onSignal = () => ++signals === 1 ? resolve() : Deno.exit(130);
    Deno.addSignalListener("SIGINT", onSignal);
    Deno.addSignalListener("SIGTERM", onSignal);
  });
  await app.stop();
  Deno.exit(0);
}

if (import.meta.main) {
  try {
    const config = loadConfig(readEnvironment());
    await configureLog(config);
    guardProcess();
    const startedAt = performance.now();
    const app = await start(config);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    logger("start").info(
      `Polaris Express is up after ${seconds} s. Operators: ${config.adminUrl} Drivers: ${config.appUrl}`,
    );
    await runUntilSignal(app);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    Deno.exit(1);
  }
}
