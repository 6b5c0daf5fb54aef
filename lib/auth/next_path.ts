const BASE = "http://host.invalid";
// Control characters, spaces and backslashes: browsers drop or turn them before they resolve a URL.
// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u0020\\\u007f]/;

/** A page of signing in may carry another path, encoded. */
const LONGEST = 4_000;

/**
 * The path to go to after signing in: `next` when it is a path of this host, else `fallback`. Refuses
 * other origins in every spelling, the API and the sign-in pages themselves.
 */
export function safeNext(next: string | null | undefined, fallback = "/"): string {
  const path = safePath(next, fallback);
  return /^\/(api|login)([/?#]|$)/.test(path) ? fallback : path;
}

/** `next` when it is a path of this host, any page of it, else `fallback`. */
export function safePath(next: string | null | undefined, fallback = "/"): string {
  if (!next || next.length > LONGEST || !next.startsWith("/") || UNSAFE.test(next)) return fallback;
  const url = URL.canParse(next, BASE) ? new URL(next, BASE) : null;
  if (!url || url.origin !== BASE || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}
