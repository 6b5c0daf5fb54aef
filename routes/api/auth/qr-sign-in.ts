import { endpoint } from "@/define.ts";
import { nativeSignInAnswer, qrSignIn, qrSignInBody } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postQrSignIn = endpoint({
  method: "POST",
  path: "/api/auth/qr-sign-in",
  hosts: "any",
  auth: "public",
  rate: "auth",
  idempotent: true,
  isSecret: true,
  tags: ["Signing in"],
  summary: "Sign a driver in on a phone by the id printed on the card",
  description: "The answer's token is all the app sends from then on; no cookie is set.",
  request: { body: qrSignInBody },
  responses: {
    200: { description: "The device, its token and its driver", schema: nativeSignInAnswer },
    404: { description: "Unknown card" },
    429: { description: "Too many requests" },
  },
}, async ({ ctx, services, body: { userPublicId, ...facts } }) => {
  const { steve, limiter } = services;
  const { token, ...rest } = await qrSignIn(ctx, { userPublicId, facts, steve, limiter });
  return { ...rest, token: { ...token, expiresAt: token.expiresAt.toISOString() } };
});

export const handler = handlers(postQrSignIn);
