import type { Config } from "@/lib/platform/config.ts";
import { randomToken } from "@/lib/platform/crypto.ts";

const NAME = "polaris_scan";
const LIFE_SEC = 3_600;

/** The browser that arms a charger, known by a cookie of its own: many share one address. */
export interface BrowserMark {
  mark: string;
  /** To be sent along when the browser had none. */
  setCookie: string | null;
}

/** Reads the mark out of the request's cookies, or makes a new one. */
export function browserMark(headers: Headers, { scheme }: Pick<Config, "scheme">): BrowserMark {
  const known = /(?:^|;\s*)polaris_scan=([\w-]{43})(?:;|$)/.exec(headers.get("cookie") ?? "")?.[1];
  if (known) return { mark: known, setCookie: null };
  const mark = randomToken(32);
  const secure = scheme === "https" ? "; Secure" : "";
  return {
    mark,
    setCookie: `${NAME}=${mark}; Path=/; Max-Age=${LIFE_SEC}; HttpOnly; SameSite=Lax${secure}`,
  };
}
