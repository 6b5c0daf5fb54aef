import { z } from "zod";
import { parseLenientDate } from "./dates.ts";
import { badRequest } from "./errors.ts";

/** JSON of a body; what is not JSON is a 500 in SteVe, so the parser's error passes through. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error("JSON parse error: Cannot deserialize value");
  }
}

/** Parses a body; fields that are not asked for are ignored, a violation is the 400 without detail. */
export function parseBody<Shape extends z.ZodType>(schema: Shape, body: string): z.infer<Shape> {
  const result = schema.safeParse(parseJson(body));
  if (!result.success) throw badRequest();
  return result.data;
}

/** A 1 to `max` character id tag of SteVe's alphabet. */
export const idTagSchema = (max = 20) => z.string().min(1).max(max).regex(/^[a-zA-Z0-9.:_#-]+$/);

/** A number that may also arrive as text, as Jackson accepts. */
export const integerSchema = z.union([z.number(), z.string().regex(/^[+-]?\d+$/).transform(Number)])
  .pipe(z.int().min(-2147483648).max(2147483647));

/** A lenient ISO date in milliseconds. */
export const dateSchema = z.string().transform((text, context) => {
  const at = parseLenientDate(text.trim());
  if (at !== null) return at;
  context.addIssue("not a date");
  return z.NEVER;
});

/** An optional value: absent, null and the empty text are all "not given". */
export function optional<Shape extends z.ZodType>(schema: Shape) {
  return z.preprocess(
    (value) => value === null || value === "" ? undefined : value,
    schema.optional(),
  );
}
