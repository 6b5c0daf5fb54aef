import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { requireOperator } from "@/lib/web/mod.ts";

const STATUS: Partial<Record<AppError["kind"], number>> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  gone: 404,
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

export default [expectedFailures, define.middleware(requireOperator())];
