const LENIENT =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/;
const STRICT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * SteVe's lenient ISO date: missing parts are zero and a missing zone is the server's, which is UTC
 * here. Milliseconds since the epoch, or null when it cannot be read (a space for the T, for one).
 */
export function parseLenientDate(text: string): number | null {
  const match = LENIENT.exec(text);
  if (!match) return null;
  const [, year, month, day = "01", hour = "00", minute = "00", second = "00", fraction, zone] =
    match;
  const millis = (fraction ?? "").padEnd(3, "0").slice(0, 3);
  const offset = !zone || zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${offset}`);
  return Number.isNaN(at) ? null : at;
}

/** Strict ISO offset date-time, as the CSV report asks for; null when the zone is missing. */
export function parseOffsetDate(text: string): number | null {
  return STRICT.test(text) ? parseLenientDate(text) : null;
}

/** ISO 8601 UTC with milliseconds, or null. */
export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
