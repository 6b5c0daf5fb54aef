import { z } from "zod";
import { endpoint } from "@/define.ts";
import { adminFeed } from "@/lib/live/mod.ts";
import { limit } from "@/lib/platform/errors.ts";
import { eventStream, StreamSlots } from "@/lib/platform/sse.ts";
import { handlers } from "@/lib/web/mod.ts";

const slots = new StreamSlots({ perKey: 12, total: 2_000 });
/** A stream ends after a while and comes back, so that a session that ended is noticed. */
const LIFE_MS = 15 * 60_000;

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
  const release = slots.take(state.session?.userId ?? state.clientIp);
  if (!release) throw limit("Too many open pages. Close some and reload.", { retryAfterSec: 5 });
  const life = new AbortController();
  const timer = setTimeout(() => life.abort(), LIFE_MS);
  const feed = adminFeed(services);
  return eventStream({
    signal: AbortSignal.any([services.stopping, life.signal]),
    lastEventId: req.headers.get("last-event-id"),
    onClose: () => {
      clearTimeout(timer);
      release();
    },
    subscribe: async (send, lastEventId) => {
      const stop = feed.subscribe(({ id, type, data }) => void send({ id, event: type, data }));
      const from = lastEventId === null ? query.after : Number(lastEventId);
      if (from === undefined) return stop;
      const missed = Number.isSafeInteger(from) ? await feed.replay(from) : null;
      if (missed === null) send({ id: feed.position, event: "resync", data: {} });
      else for (const { id, type, data } of missed) send({ id, event: type, data });
      return stop;
    },
  });
});

export const handler = handlers(getStream);
