/** Postgres: a byte or an escape that its texts cannot hold. From us it never comes; a client sent NUL. */
const CODES = new Set(["22021", "22P05"]);

export const UNSTORABLE_TEXT = "The request holds a character that is not part of any text (NUL).";

/** True when a query failed because a text of the request holds NUL: the request is wrong, not we. */
export function isUnstorableText(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && CODES.has(at.code)) return true;
  }
  return false;
}
