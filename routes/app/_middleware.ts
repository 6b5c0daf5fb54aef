import { CLEAR_FLASH_COOKIE, readFlash } from "@/components/flash.ts";
import { define, type State } from "@/define.ts";
import { rememberLanguage } from "@/lib/account/mod.ts";
import { customerFeed } from "@/lib/live/mod.ts";
import { recordImpersonatedView } from "@/lib/auth/mod.ts";
import { isLookAgain, pageLimits, requireCustomer, visiblePath } from "@/lib/web/mod.ts";
import { noteStreamPosition } from "./(_components)/stream_position.ts";
import { noteUnread } from "./(_components)/unread_notices.ts";

/** A driver's pages are theirs alone, and a message after a redirect is shown once. */
const privatePage = define.middleware(async (ctx) => {
  if (ctx.state.session) {
    noteStreamPosition(ctx.state, customerFeed(ctx.state.services).position);
    if (ctx.req.method === "GET") {
      await Promise.all([noteUnread(ctx.state), noteLanguage(ctx.state)]);
    }
  }
  const response = await ctx.next();
  const wasShown = ctx.req.method === "GET" && response.status === 200 && !isLookAgain(ctx.req) &&
    readFlash(ctx.req.headers.get("cookie"));
  if (wasShown) response.headers.append("set-cookie", CLEAR_FLASH_COOKIE);
  response.headers.set("cache-control", "no-store");
  return response;
});

/** Mails and push messages follow the language of the pages; a failure costs the page nothing. */
async function noteLanguage({ session, language, ctx }: State): Promise<void> {
  if (!session || session.impersonatedBy || session.user.seenLanguage === language) return;
  await rememberLanguage(ctx, { userId: session.userId, language }).catch((error) => {
    ctx.log.warning("The language of a reader could not be kept.", { error });
  });
}

/** Nothing is shown to an administrator through a customer's eyes that was not written down before. */
const auditedView = define.middleware(async (ctx) => {
  const { state, req, url } = ctx;
  if (state.session?.impersonatedBy) {
    const route = visiblePath(url.pathname);
    await recordImpersonatedView(state.ctx, { route, method: req.method });
  }
  return await ctx.next();
});

export default [
  define.middleware(requireCustomer()),
  define.middleware(pageLimits()),
  auditedView,
  privatePage,
];
