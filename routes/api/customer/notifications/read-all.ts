import { z } from "zod";
import { endpoint } from "@/define.ts";
import { readNotices } from "@/lib/notifications/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postReadAll = endpoint({
  method: "POST",
  path: "/api/customer/notifications/read-all",
  hosts: "customer",
  auth: "customer",
  summary: "Mark the notices up to and including one as read",
  description: "`upToId` is the newest notice the driver has seen: later ones stay unread.",
  tags: ["Notifications"],
  request: { body: z.object({ upToId: z.number().int().positive() }) },
  responses: { 204: { description: "They are read" } },
}, async ({ ctx, body, state }) => {
  await readNotices(ctx, { userId: state.session!.userId, upToId: body.upToId });
});

export const handler = handlers(postReadAll);
