import { z } from "zod";
import { endpoint } from "@/define.ts";
import { readScanResult, scanAnswerSchema } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getResult = endpoint({
  method: "GET",
  path: "/api/devices/scan-result/{pairingCode}",
  hosts: "any",
  auth: "device",
  summary: "What came of a scan, when the answer to its report was lost",
  tags: ["Devices"],
  request: { params: z.object({ pairingCode: z.string().max(40) }) },
  responses: {
    200: { description: "What is known of the card", schema: scanAnswerSchema },
    404: { description: "No such scan, or `scan_pending`: no card was read yet" },
  },
}, ({ ctx, params }) => readScanResult(ctx, params));

export const handler = handlers(getResult);
