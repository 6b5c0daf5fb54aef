import { endpoint } from "@/define.ts";
import { loadEndpoints } from "@/fresh.config.ts";
import { VERSION } from "@/lib/platform/version.ts";
import { handlers, openApiDocument } from "@/lib/web/mod.ts";

const getOpenApi = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  hosts: "any",
  auth: "public",
  summary: "This API as an OpenAPI document",
  tags: ["Infrastructure"],
  responses: { 200: { description: "OpenAPI 3.1" } },
}, async ({ url }) => {
  await loadEndpoints();
  return openApiDocument({
    title: "Polaris Express",
    version: VERSION,
    servers: [{ url: url.origin }],
  });
});

export const handler = handlers(getOpenApi);
