import type { Clock } from "@/lib/platform/clock.ts";
import { limit } from "@/lib/platform/errors.ts";
import { eventStream, type Send, type StreamSlots } from "@/lib/platform/sse.ts";
import type { AuthGateway, SessionInfo } from "@/lib/web/mod.ts";
import type { Feed, FeedItem } from "./feed.ts";

export interface SessionStreamOptions<T> {
  req: Request;
  /** Who reads; the stream never outlives this session. */
  session: SessionInfo;
  services: { auth: Pick<AuthGateway, "authenticate">; clock: Clock; stopping: AbortSignal };
  feed: Feed<T>;
  slots: StreamSlots;
  /** Where a first visit begins; a `Last-Event-ID` goes before it. */
  after?: number;
  /** What this reader may know of an item; null for nothing. */
  dataOf: (item: FeedItem<T>) => unknown;
  /** Everything as it is now, for a reader whose gap is no longer held; without it the page is told to reload. */
  snapshot?: () => Promise<{ event: string; data: unknown }[]>;
  /** How often the session is looked up again. */
  recheckMs?: number;
  /** How often the stream says that it lives: pages that hear nothing know that the line is dead. */
  beatMs?: number;
}

/** A stream ends after a while and comes back, so that what a page holds is not old for ever. */
const LIFE_MS = 15 * 60_000;
const RECHECK_MS = 30_000;
/** Pages take a line for dead after two and a half of these (islands/live.ts). */
const BEAT_MS = 20_000;

/**
 * Answers with a feed as server-sent events, for as long as the reader's session lives: it is looked
 * up again every 30 s, and the stream ends when it is gone or its time is over. A `beat` every 20 s
 * carries the position, so that a reader resumes from where it really was. Throws `limit` when the
 * reader has too many streams open.
 */
export function sessionStream<T>(options: SessionStreamOptions<T>): Response {
  const { req, session, services, feed, dataOf } = options;
  const release = options.slots.take(session.userId);
  if (!release) throw limit("Too many open pages. Close some and reload.", { retryAfterSec: 5 });
  const life = new AbortController();
  const stopWatching = watchSession(options, () => life.abort());
  return eventStream({
    signal: AbortSignal.any([services.stopping, life.signal]),
    lastEventId: req.headers.get("last-event-id"),
    onClose: () => {
      stopWatching();
      release();
    },
    subscribe: async (send, lastEventId) => {
      const tell = (item: FeedItem<T>) => {
        const data = dataOf(item);
        if (data !== null) send({ id: item.id, event: item.type, data });
      };
      const unsubscribe = feed.subscribe(tell);
      const beats = setInterval(
        () => send({ id: feed.position, event: "beat", data: {} }),
        options.beatMs ?? BEAT_MS,
      );
      const stop = () => {
        clearInterval(beats);
        unsubscribe();
      };
      const from = lastEventId === null ? options.after : Number(lastEventId);
      if (from === undefined) return stop;
      try {
        const missed = Number.isSafeInteger(from) ? await feed.replay(from) : null;
        if (missed !== null) missed.forEach(tell);
        else await catchUp(options, send);
        return stop;
      } catch (error) {
        // Who gets no way to stop would be told for ever.
        stop();
        throw error;
      }
    },
  });
}

/** Brings a reader up to date who was away for longer than events are held, as after a restart. */
async function catchUp<T>({ feed, snapshot }: SessionStreamOptions<T>, send: Send): Promise<void> {
  const id = feed.position;
  const messages = await snapshot?.().catch(() => null) ?? [{ event: "resync", data: {} }];
  for (const message of messages) send({ id, ...message });
}

/** Calls `onEnd` when the session ends, at the latest when the stream's life does. */
function watchSession<T>(
  { req, session, services, recheckMs = RECHECK_MS }: SessionStreamOptions<T>,
  onEnd: () => void,
): () => void {
  const leftMs = session.expiresAt.getTime() - services.clock.nowMs();
  const end = setTimeout(onEnd, Math.max(0, Math.min(LIFE_MS, leftMs)));
  // The request itself may be gone by then; its credential is what counts.
  const credential = new Request(req.url, { headers: new Headers(req.headers) });
  const recheck = setInterval(async () => {
    try {
      const found = await services.auth.authenticate(credential, session.surface);
      if (found?.id !== session.id) onEnd();
    } catch {
      // A database that is away ends nobody's session; the life of the stream bounds the wait.
    }
  }, recheckMs);
  return () => {
    clearTimeout(end);
    clearInterval(recheck);
  };
}
