import { z } from "zod";
import { endpoint } from "@/define.ts";
import { triggerSync } from "@/lib/sync/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postTrigger = endpoint({
  method: "POST",
  path: "/api/admin/sync/trigger",
  hosts: "admin",
  auth: "operator",
  permission: "sync:trigger",
  idempotent: true,
  summary: "Ask the sync worker for a run now",
  tags: ["Sync"],
  responses: {
    200: { description: "The wish is stored", schema: z.object({ message: z.string() }) },
  },
}, async ({ ctx }) => {
  await triggerSync(ctx, { source: "api" });
  return { message: "Sync trigger notification sent to worker" };
});

export const handler = handlers(postTrigger);
