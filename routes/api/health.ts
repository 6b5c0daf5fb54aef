import { z } from "zod";
import { endpoint } from "@/define.ts";
import { checkHealth } from "@/lib/health/mod.ts";
import { handlers, reply } from "@/lib/web/mod.ts";

const status = z.enum(["ok", "degraded", "unhealthy"]);
const check = z.object({ status, error: z.string().optional() });
const health = z.object({
  status,
  timestamp: z.iso.datetime(),
  checks: z.object({
    database: check.extend({ latencyMs: z.number().optional() }),
    steve: check,
    lago: check,
    sync: check.extend({ lastRun: z.iso.datetime().optional() }),
  }),
});

const getHealth = endpoint({
  method: "GET",
  path: "/api/health",
  hosts: "any",
  auth: "public",
  rate: "none",
  summary: "Health of the process and its dependencies",
  tags: ["Infrastructure"],
  responses: {
    200: { description: "ok or degraded", schema: health },
    503: { description: "unhealthy", schema: health },
  },
}, async ({ services }) => {
  const result = await checkHealth(services);
  return reply(result.status === "unhealthy" ? 503 : 200, result);
});

export const handler = handlers(getHealth);
