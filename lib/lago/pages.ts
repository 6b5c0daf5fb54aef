import type { z } from "zod";
import { type HttpCall, type HttpClient, HttpFailure, type SafePath } from "@/lib/platform/http.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";
import type { Page } from "./types.ts";

const PER_PAGE = 100;

/**
 * The pages of a list, one after the other. Ends on a short or empty page: Lago's totals may be half an
 * hour old.
 */
export async function* pagesOf<T>(
  http: HttpClient,
  path: SafePath,
  key: string,
  schema: z.ZodType<T>,
  query: HttpCall["query"] = {},
): AsyncGenerator<Page<T>> {
  for (let page = 1;; page++) {
    const { body } = await http.call({
      path,
      query: { ...query, page, per_page: PER_PAGE },
      retry: "idempotent",
    });
    const raw = (body as Record<string, unknown> | null)?.[key];
    if (!Array.isArray(raw)) throw badBody(`Lago sent no list "${key}".`);
    if (raw.length > 0) yield parsePage(raw, schema);
    if (raw.length < PER_PAGE) return;
  }
}

/** Parses a list row by row: a bad row is refused, the others are taken. */
export function parsePage<T>(raw: readonly unknown[], schema: z.ZodType<T>): Page<T> {
  const page: Page<T> = { rows: [], refused: [] };
  for (const item of raw) {
    const parsed = schema.safeParse(item);
    if (parsed.success) page.rows.push(parsed.data);
    else {
      const id = (item as Record<string, unknown> | null)?.lago_id;
      page.refused.push({
        id: typeof id === "string" ? id : null,
        reason: reasonOf(parsed.error),
        raw: storableJson(item),
      });
    }
  }
  return page;
}

/** Unwraps `{ [key]: … }` and parses it. @throws HttpFailure `bad_body` that names the field */
export function unwrap<T>(body: unknown, key: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse((body as Record<string, unknown> | null)?.[key]);
  if (parsed.success) return parsed.data;
  throw badBody(`Lago sent a ${key} that cannot be used: ${reasonOf(parsed.error)}.`);
}

export function reasonOf(error: z.ZodError): string {
  return error.issues.slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "row"}: ${issue.message}`).join("; ");
}

const badBody = (message: string) =>
  new HttpFailure(message, { kind: "bad_body", outcomeKnown: false, status: 200 });
