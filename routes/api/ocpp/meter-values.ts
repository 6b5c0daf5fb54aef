import { z } from "zod";
import { endpoint } from "@/define.ts";
import { hookKey, meterReadingOf, meterValuesBody, parseHook } from "@/lib/steve/mod.ts";
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
  const body = parseHook(
    meterValuesBody,
    req.headers,
    rawBody,
    hookKey(services.config, "meter-values"),
  );
  await services.ingest.ingest(meterReadingOf(body));
  return { ok: true as const };
});

export const handler = handlers(postMeterValues);
