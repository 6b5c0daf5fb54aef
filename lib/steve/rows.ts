import type { z } from "zod";
import { HttpFailure } from "@/lib/platform/http.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";
import type { Rows } from "./types.ts";

/**
 * Parses a list row by row, so that one bad row never spoils a window.
 * @param key field that names a row
 * @throws HttpFailure `bad_body` when the answer is no list at all
 */
export function parseRows<T>(raw: unknown, schema: z.ZodType<T>, key: string): Rows<T> {
  if (!Array.isArray(raw)) throw badBody("SteVe sent something else than a list.");
  const result: Rows<T> = { rows: [], refused: [] };
  for (const item of raw) {
    const parsed = schema.safeParse(item);
    if (parsed.success) result.rows.push(parsed.data);
    else {
      const id = (item as Record<string, unknown> | null)?.[key];
      result.refused.push({
        id: Number.isSafeInteger(id) ? id as number : null,
        reason: reasonOf(parsed.error),
        raw: storableJson(item),
      });
    }
  }
  return result;
}

/** Parses one object. @throws HttpFailure `bad_body` that says which field is wrong */
export function parseOne<T>(raw: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw badBody(`SteVe sent an answer that cannot be used: ${reasonOf(parsed.error)}.`);
}

const badBody = (message: string) =>
  new HttpFailure(message, { kind: "bad_body", outcomeKnown: false, status: 200 });

function reasonOf(error: z.ZodError): string {
  return error.issues.slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "row"}: ${issue.message}`).join("; ");
}
