import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { compileTailwind } from "@/lib/web/tailwind.ts";
import { csrfForPages, pageBodyLimit, requestContext, securityHeaders } from "@/lib/web/mod.ts";
import type { State } from "./define.ts";
import type { Services } from "./services.ts";

const root = import.meta.dirname!;

/** Bundles islands and styles; used once per process by main.ts, and by dev.ts to watch. */
export const builder = new Builder({ root });

builder.onTransformStaticFile(
  { pluginName: "tailwind", filter: /styles\.css$/ },
  async ({ text, path, mode }) => ({
    content: await compileTailwind(text, { path, root, mode }),
  }),
);
