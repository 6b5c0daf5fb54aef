import { z } from "zod";
import { endpoint } from "@/define.ts";
import { vapidKeys } from "@/lib/notifications/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getKey = endpoint({
  method: "GET",
  path: "/api/customer/push/key",
  hosts: "customer",
  auth: "customer",
  summary: "The public key a browser subscribes to web push with (VAPID, base64url)",
  tags: ["Notifications"],
  responses: { 200: { description: "The key", schema: z.object({ publicKey: z.string() }) } },
}, async ({ ctx }) => ({ publicKey: (await vapidKeys(ctx)).publicKey }));

export const handler = handlers(getKey);
