import { endpoint } from "@/define.ts";
import { magicLinkVerifyBody, nativeSignInAnswer, verifyMagicLink } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postVerify = endpoint({
  method: "POST",
  path: "/api/auth/magic-link/verify",
  hosts: "any",
  auth: "public",
  rate: "auth",
  idempotent: true,
  isSecret: true,
  tags: ["Signing in"],
  summary: "Sign a driver in on a phone by the token of a mailed link",
  description: "The link is used up. The answer's token is all the app sends from then on; " +
    "no cookie is set.",
  request: { body: magicLinkVerifyBody },
  responses: {
    200: { description: "The device, its token and its driver", schema: nativeSignInAnswer },
    404: { description: "The link is unknown, used or over" },
    429: { description: "Too many requests" },
  },
}, async ({ ctx, body }) => {
  const { token, ...rest } = await verifyMagicLink(ctx, body);
  return { ...rest, token: { ...token, expiresAt: token.expiresAt.toISOString() } };
});

export const handler = handlers(postVerify);
