import { endpoint } from "@/define.ts";
import { loadEndpoints } from "@/fresh.config.ts";
import { apiDocument, handlers } from "@/lib/web/mod.ts";

const getOpenApi = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  hosts: "any",
  auth: "public",
  summary: "This API as an OpenAPI document",
  tags: ["Infrastructure"],
  responses: { 200: { description: "OpenAPI 3.1" } },
}, ({ services }) => apiDocument(services.config, loadEndpoints));

export const handler = handlers(getOpenApi);
