import { App } from "../app.ts";
import { Builder } from "../builder/builder.ts";
import { csp } from "../middlewares/csp.ts";
import { staticFiles } from "../middlewares/static_files.ts";

/** Folder of the small project that the tests build. */
export const PROJECT = new URL("./project/", import.meta.url);

let built: ReturnType<Builder["build"]> | null = null;

/** A new app on the build of the test project, which is made once per process. */
export async function projectApp<State>(): Promise<App<State>> {
  built ??= new Builder({ root: PROJECT.href }).build({ snapshot: "memory" });
  const app = new App<State>().use(csp({ useNonce: true })).use(staticFiles())
    .fsRoutes();
  (await built)(app);
  return app;
}
