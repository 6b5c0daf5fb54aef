import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Sql } from "@/db/client.ts";
import { logger } from "./log.ts";

/** Facts that pages and workers follow. They carry ids, never payloads: readers load what they may see. */
export interface EventMap {
  "transaction.meter": { sessionIds: number[] };
  "session.changed": { sessionIds: number[] };
  "charger.status": { chargeBoxIds: string[] };
  /** A driver asked for a session; whoever else looks on their behalf follows it. */
  "start.asked": { userId: string; operationId: number };
  "sync.progress": { runId: number };
  "sync.scheduled": Record<string, never>;
  "notification.raised": {
    notificationId: number;
    audience: "admin" | "customer";
    userId: string | null;
  };
  "scan.intercepted": {
    pairingCode: string;
    pairableType: "charger" | "device";
    pairableId: string;
  };
  "device.changed": { deviceId: string; what: string };
  "device.scan.requested": { deviceId: string; pairingCode: string };
  "device.scan.cancelled": { deviceId: string; pairingCode: string; source: "admin" | "device" };
  "device.scan.completed": { deviceId: string; pairingCode: string };
  /** A device opened a stream; its older ones end. */
  "device.session.replaced": { deviceId: string; streamId: string };
  /** Null: for everybody. */
  "flags.changed": { userId: string | null };
  "invoice.changed": { externalCustomerId: string };
}

export type EventType = keyof EventMap;
export type BusEvent = {
  [T in EventType]: { id: number; type: T; data: EventMap[T]; atMs: number };
}[EventType];
export type Listener = (event: BusEvent) => void;

const CHANNEL = "polaris_events";
/** Postgres refuses a NOTIFY payload of 8000 bytes or more. */
const MAX_PAYLOAD = 7_500;
const BUFFER_MS = 60_000;
const wire = z.object({
  id: z.number(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  atMs: z.number(),
});

/**
 * The event bus of all replicas: `NOTIFY` carries an event to every process, each fans it out to its
 * own listeners and keeps 60 s of them for Last-Event-ID. Ids come from one sequence, so they mean the
 * same on every replica.
 */
export class EventBus {
  #listeners = new Set<Listener>();
  #buffer: BusEvent[] = [];
  #unlisten: (() => Promise<void>) | null = null;
  #log = logger("events");

  constructor(private readonly pool: Sql) {}

  /** Starts to receive; postgres.js reconnects and listens again by itself after a cut. */
  async start(): Promise<void> {
    const { unlisten } = await this.pool.listen(CHANNEL, (payload) => this.#receive(payload));
    this.#unlisten = unlisten;
  }

  async stop(): Promise<void> {
    await this.#unlisten?.().catch(() => {});
    this.#unlisten = null;
    this.#listeners.clear();
  }

  /**
   * Publishes through `db`; inside a transaction the event leaves with its commit and not otherwise.
   * Long id lists are split into several events.
   */
  async publish<T extends EventType>(db: Db, type: T, data: EventMap[T]): Promise<void> {
    for (const part of split(data as Record<string, unknown>)) {
      await db.execute(sql`select pg_notify(${CHANNEL}, json_build_object(
        'id', nextval('event_bus_seq'), 'type', ${type}::text, 'data', ${
        JSON.stringify(part)
      }::json,
        'atMs', (extract(epoch from clock_timestamp()) * 1000)::bigint)::text)`);
    }
  }

  /** Calls `listener` for every event from now on; returns how to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Events after `lastId` that are still held, oldest first; null when some may already be gone. */
  since(lastId: number): BusEvent[] | null {
    const oldest = this.#buffer[0];
    if (!oldest || oldest.id > lastId + 1) return lastId === 0 ? [] : null;
    return this.#buffer.filter((event) => event.id > lastId);
  }

  #receive(payload: string): void {
    const parsed = wire.safeParse(JSON.parse(payload));
    if (!parsed.success) return this.#log.warning("An event could not be read.", { payload });
    const event = parsed.data as BusEvent; // The type is ours: only publish() writes this channel.
    const horizon = Date.now() - BUFFER_MS;
    while (this.#buffer.length > 0 && this.#buffer[0].atMs < horizon) this.#buffer.shift();
    this.#buffer.push(event);
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error("A listener failed.", { type: event.type, error });
      }
    }
  }
}

function* split(data: Record<string, unknown>): Generator<Record<string, unknown>> {
  if (JSON.stringify(data).length <= MAX_PAYLOAD) return yield data;
  const [key, list] = Object.entries(data).find(([, value]) => Array.isArray(value)) ?? [];
  if (!key || !Array.isArray(list)) {
    throw new Error("An event carries ids only; this one is too large.");
  }
  const half = Math.ceil(list.length / 2);
  yield* split({ ...data, [key]: list.slice(0, half) });
  yield* split({ ...data, [key]: list.slice(half) });
}
