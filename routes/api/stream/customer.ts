import { z } from "zod";
import { endpoint } from "@/define.ts";
import { customerFeed, forDriver } from "@/lib/live/mod.ts";
import { limit } from "@/lib/platform/errors.ts";
import { eventStream, StreamSlots } from "@/lib/platform/sse.ts";
import { handlers } from "@/lib/web/mod.ts";

const slots = new StreamSlots({ perKey: 6, total: 5_000 });
/** A stream ends after a while and comes back, so that a session that ended is noticed. */
const LIFE_MS = 15 * 60_000;

const getStream = endpoint({
  method: "GET",
  path: "/api/stream/customer",
  hosts: "customer",
  auth: "customer",
  summary: "The driver's own sessions, charger states and notices as server-sent events",
  description:
    "Events: session.changed, transaction.meter (own sessions only), charger.status (without user data), " +
    "notification.raised, and resync when what was missed is no longer held. " +
    "Resume by Last-Event-ID, or by `after` on the first visit.",
  tags: ["Streams"],
  request: { query: z.object({ after: z.coerce.number().int().nonnegative().optional() }) },
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
}, ({ req, services, state, query }) => {
  const session = state.session!; // The guard let a driver's session pass.
  const release = slots.take(session.userId);
  if (!release) throw limit("Too many open pages. Close some and reload.", { retryAfterSec: 5 });
  const life = new AbortController();
  const leftMs = session.expiresAt.getTime() - services.clock.nowMs();
  const timer = setTimeout(() => life.abort(), Math.max(0, Math.min(LIFE_MS, leftMs)));
  const feed = customerFeed(services);
  return eventStream({
    signal: AbortSignal.any([services.stopping, life.signal]),
    lastEventId: req.headers.get("last-event-id"),
    onClose: () => {
      clearTimeout(timer);
      release();
    },
    subscribe: async (send, lastEventId) => {
      const tell = (item: Parameters<typeof forDriver>[0]) => {
        const data = forDriver(item, session.userId);
        if (data) send({ id: item.id, event: item.type, data });
      };
      const stop = feed.subscribe(tell);
      const from = lastEventId === null ? query.after : Number(lastEventId);
      if (from === undefined) return stop;
      const missed = Number.isSafeInteger(from) ? await feed.replay(from) : null;
      if (missed === null) send({ id: feed.position, event: "resync", data: {} });
      else missed.forEach(tell);
      return stop;
    },
  });
});

export const handler = handlers(getStream);
