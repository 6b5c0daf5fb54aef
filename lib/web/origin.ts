import type { Config } from "@/lib/platform/config.ts";
import { hostOf } from "./surface.ts";

/**
 * True when a browser says that the page which sent this request is of the same origin. Requests that
 * say nothing (no Origin, no Sec-Fetch-Site) come from no browser: `silent` decides about them.
 */
export function isSameOrigin(
  req: Request,
  config: Config,
  silent: "accept" | "refuse",
): boolean {
  const origin = req.headers.get("origin");
  const site = req.headers.get("sec-fetch-site");
  if (origin === null && site === null) return silent === "accept";
  if (origin !== null && !isOwnHost(origin, hostOf(req, config))) return false;
  if (site !== null) return site === "same-origin" || site === "none";
  return isOwnOrigin(origin!, req, config);
}

function isOwnHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && bare(new URL(origin).host) === bare(host);
}

const bare = (host: string) => host.toLowerCase().replace(/:(80|443)$/, "");

/** An old browser that sends Origin alone: the scheme must be right too. */
function isOwnOrigin(origin: string, req: Request, config: Config): boolean {
  return origin === config.adminUrl || origin === config.appUrl ||
    origin === new URL(req.url).origin;
}
