import { chargerCounts, liveSnapshot } from "@/lib/charging/mod.ts";
import { unreadCount } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { BusEvent, EventBus } from "@/lib/platform/events.ts";
import { getRun, syncStatus } from "@/lib/sync/mod.ts";
import { type AdminMessage, runTick, scheduleTick, sessionTick } from "./admin_messages.ts";
import { Feed } from "./feed.ts";

/** What a feed needs of the application's services. */
export interface FeedServices {
  events: EventBus;
  systemContext(name: string): Ctx;
}

/** Meter ticks and progress come in bursts; twice a second is as fast as anyone reads. */
const COALESCE_MS = 500;

const feeds = new WeakMap<EventBus, Feed<AdminMessage>>();

/** The operators' feed of this process: made on first use, one per event bus. */
export function adminFeed(services: FeedServices): Feed<AdminMessage> {
  const known = feeds.get(services.events);
  if (known) return known;
  const feed = new Feed<AdminMessage>({
    bus: services.events,
    types: [
      "session.changed",
      "transaction.meter",
      "charger.status",
      "sync.progress",
      "sync.scheduled",
      "notification.raised",
    ],
    coalesceMs: {
      "transaction.meter": COALESCE_MS,
      "session.changed": COALESCE_MS,
      "charger.status": COALESCE_MS,
      "sync.progress": COALESCE_MS,
    },
    load: (event) => loadMessage(services.systemContext("live"), event),
    log: services.systemContext("live").log,
  });
  feeds.set(services.events, feed);
  return feed;
}

async function loadMessage(ctx: Ctx, event: BusEvent): Promise<AdminMessage | null> {
  switch (event.type) {
    case "session.changed":
    case "transaction.meter": {
      const sessions = await liveSnapshot(ctx, { sessionIds: event.data.sessionIds });
      return { sessions: sessions.map(sessionTick) };
    }
    case "charger.status":
      return { chargeBoxIds: event.data.chargeBoxIds, counts: await chargerCounts(ctx) };
    case "sync.progress":
      return runTick(await getRun(ctx, { id: event.data.runId }));
    case "sync.scheduled":
      return scheduleTick(await syncStatus(ctx));
    case "notification.raised":
      if (event.data.audience !== "admin") return null;
      return { unread: await unreadCount(ctx, { audience: "admin" }) };
    default:
      return null;
  }
}
