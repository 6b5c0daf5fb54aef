import type { JsonSchema } from "./json_schema.ts";
import type { OpenApiOperation } from "./openapi_types.ts";

type Schemas = Record<string, JsonSchema>;
const MAX_DEPTH = 6;

/** A schema's type in a few words: `integer`, `"a" | "b"`, `string (date-time)`, `array of number`. */
export function typeText(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choices.map((each) => typeText(each)).join(" | ");
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  }
  if ("const" in schema) return JSON.stringify(schema.const);
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "any";
  if (schema.type === "array") return `array of ${typeText((schema.items ?? {}) as JsonSchema)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type;
  if (typeof type !== "string") return "any";
  return typeof schema.format === "string" ? `${type} (${schema.format})` : type;
}

/** A value that fits the schema, to show its shape. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, depth = 0): unknown {
  if (depth > MAX_DEPTH) return null;
  const next = (part: unknown) => exampleOf((part ?? {}) as JsonSchema, schemas, depth + 1); // Parts are schemas.
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if ("default" in schema) return schema.default;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (typeof schema.$ref === "string") return next(schemas[schema.$ref.split("/").at(-1) ?? ""]);
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return next(choices[0]);
  if (Array.isArray(schema.allOf)) {
    return Object.assign({}, ...schema.allOf.map(next));
  }
  if (schema.type === "array") return [next(schema.items)];
  if (schema.type === "object") {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, part]) => [name, next(part)]),
    );
  }
  return scalarExample(schema);
}

const FORMATS: Record<string, string> = {
  "date-time": "2026-01-15T12:00:00.000Z",
  date: "2026-01-15",
  email: "driver@example.org",
  uri: "https://example.org/",
  uuid: "7b1c0c8e-3f0a-4d7e-9f0b-2b6d5b1f4a10",
};

function scalarExample(schema: JsonSchema): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "integer" || type === "number") {
    if (typeof schema.minimum === "number") return Math.max(schema.minimum, 1);
    return 1;
  }
  if (type === "boolean") return true;
  if (type === "null") return null;
  if (type === "string") return FORMATS[String(schema.format)] ?? "text";
  return {};
}

/** A command line that performs the operation. */
export function curlExample(input: {
  method: string;
  path: string;
  operation: OpenApiOperation;
  base: string;
  schemas: Schemas;
}): string {
  const { method, path, operation, base, schemas } = input;
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
    const parameter = operation.parameters.find((each) => each.name === name);
    return encodeURIComponent(String(exampleOf(parameter?.schema ?? {}, schemas)));
  });
  const lines = [`curl${method === "GET" ? "" : ` -X ${method}`} ${quote(base + filled)}`];
  const [scheme] = operation.security.flatMap((each) => Object.keys(each));
  if (scheme?.endsWith("Session")) {
    const name = scheme === "adminSession" ? "polaris_admin_session" : "polaris_customer_session";
    lines.push(`-H ${quote(`Cookie: ${name}=…`)}`);
    if (method !== "GET") lines.push(`-H ${quote(`Origin: ${base}`)}`);
  } else if (scheme === "hookSignature") lines.push(`-H ${quote("X-Signature: …")}`);
  else if (scheme) lines.push(`-H ${quote("Authorization: Bearer …")}`);
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema) {
    lines.push(`-H ${quote("Content-Type: application/json")}`);
    lines.push(`-d ${quote(JSON.stringify(exampleOf(schema, schemas)))}`);
  }
  return lines.join(" \\\n  ");
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
