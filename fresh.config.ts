import { pathToFileURL } from "node:url";
import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { cspDirectives, requestContext, securityHeaders } from "@/lib/web/mod.ts";
import { compileTailwind } from "@/lib/web/tailwind.ts";
import type { State } from "./define.ts";
import type { Services } from "./services.ts";

const root = import.meta.dirname!;

/** Bundles islands and styles; used once per process by main.ts, and by dev.ts to watch. */
export const builder = new Builder({ root });

builder.onTransformStaticFile(
  { pluginName: "tailwind", filter: /static\/styles\.css$/ },
  async ({ text, path, mode }) => ({ content: await compileTailwind(text, { path, root, mode }) }),
);

/** The application over its services: middlewares from the outside in, then the file routes. */
export function createApp(services: Services): App<State> {
  return new App<State>()
    .use(requestContext(services))
    .use(securityHeaders())
    .use(csp({ useNonce: true, csp: [...cspDirectives(services.config)] }))
    .use(staticFiles())
    .fsRoutes();
}

/** Imports every API route, so that the registry of operations is complete. */
export async function loadEndpoints(): Promise<void> {
  for (const folder of ["routes/api", "routes/v1"]) await importBelow(`${root}/${folder}`);
}

async function importBelow(folder: string): Promise<void> {
  for (const entry of await listed(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) await importBelow(path);
    else if (/\.tsx?$/.test(entry.name) && !/_test\.tsx?$/.test(entry.name)) {
      await import(pathToFileURL(path).href);
    }
  }
}

async function listed(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
