import { z } from "zod";
import { endpoint } from "@/define.ts";
import { adminFeed, sessionStream } from "@/lib/live/mod.ts";
import { StreamSlots } from "@/lib/platform/sse.ts";
import { handlers } from "@/lib/web/mod.ts";

const slots = new StreamSlots({ perKey: 12, total: 2_000 });

const getStream = endpoint({
  method: "GET",
  path: "/api/stream/admin",
  hosts: "admin",
  auth: "operator",
  summary: "Live sessions, chargers, sync runs and notices as server-sent events",
  description:
    "Events: session.changed, transaction.meter, charger.status, sync.progress, sync.scheduled, " +
    "notification.raised, and resync when what was missed is no longer held (load everything anew). " +
    "Resume by Last-Event-ID, or by `after` on the first visit.",
  tags: ["Streams"],
  request: { query: z.object({ after: z.coerce.number().int().nonnegative().optional() }) },
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
}, ({ req, services, state, query }) => {
  const session = state.session!; // The guard let it pass.
  return sessionStream({
    req,
    session,
    services,
    slots,
    feed: adminFeed(services),
    after: query.after,
    dataOf: ({ data }) => data,
  });
});

export const handler = handlers(getStream);
