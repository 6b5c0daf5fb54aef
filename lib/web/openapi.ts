import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type ResponseConfig,
  type RouteConfig,
} from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { type Dialect, dialectOf } from "./errors.ts";
import { rateOf } from "./rate.ts";
import { registeredEndpoints } from "./registry.ts";
import { type EndpointAuth, type EndpointSpec, isWrite } from "./spec.ts";

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

const SCHEMES: Record<EndpointAuth, string[]> = {
  public: [],
  session: ["adminSession", "customerSession"],
  customer: ["customerSession"],
  operator: ["adminSession"],
  hook: ["hookSignature"],
  device: ["deviceToken"],
  api_key: ["apiKey", "adminSession"],
};

/** The OpenAPI 3.1 document of the declared operations; `filter` picks a part such as `/v1`. */
export function openApiDocument(options: {
  title: string;
  version: string;
  servers?: { url: string; description?: string }[];
  filter?: (spec: EndpointSpec) => boolean;
}): OpenApiDocument {
  const { title, version, servers, filter = () => true } = options;
  const registry = new OpenAPIRegistry();
  registerSchemes(registry);
  for (const { spec } of registeredEndpoints()) {
    if (filter(spec)) registry.registerPath(routeOf(spec));
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title, version },
    servers,
  });
}

function registerSchemes(registry: OpenAPIRegistry): void {
  const cookie = (name: string) => ({ type: "apiKey", in: "cookie", name }) as const;
  const bearer = (description: string) =>
    ({ type: "http", scheme: "bearer", description }) as const;
  registry.registerComponent("securitySchemes", "adminSession", cookie("polaris_admin_session"));
  registry.registerComponent(
    "securitySchemes",
    "customerSession",
    cookie("polaris_customer_session"),
  );
  registry.registerComponent("securitySchemes", "deviceToken", bearer("Token of a device (dev_…)"));
  registry.registerComponent("securitySchemes", "apiKey", bearer("API key of a tenant"));
  registry.registerComponent("securitySchemes", "hookSignature", {
    type: "apiKey",
    in: "header",
    name: "X-Signature",
  });
}

function routeOf(spec: EndpointSpec): RouteConfig {
  const { params, query, body } = spec.request ?? {};
  const headers = spec.idempotent
    ? z.object({ "Idempotency-Key": z.string().min(1).max(255).optional() })
    : undefined;
  return {
    method: spec.method.toLowerCase() as "get", // Lower-case names of the same methods.
    path: spec.path,
    operationId: operationId(spec),
    summary: spec.summary,
    description: describe(spec),
    tags: spec.tags ?? [],
    security: SCHEMES[spec.auth].map((scheme) => ({ [scheme]: [] })),
    request: {
      params: (params ?? paramsOf(spec.path)) as RouteConfig["request"] extends infer R
        ? R extends { params?: infer P } ? P : never
        : never, // zod-to-openapi narrows ZodObject to its own alias.
      query: query as never, // As above.
      headers: headers as never, // As above.
      ...(body
        ? { body: { required: true, content: { "application/json": { schema: body } } } }
        : {}),
    },
    responses: responsesOf(spec),
  };
}

/** Path parameters that no schema names are strings. */
function paramsOf(path: string): z.ZodObject | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  if (names.length === 0) return undefined;
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

/** `GET /api/admin/sync/{id}/retry` as `getApiAdminSyncIdRetry`. */
function operationId(spec: EndpointSpec): string {
  const words = spec.path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return spec.method.toLowerCase() +
    words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

function describe(spec: EndpointSpec): string {
  const rate = rateOf(spec, spec.hosts === "any" ? "unknown" : spec.hosts);
  const hosts = {
    admin: "Operators' host.",
    customer: "Drivers' host.",
    any: "Every host.",
  };
  return [
    spec.description,
    hosts[spec.hosts],
    spec.permission && `Permission \`${spec.permission}\`.`,
    rate && `At most ${rate.points} requests in ${rate.perSec} s.`,
    spec.idempotent && "A repeat with the same `Idempotency-Key` gets the first answer for 24 h.",
  ].filter(Boolean).join(" ");
}

function responsesOf(spec: EndpointSpec): Record<string, ResponseConfig> {
  const dialect = spec.dialect ?? dialectOf(spec.path);
  const error = { "application/json": { schema: ERROR_SCHEMAS[dialect] } };
  const responses: Record<string, ResponseConfig> = {};
  for (const [status, description] of impliedErrors(spec, dialect)) {
    responses[status] = { description, content: error };
  }
  for (const [status, declared] of Object.entries(spec.responses)) {
    const { schema, description, contentType = "application/json" } = declared;
    if (schema || declared.contentType) {
      const content = { [contentType]: { schema: schema ?? z.string() } };
      responses[status] = { description, content };
    } else {responses[status] = Number(status) >= 400
        ? { description, content: error }
        : { description };}
  }
  return responses;
}

/** Errors that follow from the declaration. */
function impliedErrors(spec: EndpointSpec, dialect: Dialect): [number, string][] {
  const isGuarded = spec.auth !== "public" && spec.auth !== "hook";
  const isLimited = rateOf(spec, "unknown") !== null;
  const invalid = dialect === "v1" ? 422 : 400;
  return ([
    [invalid, "The request breaks its schema", spec.request !== undefined],
    [401, "No valid credential", spec.auth !== "public"],
    [403, "Not allowed", isGuarded || isWrite(spec.method)],
    [413, "The body is too large", isWrite(spec.method)],
    [429, "Too many requests; see Retry-After", isLimited],
  ] as const).filter(([, , applies]) => applies).map(([status, text]) => [status, text]);
}

const apiError = z.object({
  error: z.string(),
  code: z.string().optional(),
  details: z.unknown().optional(),
  requestId: z.string().optional(),
}).meta({ id: "Error" });
const ERROR_SCHEMAS: Record<Dialect, z.ZodType> = {
  api: apiError,
  v1: apiError,
  monitoring: z.object({ error: z.object({ code: z.string(), message: z.string() }) }).meta({
    id: "MonitoringError",
  }),
};
