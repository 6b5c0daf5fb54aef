import { z } from "zod";
import { endpoint } from "@/define.ts";
import { scanLogin, scanLoginBody, withCookies } from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { handlers, RequestError } from "@/lib/web/mod.ts";
import { tellSignIn } from "../../app/auth/(_components)/notices.ts";

const RATE = { points: 10, perSec: 60, keyBy: "ip" } as const;

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/scan-login",
    hosts: "customer",
    auth: "public",
    rate: RATE,
    tags: ["Signing in"],
    summary: "Sign in with a card that was tapped",
    description: "Takes the fields of `scan.intercepted` as they came, within 60 seconds, once.",
    request: { body: scanLoginBody },
    responses: {
      200: {
        description: "Signed in; the cookie is set",
        schema: z.object({ ok: z.literal(true), redirectTo: z.string() }),
      },
      401: { description: "The card belongs to nobody who may sign in here" },
      403: { description: "The nonce is not ours" },
      429: { description: "Too many requests, or the pairing was used up or is too old" },
    },
  },
  async ({ ctx, body, req }) => {
    try {
      const { setCookies } = await scanLogin(ctx, body, {
        headers: req.headers,
        onSignIn: tellSignIn,
      });
      return withCookies(Response.json({ ok: true, redirectTo: "/" }), setCookies);
    } catch (error) {
      throw asThrottled(error, ctx.clock.nowMs());
    }
  },
));

/** A used-up pairing has the headers of a throttled request too: the two cannot be told apart. */
function asThrottled(error: unknown, nowMs: number): unknown {
  if (!(error instanceof AppError) || error.kind !== "limit") return error;
  const retryAfterSec = error.retryAfterSec ?? RATE.perSec;
  return new RequestError(429, "rate_limited", error.message, {
    headers: {
      "retry-after": String(retryAfterSec),
      "x-ratelimit-limit": String(RATE.points),
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(nowMs / 1_000) + retryAfterSec),
    },
  });
}
