import { z } from "zod";
import { endpoint } from "@/define.ts";
import { listOwnCards } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";
import { card, cardWire } from "./(_wire)/card.ts";

const list = endpoint({
  method: "GET",
  path: "/api/customer/cards",
  hosts: "customer",
  auth: "customer",
  summary: "Own cards, refreshed against SteVe",
  description:
    "A card that was deleted in SteVe drops off. When SteVe does not answer in time the stored list is sent and isFresh is false.",
  tags: ["Cards"],
  responses: {
    200: {
      description: "Active cards first",
      schema: z.object({ cards: z.array(card), isFresh: z.boolean() }),
    },
  },
}, async ({ ctx, services, state }) => {
  const { steve } = services;
  const found = await listOwnCards(ctx, { userId: state.session!.userId, steve });
  return { cards: found.cards.map(cardWire), isFresh: found.isFresh };
});

export const handler = handlers(list);
