import { z } from "zod";
import { endpoint } from "@/define.ts";
import { listUsageEvents } from "@/lib/billing/mod.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { day, handlers } from "@/lib/web/mod.ts";

const DAY_MS = 86_400_000;
const instant = z.iso.datetime();

const usageEvent = z.object({
  id: z.number(),
  steveTransactionId: z.number(),
  userMappingId: z.number().nullable(),
  lagoEventTransactionId: z.string(),
  meterValueFrom: z.number().describe("Wh"),
  meterValueTo: z.number().describe("Wh"),
  kwhDelta: z.number().describe("(to - from) / 1000"),
  kind: z.enum(["usage", "adjustment"]),
  isFinal: z.boolean(),
  status: z.enum(["pending", "sent", "held", "parked", "zero"]),
  heldReason: z.string().nullable(),
  lastError: z.string().nullable(),
  createdAt: instant,
  syncedAt: instant.nullable(),
  syncRunId: z.number().nullable(),
});

const getEvents = endpoint({
  method: "GET",
  path: "/api/admin/transaction/event",
  hosts: "admin",
  auth: "operator",
  summary: "Billing events made between two days (UTC, both included), newest first, at most 1000",
  tags: ["Billing"],
  request: {
    query: z.object({
      start: day.describe("First day"),
      end: day.describe("Last day"),
    }),
  },
  responses: {
    200: { description: "Events", schema: z.object({ events: z.array(usageEvent) }) },
    400: { description: "A day is missing or unreadable, or the last is before the first" },
  },
}, async ({ ctx, query }) => {
  const from = new Date(query.start);
  const to = new Date(Date.parse(query.end) + DAY_MS);
  if (to <= from) throw invalid("The end lies before the start.");
  const rows = await listUsageEvents(ctx, { from, to });
  return {
    events: rows.map((row) => ({
      id: row.id,
      steveTransactionId: row.steveTransactionId,
      userMappingId: row.userMappingId,
      lagoEventTransactionId: row.lagoEventTransactionId,
      meterValueFrom: row.meterValueFrom,
      meterValueTo: row.meterValueTo,
      kwhDelta: row.whDelta / 1_000,
      kind: row.kind,
      isFinal: row.isFinal,
      status: row.status,
      heldReason: row.heldReason,
      lastError: row.lastError,
      createdAt: row.createdAt.toISOString(),
      syncedAt: row.syncedAt?.toISOString() ?? null,
      syncRunId: row.syncRunId,
    })),
  };
});

export const handler = handlers(getEvents);
