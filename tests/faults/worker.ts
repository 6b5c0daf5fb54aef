import { loadConfig } from "@/lib/platform/config.ts";
import { configureLog } from "@/lib/platform/log.ts";
import { startServices } from "@/services.ts";

/** The services of one replica without its pages, for tests that kill it. Prints `ready` once it runs. */
const config = loadConfig(Deno.env.toObject());
await configureLog(config);
const services = await startServices(config, { replica: Deno.env.get("REPLICA") });
console.log("ready");
await new Promise<void>((resolve) => Deno.addSignalListener("SIGTERM", resolve));
await services.stop();
Deno.exit(0);
