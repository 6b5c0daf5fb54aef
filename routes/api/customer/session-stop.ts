import { z } from "zod";
import { endpoint } from "@/define.ts";
import { sessionStop } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const stop = endpoint(
  {
    method: "POST",
    path: "/api/customer/session-stop",
    hosts: "customer",
    auth: "customer",
    idempotent: true,
    summary: "Stop an own session",
    description:
      "A session that has ended is answered with its state. The same stop pressed twice within 30 s is sent once.",
    tags: ["Charging"],
    request: {
      body: z.strictObject({
        transactionId: z.int().nonnegative().describe("SteVe's transaction id"),
      }),
    },
    responses: {
      200: {
        description: "The charger was asked, or the session had ended",
        schema: z.object({
          transactionId: z.number(),
          state: z.enum(["ended", "stopping", "pending"]),
          operationId: z.number().nullable(),
        }),
      },
      403: { description: "Account inactive" },
      404: { description: "Session not found" },
      502: { description: "The charger could not stop the session" },
    },
  },
  async ({ ctx, services: { steve }, state, body }) =>
    await sessionStop(ctx, { userId: state.session!.userId, steve, ...body }),
);

export const handler = handlers(stop);
