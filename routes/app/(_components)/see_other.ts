import { flashCookie, type FlashMessage } from "@/components/flash.ts";
import type { State } from "@/define.ts";

/** 303 to a path of this host, with cookies and a message that the next page shows once. */
export function seeOther(
  state: State,
  path: string,
  message?: FlashMessage,
  cookies: readonly string[] = [],
): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  if (message) headers.append("set-cookie", flashCookie(message, state.services.config));
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
