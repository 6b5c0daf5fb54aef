import type { Config } from "@/lib/platform/config.ts";
import { VERSION } from "@/lib/platform/version.ts";
import { openApiDocument } from "./openapi.ts";
import type { OpenApiDocument } from "./openapi_types.ts";

const kept = new Map<string, OpenApiDocument>();

/**
 * The document of the whole API, made once per process. `load` completes the registry of operations;
 * the server it names is the configured one, whatever Host a request gave.
 */
export async function apiDocument(
  { adminUrl }: Pick<Config, "adminUrl">,
  load: () => Promise<void>,
): Promise<OpenApiDocument> {
  const known = kept.get(adminUrl);
  if (known) return known;
  await load();
  const document = openApiDocument({
    title: "Polaris Express API",
    version: VERSION,
    servers: [{ url: adminUrl }],
  });
  kept.set(adminUrl, document);
  return document;
}
