import { endpoint } from "@/define.ts";
import { registerAnswer, registerBody, registerDevice } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postRegister = endpoint({
  method: "POST",
  path: "/api/devices/register",
  hosts: "any",
  auth: "public",
  rate: { points: 5, perSec: 60, keyBy: "ip" },
  idempotent: true,
  isSecret: true,
  tags: ["Devices"],
  summary: "Exchange a one-time code for a device and its token",
  description: "The code and its PKCE verifier are the credential; the device belongs to the " +
    "operator who minted the code. Token and secret are shown once.",
  request: { body: registerBody },
  responses: {
    200: { description: "The device and its token", schema: registerAnswer },
    400: {
      description: "`invalid_code` (wrong, expired, replayed or other verifier), " +
        "`invalid_platform`, `invalid_capabilities`, `capability_not_app_eligible`",
    },
    429: { description: "Too many requests" },
  },
}, async ({ ctx, body }) => {
  const { expiresAt, ...device } = await registerDevice(ctx, body);
  return { ok: true, ...device, expiresAtIso: expiresAt.toISOString() };
});

export const handler = handlers(postRegister);
