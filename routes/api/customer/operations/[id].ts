import { z } from "zod";
import { endpoint } from "@/define.ts";
import { operationProgress } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const read = endpoint({
  method: "GET",
  path: "/api/customer/operations/{id}",
  hosts: "customer",
  auth: "customer",
  summary: "What became of an own start or stop",
  description: "Ask every two seconds. The message is an English sentence that pages translate.",
  tags: ["Charging"],
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: {
    200: {
      description: "As far as is known",
      schema: z.object({
        id: z.number(),
        kind: z.enum(["start", "stop"]),
        state: z.enum(["pending", "accepted", "started", "stopped", "refused", "timed_out"]),
        message: z.string(),
        chargeBoxId: z.string(),
        chargerName: z.string(),
        connectorId: z.number().nullable(),
        cardId: z.number().nullable(),
        transactionId: z.number().nullable().describe("The session that began, or is to end"),
        requestedAt: z.iso.datetime(),
        givesUpAt: z.iso.datetime(),
      }),
    },
    404: { description: "No such operation, or not the caller's" },
  },
}, async ({ ctx, services: { steve }, state, params }) => {
  const found = await operationProgress(ctx, {
    userId: state.session!.userId,
    steve,
    id: params.id,
  });
  return {
    ...found,
    requestedAt: found.requestedAt.toISOString(),
    givesUpAt: found.givesUpAt.toISOString(),
  };
});

export const handler = handlers(read);
