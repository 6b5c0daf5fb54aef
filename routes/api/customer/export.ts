import { endpoint } from "@/define.ts";
import { exportMyData } from "@/lib/account/mod.ts";
import { forbidden } from "@/lib/platform/errors.ts";
import { handlers } from "@/lib/web/mod.ts";

const download = endpoint({
  method: "GET",
  path: "/api/customer/export",
  hosts: "customer",
  auth: "customer",
  strongSession: true,
  summary: "Everything kept about the caller, as a zip",
  rate: { points: 5, perSec: 3_600 },
  responses: { 200: { description: "The archive", contentType: "application/zip" } },
}, async ({ ctx, state }) => {
  const { userId, user, impersonatedBy } = state.session!;
  if (impersonatedBy) throw forbidden("A copy of the data is the driver's own to take.");
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return new Response(await exportMyData(ctx, { userId }), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="polaris-${user.publicId}-${day}.zip"`,
    },
  });
});

export const handler = handlers(download);
