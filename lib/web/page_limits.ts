import { HttpError, type MiddlewareFn } from "fresh";
import { clientNetwork } from "@/lib/platform/client_network.ts";
import { limit } from "@/lib/platform/errors.ts";
import { isWrite } from "./spec.ts";
import type { WebState } from "./types.ts";

/** As many as the API takes of one person (spec 3.3, customer_write). */
const FORMS = { points: 30, perSec: 60 };
/**
 * Counts what is read and posted: pages of a driver, for a page must not be the way around the API's limit,
 * and those of strangers by their network, which may be a whole car park. Answers 429. Belongs behind the
 * guard that finds the session.
 */
export function pageLimits(): MiddlewareFn<WebState> {
  return async (context) => {
    const { req, state } = context;
    const [key, rule] = ruleOf(state, isWrite(req.method));
    const { allowed } = await state.services.limiter.consume(key, rule);
    if (!allowed) {
      await req.body?.cancel();
      throw new HttpError(429);
    }
    return await context.next();
  };
}

function ruleOf({ session, services, clientIp }: WebState, isPost: boolean) {
  const visits = { points: services.config.PAGES_PER_MINUTE, perSec: 60 };
  if (!session) return [`page_visit:ip:${clientNetwork(clientIp)}`, visits] as const;
  return isPost
    ? [`page_write:user:${session.userId}`, FORMS] as const
    : [`page_read:user:${session.userId}`, visits] as const;
}

/** A long export is a second of the process's only thread: nobody reads as many. */
const DOCUMENTS = { points: 20, perSec: 60 };

/** Counts a file that is made, or an address that is asked of Lago, for who asks. Throws AppError `limit`. */
export async function countDocument(state: WebState): Promise<void> {
  const who = state.session?.userId ?? state.clientIp;
  const result = await state.services.limiter.consume(`document:user:${who}`, DOCUMENTS);
  if (result.allowed) return;
  const retryAfterSec = Math.max(1, Math.ceil(result.resetMs / 1_000));
  throw limit(`Too many requests. Retry after ${retryAfterSec}s.`, {
    code: "rate_limited",
    retryAfterSec,
  });
}
