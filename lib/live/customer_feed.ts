import {
  listChargers,
  listSessions,
  type LiveSession,
  liveSessions,
  liveSnapshot,
  openStarts,
  type StatusWord,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { BusEvent, EventBus } from "@/lib/platform/events.ts";
import type { FeedServices } from "./admin_feed.ts";
import { type SessionTick, sessionTick } from "./admin_messages.ts";
import { Feed, type FeedItem } from "./feed.ts";
import { type StartTick, startTick } from "./start_tick.ts";

/** A charger's state as every driver may know it: nothing of who charges there. */
export interface ChargerTick {
  chargeBoxId: string;
  status: StatusWord;
}

/** What the drivers' stream sends, by event name. */
export interface CustomerMessages {
  /** `isCatchUp`: how things stand, told after a gap; some of it has long been so. */
  "session.changed": { sessions: SessionTick[]; isCatchUp?: boolean };
  "transaction.meter": { sessions: SessionTick[] };
  "charger.status": { chargers: ChargerTick[] };
  "start.asked": { start: StartTick };
  "notification.raised": { notificationId: number };
}

/** Before it is cut down to one driver: sessions still say whose they are. */
type SharedMessage =
  | { kind: "sessions"; sessions: LiveSession[] }
  | { kind: "chargers"; chargers: ChargerTick[] }
  | { kind: "start"; start: StartTick; userId: string }
  | { kind: "notice"; notificationId: number; userId: string | null };

const COALESCE_MS = 250;
const feeds = new WeakMap<EventBus, Feed<SharedMessage>>();

/** The drivers' feed of this process: one load per event, however many drivers watch. */
export function customerFeed(services: FeedServices): Feed<SharedMessage> {
  const known = feeds.get(services.events);
  if (known) return known;
  const feed = new Feed<SharedMessage>({
    bus: services.events,
    types: [
      "session.changed",
      "transaction.meter",
      "charger.status",
      "start.asked",
      "notification.raised",
    ],
    coalesceMs: {
      "transaction.meter": COALESCE_MS,
      "session.changed": COALESCE_MS,
      "charger.status": COALESCE_MS,
    },
    load: (event) => loadShared(services.systemContext("live"), event),
    log: services.systemContext("live").log,
  });
  feeds.set(services.events, feed);
  return feed;
}

async function loadShared(ctx: Ctx, event: BusEvent): Promise<SharedMessage | null> {
  switch (event.type) {
    case "session.changed":
    case "transaction.meter":
      return {
        kind: "sessions",
        sessions: await liveSnapshot(ctx, { sessionIds: event.data.sessionIds }),
      };
    case "charger.status": {
      const { chargeBoxIds } = event.data;
      const chargers = await listChargers(ctx, { chargeBoxIds });
      return {
        kind: "chargers",
        chargers: chargers.map(({ chargeBoxId, status }) => ({ chargeBoxId, status })),
      };
    }
    case "start.asked": {
      const [start] = await openStarts(ctx, event.data);
      return start ? { kind: "start", start: startTick(start), userId: event.data.userId } : null;
    }
    case "notification.raised": {
      const { audience, userId, notificationId } = event.data;
      return audience === "customer" ? { kind: "notice", notificationId, userId } : null;
    }
    default:
      return null;
  }
}

/**
 * What of an item one driver may see, or null. Whose a session is was read with the event, so a card
 * that was given to somebody else stops flowing at once.
 */
export function forDriver(
  item: FeedItem<SharedMessage>,
  userId: string,
): CustomerMessages[keyof CustomerMessages] | null {
  const { data } = item;
  if (data.kind === "chargers") return { chargers: data.chargers };
  if (data.kind === "start") return data.userId === userId ? { start: data.start } : null;
  if (data.kind === "notice") {
    const isTheirs = data.userId === null || data.userId === userId;
    return isTheirs ? { notificationId: data.notificationId } : null;
  }
  const sessions = data.sessions.filter((session) => session.userId === userId).map(sessionTick);
  return sessions.length > 0 ? { sessions } : null;
}

/** Ended sessions that an open page may still show as running. */
const JUST_ENDED = 5;

/** A driver's sessions and waiting starts, and all chargers as they are now, in the messages of the stream. */
export async function driverSnapshot(
  ctx: Ctx,
  { userId }: { userId: string },
): Promise<{ event: keyof CustomerMessages; data: CustomerMessages[keyof CustomerMessages] }[]> {
  const [live, starts, ended, chargers] = await Promise.all([
    liveSessions(ctx, { userId }),
    openStarts(ctx, { userId }),
    listSessions(ctx, { userId, status: "completed", sort: "startedAt", limit: JUST_ENDED }),
    listChargers(ctx),
  ]);
  const sessionIds = ended.sessions.map((session) => session.id);
  const sessions = [...live, ...await liveSnapshot(ctx, { sessionIds, userId })].map(sessionTick);
  return [
    { event: "session.changed", data: { sessions, isCatchUp: true } },
    ...starts.map((start) => ({
      event: "start.asked" as const,
      data: { start: startTick(start) },
    })),
    {
      event: "charger.status",
      data: { chargers: chargers.map(({ chargeBoxId, status }) => ({ chargeBoxId, status })) },
    },
  ];
}
