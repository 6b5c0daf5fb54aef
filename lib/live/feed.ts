import type { BusEvent, EventBus, EventType } from "@/lib/platform/events.ts";
import type { Logger } from "@/lib/platform/log.ts";

/** What one event (or several of a kind, merged) means to readers, loaded once for all of them. */
export interface FeedItem<T> {
  /** Where a reader stands after this item; it sends it back as Last-Event-ID. */
  id: number;
  type: EventType;
  data: T;
}

export type FeedListener<T> = (item: FeedItem<T>) => void;

export interface FeedOptions<T> {
  bus: EventBus;
  /** Events the feed is about; others pass by. */
  types: readonly EventType[];
  /** Loads what an event means; null when it means nothing here. Called once per event and process. */
  load: (event: BusEvent) => Promise<T | null>;
  /** Events of these kinds are gathered for so long and loaded together. */
  coalesceMs?: Partial<Record<EventType, number>>;
  log: Logger;
}

/** Events can reach us a little out of the order of their ids, so a replay reaches back further. */
const OVERLAP = 64;
/** How long a reader may be away without having to load everything anew. */
const HOLD_MS = 60_000;

/**
 * Turns bus events into items for any number of readers: one subscription, one load per event and
 * process, however many streams are open. Without readers nothing is loaded.
 *
 * Items are states, not differences: getting one twice does no harm, which is why a replay may
 * overlap with what was already sent.
 */
export class Feed<T> {
  readonly #listeners = new Set<FeedListener<T>>();
  readonly #gathering = new Map<
    EventType,
    { events: BusEvent[]; timer: ReturnType<typeof setTimeout> }
  >();
  #work: Promise<void> = Promise.resolve();
  #seenId = 0;
  #firstId: number | null = null;
  /** Events of the last minute in the order they came, and the highest id that was let go. */
  readonly #held: BusEvent[] = [];
  #droppedId = 0;
  #unsubscribe: () => void;

  constructor(private readonly options: FeedOptions<T>) {
    this.#unsubscribe = options.bus.subscribe((event) => this.#receive(event));
  }

  /**
   * Where a reader stands who knows the database as it is now. A page takes it before it loads and
   * hands it to its stream, so that nothing between the two is lost.
   */
  get position(): number {
    return this.#watermark();
  }

  /** Calls `listener` for every item from now on; returns how to stop. */
  subscribe(listener: FeedListener<T>): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#forgetGathered();
    };
  }

  /**
   * What a reader missed since `lastId`, merged by kind, oldest kind first. Null when some of it is
   * no longer held: the reader must load everything anew.
   */
  async replay(lastId: number): Promise<FeedItem<T>[] | null> {
    const missed = this.#missed(lastId)?.filter(({ type }) => this.options.types.includes(type));
    if (missed === undefined) return null;
    const id = Math.max(lastId, this.#watermark());
    const byType = new Map<EventType, BusEvent[]>();
    for (const event of missed) {
      byType.set(event.type, [...byType.get(event.type) ?? [], event]);
    }
    const items: FeedItem<T>[] = [];
    for (const events of byType.values()) {
      for (const event of merged(events)) {
        const data = await this.options.load(event);
        if (data !== null) items.push({ id, type: event.type, data });
      }
    }
    return items;
  }

  /** Ends the feed; open readers hear nothing more. */
  stop(): void {
    this.#unsubscribe();
    this.#forgetGathered();
    this.#listeners.clear();
  }

  #missed(lastId: number): BusEvent[] | null {
    // Position 0 is that of a page made before this process heard anything.
    const isKnown = lastId === 0
      ? this.#droppedId === 0
      : this.#firstId !== null && lastId >= Math.max(this.#firstId - 1, this.#droppedId) &&
        // Another replica may be a little ahead; more than that is another database.
        lastId <= this.#seenId + OVERLAP;
    return isKnown ? this.#held.filter((event) => event.id > lastId - OVERLAP) : null;
  }

  #receive(event: BusEvent): void {
    this.#hold(event);
    if (this.#listeners.size === 0 || !this.options.types.includes(event.type)) return;
    const windowMs = this.options.coalesceMs?.[event.type] ?? 0;
    if (windowMs === 0) return this.#enqueue(event.type, [event]);
    const open = this.#gathering.get(event.type);
    if (open) {
      open.events.push(event);
      return;
    }
    const timer = setTimeout(() => {
      const gathered = this.#gathering.get(event.type);
      this.#gathering.delete(event.type);
      if (gathered) this.#enqueue(event.type, gathered.events);
    }, windowMs);
    this.#gathering.set(event.type, { events: [event], timer });
  }

  #hold(event: BusEvent): void {
    this.#firstId ??= event.id;
    this.#seenId = Math.max(this.#seenId, event.id);
    const horizon = event.atMs - HOLD_MS;
    while (this.#held.length > 0 && this.#held[0].atMs < horizon) {
      this.#droppedId = Math.max(this.#droppedId, this.#held.shift()!.id);
    }
    this.#held.push(event);
  }

  /** Loads run one after the other, so that items leave in order and the database is not flooded. */
  #enqueue(type: EventType, events: BusEvent[]): void {
    this.#work = this.#work.then(async () => {
      for (const event of merged(events)) {
        if (this.#listeners.size === 0) return;
        try {
          const data = await this.options.load(event);
          if (data !== null) this.#send({ id: this.#watermark(), type, data });
        } catch (error) {
          this.options.log.error("An event could not be loaded for open pages.", { type, error });
        }
      }
    });
  }

  #send(item: FeedItem<T>): void {
    for (const listener of this.#listeners) {
      try {
        listener(item);
      } catch (error) {
        this.options.log.error("A reader of the feed failed.", { type: item.type, error });
      }
    }
  }

  /** Nothing at or below it is still waiting: who resumes from it misses nothing. */
  #watermark(): number {
    const waiting = [...this.#gathering.values()].flatMap(({ events }) => events.map((e) => e.id));
    return waiting.length === 0 ? this.#seenId : Math.min(...waiting) - 1;
  }

  #forgetGathered(): void {
    for (const { timer } of this.#gathering.values()) clearTimeout(timer);
    this.#gathering.clear();
  }
}

/** Ids that one load may carry. */
const MAX_IDS = 200;

/** Events of one kind as few: lists of ids are united, of single facts the last of each stays. */
function merged(events: readonly BusEvent[]): BusEvent[] {
  const last = events.at(-1);
  if (!last) return [];
  const [key, list] = Object.entries(last.data).find(([, value]) => Array.isArray(value)) ?? [];
  if (key === undefined || !Array.isArray(list)) {
    return [...new Map(events.map((event) => [JSON.stringify(event.data), event])).values()];
  }
  const ids = [...new Set(events.flatMap((e) => (e.data as Record<string, unknown[]>)[key]))];
  const parts: BusEvent[] = [];
  for (let at = 0; at < ids.length; at += MAX_IDS) {
    // The same kind of event with a part of the ids.
    parts.push({ ...last, data: { [key]: ids.slice(at, at + MAX_IDS) } } as BusEvent);
  }
  return parts;
}
