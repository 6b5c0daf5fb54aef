/** Turns a request path into parameters, or null when the pattern does not match. */
export type PathMatcher = (pathname: string) => Record<string, string> | null;

const PLAIN_SEGMENT = /^[^:*?+(){}\\]*$/;
const NAMED = /^:([A-Za-z_$][\w$]*)(\*?)$/;

/** True when a pattern is a literal path without parameters. */
export function isStaticPattern(pattern: string): boolean {
  return PLAIN_SEGMENT.test(pattern);
}

/**
 * Compiles a `URLPattern` pathname. The usual forms (literals, `:name`, a last `:name*` or `*`)
 * become one regular expression, which is several times faster; all others use `URLPattern`.
 */
export function compilePattern(pattern: string): PathMatcher {
  const simple = compileSimple(pattern);
  if (simple) return simple;
  const urlPattern = new URLPattern({ pathname: pattern });
  return (pathname) => {
    const match = urlPattern.exec({ pathname });
    if (!match) return null;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.pathname.groups)) {
      if (value !== undefined) params[name] = decode(value);
    }
    return params;
  };
}

function compileSimple(pattern: string): PathMatcher | null {
  const names: string[] = [];
  let source = "";
  const segments = pattern.split("/").slice(1);
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    const named = NAMED.exec(segment);
    if (PLAIN_SEGMENT.test(segment)) source += "/" + RegExp.escape(segment);
    else if (named && !named[2]) source += "/([^/]+?)";
    else if (named && isLast) source += "(?:/([^/]+(?:/[^/]+)*))?";
    else if (segment === "*" && isLast) source += "/(.*)";
    else return null;
    if (named) names.push(named[1]);
    else if (segment === "*") names.push("0");
  }
  const regex = new RegExp(`^${source}$`);
  return (pathname) => {
    const match = regex.exec(pathname);
    if (!match) return null;
    const params: Record<string, string> = {};
    for (const [i, name] of names.entries()) {
      if (match[i + 1] !== undefined) params[name] = decode(match[i + 1]);
    }
    return params;
  };
}

/**
 * Says whether a path or pattern lies under a scope such as `/admin`, `/admin/*` or `/:org`.
 * A parameter of the scope stands for any one segment.
 */
export function isUnderScope(scope: string, path: string): boolean {
  const wanted = scope.replace(/\/?\*$/, "").split("/").filter(Boolean);
  const given = path.split("/").filter(Boolean);
  return wanted.every((part, i) => i < given.length && (part === given[i] || part.startsWith(":")));
}

/** Joins path prefixes and patterns with single slashes; a lone `*` becomes `prefix/*`. */
export function joinPath(prefix: string, path: string): string {
  const tail = path.startsWith("/") || path.startsWith("{") ? path : "/" + path;
  const base = prefix.endsWith("/") ? prefix.slice(0, -1) : prefix;
  return tail === "/" ? base || "/" : base + tail;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
