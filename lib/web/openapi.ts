import { type Dialect, dialectOf } from "./errors.ts";
import { type JsonSchema, jsonSchemaOf } from "./json_schema.ts";
import type {
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
} from "./openapi_types.ts";
import { rateOf } from "./rate.ts";
import { registeredEndpoints } from "./registry.ts";
import { type EndpointAuth, type EndpointSpec, isWrite } from "./spec.ts";

type Components = Map<string, JsonSchema>;

const SECURITY: Record<EndpointAuth, string[]> = {
  public: [],
  session: ["adminSession", "customerSession"],
  customer: ["customerSession"],
  operator: ["adminSession"],
  hook: ["hookSignature"],
  device: ["deviceToken"],
  api_key: ["apiKey", "adminSession"],
};

const SECURITY_SCHEMES: Record<string, JsonSchema> = {
  adminSession: { type: "apiKey", in: "cookie", name: "polaris_admin_session" },
  customerSession: { type: "apiKey", in: "cookie", name: "polaris_customer_session" },
  deviceToken: { type: "http", scheme: "bearer", description: "Token of a device (dev_…)" },
  apiKey: { type: "http", scheme: "bearer", description: "API key of a tenant" },
  hookSignature: {
    type: "apiKey",
    in: "header",
    name: "X-Signature",
    description: "Signature of the raw body; each hook's description names its header.",
  },
};

const text: JsonSchema = { type: "string" };
const object = (properties: Record<string, JsonSchema>, required: string[]): JsonSchema => ({
  type: "object",
  properties,
  required,
});
const ERRORS: Record<string, JsonSchema> = {
  Error: object({ error: text, code: text, details: {}, requestId: text }, ["error"]),
  MonitoringError: object(
    { error: object({ code: text, message: text }, ["code", "message"]) },
    ["error"],
  ),
};

/** The OpenAPI 3.1 document of the declared operations; `filter` picks a part such as `/v1`. */
export function openApiDocument(options: {
  title: string;
  version: string;
  servers?: { url: string; description?: string }[];
  filter?: (spec: EndpointSpec) => boolean;
}): OpenApiDocument {
  const { title, version, servers = [], filter = () => true } = options;
  const components: Components = new Map(Object.entries(ERRORS));
  const specs = registeredEndpoints().map((each) => each.spec).filter(filter);
  const paths: OpenApiDocument["paths"] = {};
  for (const spec of specs) {
    (paths[spec.path] ??= {})[spec.method.toLowerCase()] = operationOf(spec, components);
  }
  const tags = [...new Set(specs.flatMap((spec) => spec.tags ?? []))].sort();
  return {
    openapi: "3.1.0",
    info: { title, version },
    servers,
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function operationOf(spec: EndpointSpec, components: Components): OpenApiOperation {
  const id = operationId(spec);
  const body = spec.request?.body;
  return {
    operationId: id,
    summary: spec.summary,
    description: describe(spec),
    tags: spec.tags ?? [],
    security: SECURITY[spec.auth].map((scheme) => ({ [scheme]: [] })),
    parameters: parametersOf(spec, components),
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: { "application/json": { schema: jsonSchemaOf(body, "input", components, id) } },
      },
    }),
    responses: responsesOf(spec, components),
  };
}

/** `GET /api/admin/sync/{id}/retry` as `getApiAdminSyncIdRetry`. */
function operationId(spec: EndpointSpec): string {
  const words = spec.path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return spec.method.toLowerCase() +
    words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

function describe(spec: EndpointSpec): string {
  const rate = rateOf(spec, spec.hosts === "any" ? "unknown" : spec.hosts);
  const hosts = { admin: "Operators' host.", customer: "Drivers' host.", any: "Every host." };
  return [
    spec.description,
    hosts[spec.hosts],
    spec.permission && `Needs the permission ${spec.permission}.`,
    rate && `At most ${rate.points} requests in ${rate.perSec} s.`,
    spec.idempotent && "A repeat with the same Idempotency-Key gets the first answer for 24 h.",
  ].filter(Boolean).join(" ");
}

function parametersOf(spec: EndpointSpec, components: Components): OpenApiParameter[] {
  const { params, query } = spec.request ?? {};
  const id = operationId(spec);
  const path = params
    ? fieldsOf(jsonSchemaOf(params, "input", components, id), "path")
    : [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name]): OpenApiParameter => ({
      name,
      in: "path",
      required: true,
      schema: text,
    }));
  const queried = query ? fieldsOf(jsonSchemaOf(query, "input", components, id), "query") : [];
  const key: OpenApiParameter = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  return [...path, ...queried, ...(spec.idempotent ? [key] : [])];
}

function fieldsOf(schema: JsonSchema, place: "path" | "query"): OpenApiParameter[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>; // Of an object schema.
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    ...(typeof field.description === "string" ? { description: field.description } : {}),
    schema: field,
  }));
}

function responsesOf(spec: EndpointSpec, components: Components): Record<string, OpenApiResponse> {
  const dialect = spec.dialect ?? dialectOf(spec.path);
  const name = dialect === "monitoring" ? "MonitoringError" : "Error";
  const error = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
  const responses: Record<string, OpenApiResponse> = {};
  for (const [status, description] of impliedErrors(spec, dialect)) {
    responses[status] = { description, content: error };
  }
  for (const [status, { schema, description, contentType }] of Object.entries(spec.responses)) {
    const type = contentType ?? "application/json";
    if (schema) {
      const json = jsonSchemaOf(schema, "output", components, operationId(spec));
      responses[status] = { description, content: { [type]: { schema: json } } };
    } else if (contentType) {
      responses[status] = { description, content: { [type]: { schema: text } } };
    } else if (Number(status) >= 400) responses[status] = { description, content: error };
    else responses[status] = { description };
  }
  return responses;
}

/** Errors that follow from the declaration. */
function impliedErrors(spec: EndpointSpec, dialect: Dialect): [number, string][] {
  const isGuarded = spec.auth !== "public" && spec.auth !== "hook";
  const all: [number, string, boolean][] = [
    [dialect === "v1" ? 422 : 400, "The request breaks its schema", spec.request !== undefined],
    [401, "No valid credential", spec.auth !== "public"],
    [403, "Not allowed", isGuarded || isWrite(spec.method)],
    [413, "The body is too large", isWrite(spec.method)],
    [429, "Too many requests; see Retry-After", rateOf(spec, "unknown") !== null],
  ];
  return all.filter(([, , applies]) => applies).map(([status, description]) => [
    status,
    description,
  ]);
}
