import { z } from "zod";
import { endpoint } from "@/define.ts";
import { scanAnswerSchema, takeScanResult } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postResult = endpoint({
  method: "POST",
  path: "/api/devices/scan-result",
  hosts: "any",
  auth: "device",
  idempotent: true,
  summary: "Report the card that was read",
  description: "`nonce` is the lower-case hex HMAC-SHA256 of " +
    "`scan-result/v1|{idTag}|{pairingCode}|{deviceId}|{ts}` under the raw bytes of the device's secret; " +
    "`idTag` in upper case, `ts` in Unix seconds, within 60 s.",
  tags: ["Devices"],
  request: {
    body: z.object({
      idTag: z.string().max(40),
      pairingCode: z.string().max(40),
      ts: z.number().int(),
      nonce: z.string().max(200),
    }),
  },
  responses: {
    200: { description: "What is known of the card", schema: scanAnswerSchema },
    400: { description: "`invalid_body` or `clock_skew`" },
    401: { description: "`unauthorized` or `invalid_nonce`" },
    429: { description: "Too many requests, or the scan is over" },
  },
}, ({ ctx, body, services, state }) =>
  takeScanResult(ctx, {
    ...body,
    onBadSignature: (device) =>
      services.auth.noteRefusedDevice(
        { ip: state.clientIp, requestId: state.requestId },
        { ...device, reason: "invalid_nonce" },
      ),
  }));

export const handler = handlers(postResult);
