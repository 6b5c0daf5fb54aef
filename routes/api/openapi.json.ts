import { endpoint } from "@/define.ts";
import { handlers, openApiDocument } from "@/lib/web/mod.ts";

const getOpenApi = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  hosts: "any",
  auth: "public",
  summary: "This API as an OpenAPI document",
  tags: ["Infrastructure"],
  responses: { 200: { description: "OpenAPI 3.1" } },
}, async ({ services, url }) => {
  const { loadEndpoints } = await import("@/fresh.config.ts");
  await loadEndpoints();
  return openApiDocument({
    title: "Polaris Express",
    version: services.config.VERSION,
    servers: [{ url: url.origin }],
  });
});

export const handler = handlers(getOpenApi);
