import { CLEAR_FLASH_COOKIE, readFlash } from "@/components/flash.ts";
import { define } from "@/define.ts";
import { customerFeed } from "@/lib/live/mod.ts";
import { requireCustomer } from "@/lib/web/mod.ts";
import { noteStreamPosition } from "./(_components)/stream_position.ts";

/** A driver's pages are theirs alone, and a message after a redirect is shown once. */
const privatePage = define.middleware(async (ctx) => {
  if (ctx.state.session) noteStreamPosition(ctx.state, customerFeed(ctx.state.services).position);
  const response = await ctx.next();
  const wasShown = ctx.req.method === "GET" && response.status === 200 &&
    readFlash(ctx.req.headers.get("cookie"));
  if (wasShown) response.headers.append("set-cookie", CLEAR_FLASH_COOKIE);
  response.headers.set("cache-control", "no-store");
  return response;
});

export default [define.middleware(requireCustomer()), privatePage];
