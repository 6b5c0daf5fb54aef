import { z } from "zod";
import { endpoint } from "@/define.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { hookBody, meterValuesBody, readingOfHook } from "@/lib/steve/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postMeterValues = endpoint({
  method: "POST",
  path: "/api/ocpp/meter-values",
  hosts: "any",
  auth: "hook",
  rate: "none",
  raw: true,
  summary: "SteVe passes on every MeterValues",
  description: "The answer comes after the sample is durable; repeats are harmless.",
  tags: ["OCPP hooks"],
  request: { body: meterValuesBody },
  responses: { 200: { description: "Stored", schema: z.object({ ok: z.literal(true) }) } },
}, async ({ req, rawBody, services }) => {
  const { config, ingest } = services;
  const key = config.STEVE_METERVALUE_HMAC_KEY ?? config.STEVE_WEBHOOK_SECRET;
  const reading = readingOfHook(hookBody(req.headers, rawBody, key, meterValuesBody));
  const result = await ingest.ingest({ ...reading, source: "hook" });
  if (result.outcome === "refused") throw invalid(result.reason, { code: "invalid_reading" });
  return { ok: true as const };
});

export const handler = handlers(postMeterValues);
