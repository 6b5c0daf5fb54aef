import { routesTable } from "@/lib/web/mod.ts";
import { builder, loadEndpoints } from "./fresh.config.ts";

/** `dev.ts routes` prints every HTTP operation; `dev.ts build` bundles once and says what is wrong. */
const [command] = Deno.args;
if (command === "routes") {
  await loadEndpoints();
  console.log(routesTable());
} else if (command === "build") {
  await builder.build({ mode: "production", snapshot: "memory" });
  console.log("Islands and styles are fine.");
} else {
  console.error("Say `routes` or `build`.");
  Deno.exit(2);
}
