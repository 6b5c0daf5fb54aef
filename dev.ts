import { configureLog } from "@/lib/platform/log.ts";
import { loadConfig } from "@/lib/platform/config.ts";
import { routesTable } from "@/lib/web/mod.ts";
import { builder, loadEndpoints } from "./fresh.config.ts";

/** `deno task dev`: rebuild and reload on change. `deno task routes`: the table of operations. */
if (Deno.args[0] === "routes") {
  await loadEndpoints();
  console.log(routesTable());
} else {
  await configureLog(loadConfig(Deno.env.toObject()));
  await builder.listen(() => import("./main.ts"));
}
