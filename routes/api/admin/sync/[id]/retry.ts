import { z } from "zod";
import { endpoint } from "@/define.ts";
import { conflict } from "@/lib/platform/errors.ts";
import { getRun, triggerSync } from "@/lib/sync/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postRetry = endpoint({
  method: "POST",
  path: "/api/admin/sync/{id}/retry",
  hosts: "admin",
  auth: "operator",
  permission: "sync:trigger",
  idempotent: true,
  summary: "Run a failed sync again, as a new run",
  tags: ["Sync"],
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: {
    200: { description: "The wish is stored", schema: z.object({ message: z.string() }) },
    404: { description: "No such run" },
    409: { description: "The run did not fail" },
  },
}, async ({ ctx, params }) => {
  const { run } = await getRun(ctx, { id: params.id });
  if (run.status !== "failed") throw conflict("Only a failed run can be retried.");
  await triggerSync(ctx, { source: "retry", retryOfId: run.id });
  return { message: "Sync trigger notification sent to worker" };
});

export const handler = handlers(postRetry);
