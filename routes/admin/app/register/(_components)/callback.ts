import { page } from "fresh";
import { define } from "@/define.ts";
import type { AppScheme } from "./registration.ts";

const CODE = /^[A-Za-z0-9_-]{43}$/;

/** GET of the callback's https address; the code is only passed on, never redeemed here. */
export function callbackHandlers(scheme: AppScheme) {
  return define.handlers({
    GET({ state, url }) {
      const code = url.searchParams.get("code") ?? "";
      const isCode = CODE.test(code);
      state.title = "Back to the app";
      return page(
        { appHref: isCode ? `${scheme}://register/callback?code=${code}` : null },
        {
          status: isCode ? 200 : 400,
          headers: {
            "cache-control": "no-store",
            pragma: "no-cache",
            "referrer-policy": "no-referrer",
          },
        },
      );
    },
  });
}
