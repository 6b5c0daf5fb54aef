import { z } from "zod";
import { endpoint } from "@/define.ts";
import { readNotice } from "@/lib/notifications/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postRead = endpoint({
  method: "POST",
  path: "/api/customer/notifications/{id}/read",
  hosts: "customer",
  auth: "customer",
  summary: "Mark one notice as read",
  tags: ["Notifications"],
  request: { params: z.object({ id: z.coerce.number().int().positive().max(2 ** 53 - 1) }) },
  responses: { 204: { description: "It is read" }, 404: { description: "No such notice" } },
}, async ({ ctx, params, state }) => {
  await readNotice(ctx, { userId: state.session!.userId, id: params.id });
});

export const handler = handlers(postRead);
