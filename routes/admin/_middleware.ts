import { HttpError } from "fresh";
import { CLEAR_FLASH_COOKIE, readFlash } from "@/components/flash.ts";
import { define } from "@/define.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { requireOperator } from "@/lib/web/mod.ts";
import { notePosition } from "./(_components)/position.ts";

const STATUS: Partial<Record<AppError["kind"], number>> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  gone: 404,
  conflict: 409,
  precondition: 409,
  limit: 429,
  upstream: 503,
  unavailable: 503,
};

/** A service that says "there is none" makes a page of that status, not a broken one. */
const expectedFailures = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new HttpError(STATUS[error.kind] ?? 500, error.message, { cause: error });
  }
});

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

export default [expectedFailures, define.middleware(requireOperator()), flashOnce];
