import type { App } from "../app.ts";
import { attachSnapshot, type Snapshot } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./config.ts";

/** A server module: exports the app as `app` or as default. */
export interface DevApp {
  // deno-lint-ignore no-explicit-any -- the dev server serves apps of every state type
  app?: App<any>;
  // deno-lint-ignore no-explicit-any -- see above
  default?: App<any>;
}

interface DevServerInit {
  importApp: () => Promise<DevApp>;
  build: () => Promise<Snapshot>;
  config: ResolvedBuildConfig;
  options: Deno.ServeTcpOptions;
}

const LIVE_PATH = "/_fresh/live";
const IGNORED = /(^|\/)(node_modules|\.git|\.data|_fresh)(\/|$)/;

/** Serves an app, rebuilds it when a file of the project changes and tells open pages. */
export async function serveDevelopment(init: DevServerInit): Promise<void> {
  const module = await init.importApp();
  const app = module.app ?? module.default;
  if (!app) {
    throw new TypeError("The server entry has to export its app as `app`");
  }

  const live = new LiveReload();
  let handler = rebuilt(app, await init.build());
  const server = Deno.serve(init.options, (req, info) => {
    return new URL(req.url).pathname === LIVE_PATH ? live.connect() : handler(req, info);
  });

  const watcher = Deno.watchFs(init.config.root);
  const watching = (async () => {
    for await (const paths of changes(watcher, init.config.root)) {
      try {
        handler = rebuilt(app, await init.build());
        live.reload();
      } catch (error) {
        console.error(
          `Build failed after a change of ${paths.join(", ")}`,
          error,
        );
      }
    }
  })();
  await server.finished;
  watcher.close();
  await watching;
}

// deno-lint-ignore no-explicit-any -- see DevApp
function rebuilt(app: App<any>, snapshot: Snapshot) {
  attachSnapshot(app, snapshot);
  return app.handler();
}

/** Changed paths in bursts: editors write a file several times in a row. */
async function* changes(watcher: Deno.FsWatcher, root: string): AsyncGenerator<string[]> {
  let pending = new Set<string>();
  let wake = Promise.withResolvers<void>();
  let isClosed = false;
  const reading = (async () => {
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      const relevant = event.paths.filter((path) => !IGNORED.test(path.slice(root.length)));
      for (const path of relevant) pending.add(path);
      if (pending.size > 0) wake.resolve();
    }
    isClosed = true;
    wake.resolve();
  })();
  while (true) {
    await wake.promise;
    if (isClosed) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const paths = [...pending];
    pending = new Set();
    wake = Promise.withResolvers();
    yield paths;
  }
  await reading;
}

/** Server-sent events to all open pages. */
class LiveReload {
  #pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  // A page that reconnects to another process than it came from has to load anew.
  #id = crypto.randomUUID();

  connect(): Response {
    let page: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        page = controller;
        this.#pages.add(page);
        page.enqueue(message("id", this.#id));
      },
      cancel: () => void this.#pages.delete(page),
    });
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
      },
    });
  }

  reload(): void {
    for (const page of this.#pages) page.enqueue(message("reload", ""));
  }
}

function message(event: string, data: string): Uint8Array {
  return new TextEncoder().encode(`event: ${event}\ndata: ${data}\n\n`);
}
