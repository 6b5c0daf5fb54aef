import { z } from "zod";

/** A JSON Schema object, as OpenAPI 3.1 takes it. */
export type JsonSchema = { [keyword: string]: unknown };

/**
 * The JSON Schema of a zod schema: of what is sent (`input`) or of what comes out (`output`). Named and
 * recursive parts are collected in `components`, where the references point to.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  components: Map<string, JsonSchema>,
  scope: string,
): JsonSchema {
  const raw = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") {
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
      }
    },
  });
  // Unnamed recursive parts are numbered anew in every schema: the scope keeps them apart.
  const nameOf = (name: string) => name.startsWith("__") ? `${scope}${name}` : name;
  const { $schema: _, $defs, "~standard": _standard, ...body } = JSON.parse(
    JSON.stringify(raw),
    (key, value) =>
      key === "$ref" && typeof value === "string" && value.startsWith("#/$defs/")
        ? `#/components/schemas/${nameOf(value.slice("#/$defs/".length))}`
        : value,
  );
  for (const [name, part] of Object.entries($defs ?? {})) {
    components.set(nameOf(name), part as JsonSchema); // Definitions are schemas by their standard.
  }
  return body;
}
