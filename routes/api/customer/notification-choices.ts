import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  browserPrints,
  CHANNELS,
  choices,
  DRIVER_EVENTS,
  setChoices,
} from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { handlers } from "@/lib/web/mod.ts";

const about = {
  path: "/api/customer/notification-choices",
  hosts: "customer" as const,
  auth: "customer" as const,
  tags: ["Notifications"],
};
const answer = z.object({
  choices: z.record(z.enum(DRIVER_EVENTS), z.record(z.enum(CHANNELS), z.boolean())),
  /** Browsers of the driver that take push messages. */
  browsers: z.number(),
});

const getChoices = endpoint({
  ...about,
  method: "GET",
  summary: "What the driver is told by mail and push; the page shows every notice",
  responses: { 200: { description: "By event and channel", schema: answer } },
}, ({ ctx, state }) => load(ctx, state.session!.userId));

const patchChoices = endpoint({
  ...about,
  method: "PATCH",
  summary: "Change what is told by mail and push; what is not named stays",
  request: {
    body: z.object({
      choices: z.array(z.object({
        event: z.enum(DRIVER_EVENTS),
        channel: z.enum(CHANNELS),
        isOn: z.boolean(),
      })).min(1).max(50),
    }),
  },
  responses: { 200: { description: "All choices as they are now", schema: answer } },
}, async ({ ctx, body, state }) => {
  const { userId } = state.session!;
  await setChoices(ctx, { userId, choices: body.choices });
  return load(ctx, userId);
});

async function load(ctx: Ctx, userId: string) {
  const [chosen, prints] = await Promise.all([
    choices(ctx, { userId }),
    browserPrints(ctx, { userId }),
  ]);
  return { choices: chosen, browsers: prints.length };
}

export const handler = handlers(getChoices, patchChoices);
