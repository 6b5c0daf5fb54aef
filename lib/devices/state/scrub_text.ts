/**
 * What never stays in a log, in the order of spec 5.11: a token inside a bearer header is a JWT first.
 * Every pattern begins at the edge of a run of its characters, so that a hostile line of megabytes costs
 * its length and not its square.
 */
const PATTERNS: readonly [RegExp, string | ((run: string) => string)][] = [
  [/[\w.-]{10,}/g, scrubTokens],
  [/\bbearer\s{1,8}[\w.~+/=-]{8,}/gi, "Bearer <token>"],
  [/(?<![\w.%+-])[\w.%+-]+@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi, "<email>"],
  [/\+\d{7,15}(?!\d)/g, "<phone>"],
];
const SECRET_KEY = /^(authorization|x-auth-token|cookie|set-cookie|card_.*)$/i;
const REDACTED = "<redacted>";
/** Deeper than any log of ours. */
const MAX_DEPTH = 8;

/** The text without tokens, addresses and numbers of people. */
export function scrubText(text: string): string {
  return PATTERNS.reduce(
    // Two calls: the types of `replace` know words or functions, not either.
    (clean, [pattern, by]) =>
      typeof by === "string" ? clean.replace(pattern, by) : clean.replace(pattern, by),
    text,
  );
}

/** A run of token characters without its JWTs: three parts with a dot between, the first from `eyJ` on. */
function scrubTokens(run: string): string {
  const parts = run.split(".");
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const begin = parts[at].indexOf("eyJ");
    const isToken = begin >= 0 && parts[at].length >= begin + 5 && parts[at + 1]?.length >= 2 &&
      at + 2 < parts.length;
    kept.push(isToken ? `${parts[at].slice(0, begin)}<jwt>` : parts[at]);
    if (isToken) at += 2;
  }
  return kept.join(".");
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
