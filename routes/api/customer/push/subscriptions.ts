import { z } from "zod";
import { endpoint } from "@/define.ts";
import { subscribeBrowser, unsubscribeBrowser } from "@/lib/notifications/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const address = z.string().min(1).max(2_000);
const about = {
  path: "/api/customer/push/subscriptions",
  hosts: "customer" as const,
  auth: "customer" as const,
  tags: ["Notifications"],
};

const postSubscription = endpoint({
  ...about,
  method: "POST",
  summary: "Send the driver's messages to this browser; a repeat renews it",
  description: "The body is the browser's PushSubscription as JSON. Only known push services are " +
    "taken, and those of PUSH_ALLOWED_HOSTS.",
  request: {
    body: z.object({
      endpoint: address,
      keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
    }),
  },
  responses: {
    204: { description: "It is subscribed" },
    400: { description: "Not a known push service, or keys that are none" },
  },
}, async ({ ctx, body, state, req }) => {
  await subscribeBrowser(ctx, {
    userId: state.session!.userId,
    endpoint: body.endpoint,
    keys: body.keys,
    userAgent: req.headers.get("user-agent") ?? undefined,
  });
});

const deleteSubscription = endpoint({
  ...about,
  method: "DELETE",
  summary: "Send nothing more to this browser",
  request: { body: z.object({ endpoint: address }) },
  responses: { 204: { description: "It is not subscribed" } },
}, async ({ ctx, body, state }) => {
  await unsubscribeBrowser(ctx, { userId: state.session!.userId, endpoint: body.endpoint });
});

export const handler = handlers(postSubscription, deleteSubscription);
