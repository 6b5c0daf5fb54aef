import { z } from "zod";
import { endpoint } from "@/define.ts";
import { REASON_MAX, reportCardLost } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";
import { cardParams } from "../(_wire)/card.ts";

const report = endpoint(
  {
    method: "POST",
    path: "/api/customer/cards/{id}/report-lost",
    hosts: "customer",
    auth: "customer",
    idempotent: true,
    summary: "Take a lost card out of use",
    description:
      "The card becomes inactive, SteVe is told to refuse it, sessions on it are stopped and the operators are told. It cannot be undone by the driver; a repeat is answered 200.",
    tags: ["Cards"],
    request: {
      params: cardParams,
      body: z.strictObject({ reason: z.string().max(REASON_MAX).optional() }).optional(),
    },
    responses: {
      200: {
        description: "The card is out of use",
        schema: z.object({
          id: z.number(),
          isActive: z.literal(false),
          isRepeat: z.boolean(),
          isBlocked: z.boolean().describe("False: SteVe is told as soon as it answers"),
          stopping: z.number().describe("Sessions that were asked to stop"),
        }),
      },
      404: { description: "No such card, or not the caller's" },
    },
  },
  async ({ ctx, services: { steve }, state, params, body }) =>
    await reportCardLost(ctx, { userId: state.session!.userId, steve, ...params, ...body }),
);

export const handler = handlers(report);
