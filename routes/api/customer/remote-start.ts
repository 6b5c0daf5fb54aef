import { z } from "zod";
import { endpoint } from "@/define.ts";
import { remoteStart } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const start = endpoint(
  {
    method: "POST",
    path: "/api/customer/remote-start",
    hosts: "customer",
    auth: "customer",
    idempotent: true,
    summary: "Ask a charger to begin a session",
    description:
      "Without a card the first active one is used, without a connector the best free one. Whether a session begins is told by GET /api/customer/operations/{id}. The same start pressed twice within 30 s is sent once.",
    tags: ["Charging"],
    request: {
      body: z.strictObject({
        chargeBoxId: z.string().min(1).max(255).describe("Or the public id of the sticker"),
        connectorId: z.int().positive().nullish(),
        cardId: z.int().positive().nullish().describe("Id of an own card"),
      }),
    },
    responses: {
      200: {
        description: "The charger was asked",
        schema: z.object({
          operationId: z.number(),
          chargeBoxId: z.string(),
          chargerName: z.string(),
          connectorId: z.number().nullable().describe("Null: the charger chooses"),
          cardId: z.number(),
          state: z.enum(["accepted", "pending"]),
          isRepeat: z.boolean(),
          next: z.string().describe("Where to follow it"),
        }),
      },
      403: { description: "Account inactive, no active card on file, or the card is inactive" },
      404: { description: "No such charger, connector or card" },
      409: {
        description:
          "The charger is offline or not free; the caller's start waits there (`start_under_way`, with its `operationId`); the caller charges there (`already_charging`, with the `transactionId`); other chargers wait for the caller's cars (`too_many_starts`)",
      },
      422: { description: "The charger is unmanaged" },
      502: { description: "The charger could not start the session" },
    },
  },
  async ({ ctx, services: { steve }, state, body }) => {
    const started = await remoteStart(ctx, { userId: state.session!.userId, steve, ...body });
    return { ...started, next: `/api/customer/operations/${started.operationId}` };
  },
);

export const handler = handlers(start);
