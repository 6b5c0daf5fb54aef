import { z } from "zod";
import { badRequest, invalid, issueCodes } from "./errors.ts";

/** The object under `name` of a JSON body, parsed; 400 when the wrapping is missing, else 422. */
export function unwrap<T extends z.ZodType>(body: string, name: string, schema: T): z.infer<T> {
  const wrapped = wrapping(body);
  if (!(name in wrapped)) throw badRequest(`param is missing or the value is empty: ${name}`);
  return parseWith(schema, wrapped[name]);
}

/** The whole JSON body, parsed; an empty body counts as `{}`. */
export function parseBody<T extends z.ZodType>(body: string, schema: T): z.infer<T> {
  return parseWith(schema, wrapping(body));
}

/** Parses, or throws 422 with codes per field. */
export function parseWith<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  // The issues must tell an absent field from a wrong one, hence the input in them.
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw invalid(issueCodes(parsed.error));
  return parsed.data;
}

function wrapping(body: string): Record<string, unknown> {
  if (body.trim() === "") return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  } catch {
    throw badRequest("the body is not a JSON object");
  }
}
