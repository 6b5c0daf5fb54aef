import type { Endpoint } from "./spec.ts";
import { rateOf } from "./rate.ts";

const registry = new Map<string, Endpoint>();

/**
 * Adds an operation; another one for the same method and path is a mistake. A module that is loaded by
 * two spellings of its URL (`[id]` and `%5Bid%5D`) declares the same one again, which is none.
 */
export function register(endpoint: Endpoint): void {
  const { method, path } = endpoint.spec;
  const id = `${method} ${path}`;
  const known = registry.get(id);
  if (known && !isSameDeclaration(known, endpoint)) throw new Error(`${id} is declared twice.`);
  registry.set(id, endpoint);
}

function isSameDeclaration(a: Endpoint, b: Endpoint): boolean {
  const [left, right] = [a, b].map(({ spec }) => {
    const { request: _, responses, ...words } = spec;
    return JSON.stringify([words, Object.keys(responses)]);
  });
  return left === right;
}

/** Every operation declared by the modules loaded so far, by path and method. */
export function registeredEndpoints(): Endpoint[] {
  return [...registry.values()].sort((a, b) =>
    compare(a.spec.path, b.spec.path) || compare(a.spec.method, b.spec.method)
  );
}

const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;

/** The operations as a text table: method, path, hosts, credential, limit. */
export function routesTable(endpoints: readonly Endpoint[] = registeredEndpoints()): string {
  const rows = endpoints.map(({ spec }) => {
    const surface = spec.hosts === "any" ? "unknown" : spec.hosts;
    const rate = rateOf(spec, surface);
    return [
      spec.method,
      spec.path,
      spec.hosts,
      spec.permission ? `${spec.auth} ${spec.permission}` : spec.auth,
      rate ? `${rate.points}/${rate.perSec}s` : "-",
      spec.idempotent ? "yes" : "-",
      spec.summary,
    ];
  });
  const all = [["METHOD", "PATH", "HOSTS", "AUTH", "LIMIT", "IDEMPOTENT", "SUMMARY"], ...rows];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd())
    .join("\n");
}
