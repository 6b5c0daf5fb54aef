import { z } from "zod";
import { endpoint } from "@/define.ts";
import { CARD_TEXT_MAX, getOwnCard, renameCard } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";
import { card, cardParams, cardWire } from "../(_wire)/card.ts";

const text = z.string().max(CARD_TEXT_MAX).nullable();

const read = endpoint({
  method: "GET",
  path: "/api/customer/cards/{id}",
  hosts: "customer",
  auth: "customer",
  summary: "One own card with what it was used for",
  tags: ["Cards"],
  request: { params: cardParams },
  responses: {
    200: {
      description: "The card",
      schema: z.object({
        card,
        stats: z.object({
          sessions: z.number(),
          energyWh: z.number(),
          costCents: z.number().nullable(),
          currency: z.string().nullable(),
          running: z.number().describe("Sessions under way"),
        }),
        isFresh: z.boolean(),
      }),
    },
    404: { description: "No such card, or not the caller's" },
  },
}, async ({ ctx, services: { steve }, state, params }) => {
  const found = await getOwnCard(ctx, { userId: state.session!.userId, steve, id: params.id });
  return { card: cardWire(found.card), stats: found.stats, isFresh: found.isFresh };
});

const change = endpoint(
  {
    method: "PATCH",
    path: "/api/customer/cards/{id}",
    hosts: "customer",
    auth: "customer",
    summary: "Change a card's label and cost centre",
    description: "Null or blank removes a text; one that is left out stays.",
    tags: ["Cards"],
    request: {
      params: cardParams,
      body: z.strictObject({ label: text.optional(), costCentre: text.optional() }),
    },
    responses: {
      200: { description: "The card as it is then", schema: card },
      404: { description: "No such card, or not the caller's" },
    },
  },
  async ({ ctx, state, params, body }) =>
    cardWire(await renameCard(ctx, { userId: state.session!.userId, id: params.id, ...body })),
);

export const handler = handlers(read, change);
