import { CLEAR_FLASH_COOKIE, readFlash } from "@/components/flash.ts";
import { define } from "@/define.ts";
import { requireOperator } from "@/lib/web/mod.ts";
import { notePosition } from "./(_components)/position.ts";

/** A message after a redirect is shown once. */
const flashOnce = define.middleware(async (ctx) => {
  if (ctx.state.session) notePosition(ctx.state);
  const response = await ctx.next();
  const wasShown = ctx.req.method === "GET" && response.status === 200 &&
    readFlash(ctx.req.headers.get("cookie"));
  if (wasShown) response.headers.append("set-cookie", CLEAR_FLASH_COOKIE);
  // Pages of an operator are theirs alone.
  response.headers.set("cache-control", "no-store");
  return response;
});

export default [define.middleware(requireOperator()), flashOnce];
