/**
 * What never stays in a log, in the order of spec 5.11: a token inside a bearer header is a JWT first.
 * Repetitions are bounded, so that a long line costs no more than its length.
 */
const PATTERNS: readonly [RegExp, string][] = [
  [/eyJ[\w-]{2,4096}\.[\w-]{2,8192}\.[\w-]{0,4096}/g, "<jwt>"],
  [/\bbearer\s{1,8}[\w.~+/=-]{8,}/gi, "Bearer <token>"],
  [/[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi, "<email>"],
  [/\+\d{7,15}(?!\d)/g, "<phone>"],
];
const SECRET_KEY = /^(authorization|x-auth-token|cookie|set-cookie|card_.*)$/i;
const REDACTED = "<redacted>";
/** Deeper than any log of ours. */
const MAX_DEPTH = 8;

/** The text without tokens, addresses and numbers of people. */
export function scrubText(text: string): string {
  return PATTERNS.reduce((clean, [pattern, word]) => clean.replace(pattern, word), text);
}

/** Attributes of a log record: secret keys redacted, texts scrubbed, at any depth. */
export function scrubFacts(facts: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      scrubText(key),
      SECRET_KEY.test(key) ? REDACTED : scrubValue(value, depth),
    ]),
  );
}

function scrubValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return scrubText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => scrubValue(item, depth + 1));
  return scrubFacts(value as Record<string, unknown>, depth + 1); // Parsed JSON: an object with keys.
}
