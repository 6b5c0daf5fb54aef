import type { Config } from "@/lib/platform/config.ts";
import type { Surface } from "./types.ts";

type HostConfig = Pick<Config, "ADMIN_HOST" | "APP_HOST" | "TRUST_PROXY">;

/** The host (and port) the client asked for, lower case. X-Forwarded-Host counts only with TRUST_PROXY. */
export function hostOf(req: Request, config: HostConfig): string {
  const forwarded = config.TRUST_PROXY
    ? req.headers.get("x-forwarded-host")?.split(",")[0].trim()
    : undefined;
  const host = forwarded || req.headers.get("host") || new URL(req.url).host;
  return host.toLowerCase().replace(/\.(?=:|$)/, "");
}

/** Which application serves the request. A default port (80, 443) may be left out on either side. */
export function surfaceOf(req: Request, config: HostConfig): Surface {
  const host = withoutDefaultPort(hostOf(req, config));
  if (host === withoutDefaultPort(config.ADMIN_HOST)) return "admin";
  if (host === withoutDefaultPort(config.APP_HOST)) return "customer";
  return "unknown";
}

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
  if (forwarded && /^[0-9a-fA-F.:]{2,45}$/.test(forwarded)) return forwarded;
  return remoteAddr && "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
}
