import { z } from "zod";
import { endpoint } from "@/define.ts";
import { customerFeed, driverSnapshot, forDriver, sessionStream } from "@/lib/live/mod.ts";
import { StreamSlots } from "@/lib/platform/sse.ts";
import { handlers } from "@/lib/web/mod.ts";

const slots = new StreamSlots({ perKey: 6, total: 5_000 });

const getStream = endpoint({
  method: "GET",
  path: "/api/stream/customer",
  hosts: "customer",
  auth: "customer",
  summary: "The driver's own sessions, charger states and notices as server-sent events",
  description:
    "Events: session.changed, transaction.meter (own sessions only), start.asked (own starts), " +
    "charger.status (without user data), notification.raised, and a beat every 20 s. What was missed " +
    "and is no longer held comes as it is now. Resume by Last-Event-ID, or by `after` on the first visit.",
  tags: ["Streams"],
  request: { query: z.object({ after: z.coerce.number().int().nonnegative().optional() }) },
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
}, ({ ctx, req, services, state, query }) => {
  const session = state.session!; // The guard let it pass.
  return sessionStream({
    req,
    session,
    services,
    slots,
    feed: customerFeed(services),
    after: query.after,
    snapshot: () => driverSnapshot(ctx, { userId: session.userId }),
    dataOf: (item) => forDriver(item, session.userId),
  });
});

export const handler = handlers(getStream);
