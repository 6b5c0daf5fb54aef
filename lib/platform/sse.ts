/** One message of a stream; `data` is sent as JSON unless it is a string. */
export interface StreamMessage {
  id?: string | number;
  event?: string;
  data: unknown;
}

/** Sends one message; false when the stream is over and the sender should stop. */
export type Send = (message: StreamMessage) => boolean;

export interface EventStreamOptions {
  /** Ends the stream, e.g. at shutdown. A client that leaves is noticed without it. */
  signal: AbortSignal;
  /** `Last-Event-ID` of a client that comes back; null on a first visit. */
  lastEventId?: string | null;
  /** Starts the messages; returns how to stop them. May be async: it loads what the client missed. */
  subscribe: (send: Send, lastEventId: string | null) => Unsubscribe | Promise<Unsubscribe>;
  /** Comment line for proxies and dead connections when nothing else was sent. */
  keepAliveMs?: number;
  /** Messages that may wait for a slow reader before it is cut. */
  maxBuffered?: number;
  /** When the browser tries again after a cut; spread by default so that a restart is no stampede. */
  retryMs?: number;
  headers?: HeadersInit;
  /** Called once when the stream is over, whatever ended it. */
  onClose?: () => void;
}

export type Unsubscribe = () => void;

const encoder = new TextEncoder();
const KEEP_ALIVE = encoder.encode(": keep-alive\n\n");

/** The text of one message in the event-stream format. Line breaks in names and ids are dropped. */
export function formatMessage(message: StreamMessage): string {
  const { id, event, data } = message;
  const text = typeof data === "string" ? data : JSON.stringify(data) ?? "null";
  const oneLine = (value: string | number) => String(value).replace(/[\r\n\0]/g, "");
  return (id === undefined ? "" : `id: ${oneLine(id)}\n`) +
    (event === undefined ? "" : `event: ${oneLine(event)}\n`) +
    text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join("") + "\n";
}

/**
 * Answers with a server-sent event stream. A reader that falls `maxBuffered` messages behind is cut
 * (it comes back with Last-Event-ID) instead of being buffered without end.
 *
 * @example
 * eventStream({
 *   signal: services.stopping,
 *   lastEventId: req.headers.get("last-event-id"),
 *   subscribe: (send) => services.events.subscribe((e) => send({ id: e.id, event: e.type, data: e.data })),
 * });
 */
export function eventStream(options: EventStreamOptions): Response {
  const { signal, keepAliveMs = 15_000, maxBuffered = 256 } = options;
  const retryMs = options.retryMs ?? 2_000 + Math.floor(Math.random() * 3_000);
  let end: (how: "close" | "cut" | "gone") => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let isOpen = true;
      let quiet = true;
      let unsubscribe: Unsubscribe | null = null;
      const onAbort = () => end("close");
      const stopTicks = everyTick(keepAliveMs, () => {
        if (quiet) push(KEEP_ALIVE);
        quiet = true;
      });
      end = (how) => {
        if (!isOpen) return;
        isOpen = false;
        stopTicks();
        signal.removeEventListener("abort", onAbort);
        unsubscribe?.();
        // An errored stream drops what waits for the slow reader; a closed one would keep it.
        if (how === "cut") controller.error(new Error("The reader is too slow."));
        else if (how === "close") controller.close();
        options.onClose?.();
      };
      const push = (chunk: Uint8Array): boolean => {
        if (!isOpen) return false;
        if ((controller.desiredSize ?? 0) <= 0) {
          end("cut");
          return false;
        }
        controller.enqueue(chunk);
        quiet = false;
        return true;
      };
      if (signal.aborted) return end("close");
      signal.addEventListener("abort", onAbort, { once: true });
      push(encoder.encode(`retry: ${retryMs}\n\n`));
      try {
        const stop = await options.subscribe(
          (message) => push(encoder.encode(formatMessage(message))),
          options.lastEventId || null,
        );
        if (isOpen) unsubscribe = stop;
        else stop();
      } catch (error) {
        end("cut");
        throw error;
      }
    },
    cancel: () => end("gone"),
  }, new CountQueuingStrategy({ highWaterMark: maxBuffered }));

  const headers = new Headers(options.headers);
  headers.set("content-type", "text/event-stream; charset=utf-8");
  headers.set("cache-control", "no-store, no-transform");
  headers.set("x-accel-buffering", "no");
  return new Response(body, { headers });
}

const tickers = new Map<number, { timer: ReturnType<typeof setInterval>; run: Set<() => void> }>();

/** One timer serves all streams of the same interval; none runs while no stream is open. */
function everyTick(intervalMs: number, work: () => void): () => void {
  let ticker = tickers.get(intervalMs);
  if (!ticker) {
    const run = new Set<() => void>();
    ticker = { run, timer: setInterval(() => run.forEach((each) => each()), intervalMs) };
    tickers.set(intervalMs, ticker);
  }
  const { run, timer } = ticker;
  run.add(work);
  return () => {
    if (!run.delete(work) || run.size > 0) return;
    clearInterval(timer);
    tickers.delete(intervalMs);
  };
}

/** Caps open streams per key and in total, in this process. */
export class StreamSlots {
  readonly #open = new Map<string, number>();
  #total = 0;

  constructor(private readonly caps: { perKey: number; total: number }) {}

  /** Takes a slot; null when a cap is reached. Calling the result gives it back, once. */
  take(key: string): (() => void) | null {
    const count = this.#open.get(key) ?? 0;
    if (count >= this.caps.perKey || this.#total >= this.caps.total) return null;
    this.#open.set(key, count + 1);
    this.#total++;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#total--;
      const left = this.#open.get(key)! - 1;
      if (left > 0) this.#open.set(key, left);
      else this.#open.delete(key);
    };
  }

  get total(): number {
    return this.#total;
  }
}
