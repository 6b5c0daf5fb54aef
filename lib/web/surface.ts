import type { Config } from "@/lib/platform/config.ts";
import type { Surface } from "./types.ts";

type HostConfig = Pick<Config, "ADMIN_HOST" | "APP_HOST" | "TRUST_PROXY">;

/**
 * The host (and port) the client asked for, lower case. X-Forwarded-Host counts only with TRUST_PROXY,
 * only where Host does not name one of our hosts already, and then by its last entry: the one the proxy
 * wrote itself.
 */
export function hostOf(req: Request, config: HostConfig): string {
  const host = normalHost(req.headers.get("host") || new URL(req.url).host);
  if (!config.TRUST_PROXY || ownSurface(host, config) !== "unknown") return host;
  const forwarded = req.headers.get("x-forwarded-host")?.split(",").at(-1)?.trim();
  return forwarded ? normalHost(forwarded) : host;
}

/** Which application serves the request. A default port (80, 443) may be left out on either side. */
export function surfaceOf(req: Request, config: HostConfig): Surface {
  return ownSurface(hostOf(req, config), config);
}

function ownSurface(host: string, config: HostConfig): Surface {
  const bare = withoutDefaultPort(host);
  if (bare === withoutDefaultPort(config.ADMIN_HOST)) return "admin";
  if (bare === withoutDefaultPort(config.APP_HOST)) return "customer";
  return "unknown";
}

const normalHost = (host: string) => host.toLowerCase().replace(/\.(?=:|$)/, "");
const withoutDefaultPort = (host: string) => host.replace(/:(80|443)$/, "");

/**
 * Address of the client. Behind a trusted proxy it is the last entry of X-Forwarded-For, the only one
 * that proxy wrote itself: everything before it comes from the client.
 */
export function clientIpOf(
  req: Request,
  config: HostConfig,
  remoteAddr: Deno.Addr | undefined,
): string {
  const forwarded = config.TRUST_PROXY
    ? req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  const address = forwarded && withoutPort(forwarded);
  if (address && /^[0-9a-fA-F.:]{2,45}$/.test(address)) return address;
  return remoteAddr && "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
}

/** Some proxies write the client's port too; with it every connection would be another client. */
const withoutPort = (address: string) =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, "$1");
