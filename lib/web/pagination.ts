import { Buffer } from "node:buffer";
import { z } from "zod";
import { RequestError } from "./request_error.ts";

/** Where a page begins: after (`next`) or before (`prev`) the row with these sort values. */
export interface Cursor<T> {
  direction: "next" | "prev";
  at: T;
}

/** One page. `next` and `prev` are cursors for the same list, null at its ends. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
  prev: string | null;
}

const MAX_CURSOR_CHARS = 1_000;

/** Query fields of a list: `cursor`, and `limit` which is clamped to 1..`max` instead of refused. */
export function pageQuery({ fallback = 25, max = 100 }: { fallback?: number; max?: number } = {}) {
  return {
    cursor: z.string().max(MAX_CURSOR_CHARS).optional(),
    limit: z.coerce.number().int().default(fallback).catch(fallback)
      .transform((limit) => Math.min(Math.max(limit, 1), max)),
  };
}

/** An opaque text of a cursor. */
export function encodeCursor<T>(cursor: Cursor<T>): string {
  return Buffer.from(JSON.stringify([cursor.direction, cursor.at])).toString("base64url");
}

/** Reads a cursor of a list whose sort values are `schema`; 400 `invalid_cursor` for anything else. */
export function decodeCursor<T>(
  schema: z.ZodType<T>,
  text: string | null | undefined,
): Cursor<T> | null {
  if (!text) return null;
  try {
    if (text.length > MAX_CURSOR_CHARS) throw new Error("too long");
    const wire = z.tuple([z.enum(["next", "prev"]), schema]);
    const [direction, at] = wire.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return { direction, at };
  } catch {
    throw new RequestError(
      400,
      "invalid_cursor",
      "The cursor is not one of this list. Start again without it.",
    );
  }
}

/**
 * Makes a page of up to `limit` rows from `rows`, which hold one more where the list goes on. Rows of
 * a `prev` query arrive in reverse order (that is how an index reads them) and are turned here.
 */
export function toPage<Row, T>(
  rows: readonly Row[],
  options: { limit: number; cursor: Cursor<T> | null; keyOf: (row: Row) => T },
): Page<Row> {
  const { limit, cursor, keyOf } = options;
  const goesOn = rows.length > limit;
  const isBack = cursor?.direction === "prev";
  const items = rows.slice(0, limit);
  if (isBack) items.reverse();
  const link = (direction: "next" | "prev", row: Row | undefined) =>
    row === undefined ? null : encodeCursor({ direction, at: keyOf(row) });
  return {
    items,
    next: isBack || goesOn ? link("next", items.at(-1)) : null,
    prev: (isBack ? goesOn : cursor !== null) ? link("prev", items[0]) : null,
  };
}
