import { signal } from "@preact/signals";

/** `stale`: the connection is cut and tries again; what the page shows may be old. */
export type LiveState = "connecting" | "live" | "stale" | "off";

type Handler = (data: unknown) => void;

const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 30_000;
/** After so many refusals the page says that it is not live, and goes on trying. */
const REFUSALS = 6;
/** The server speaks at least every 20 s; a line that is silent for longer is dead, whatever it says. */
const SILENCE_MS = 50_000;

const handlers = new Map<string, Set<Handler>>();
const state = signal<LiveState>("connecting");
/** When the last word came, ms; null before the first. */
const heardAt = signal<number | null>(null);
/** Something happened that can no longer be told: the page must be loaded anew. */
const missed = signal(false);

let source: EventSource | null = null;
let address = "";
let lastId = "";
let retries = 0;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Opens the one connection of this page; later calls change nothing. */
function connect(url: string): void {
  if (address) return;
  address = url;
  open();
  // A page in the back-forward cache must not hold a connection.
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && open());
  // A phone that wakes up or finds its network again need not wait for the next try.
  addEventListener("online", reopenUnlessLive);
  document.addEventListener("visibilitychange", () => !document.hidden && reopenIfSilent());
  setInterval(reopenIfSilent, SILENCE_MS / 5);
}

function reopenUnlessLive(): void {
  if (state.value !== "live") open();
}

function reopenIfSilent(): void {
  if (document.hidden || state.value !== "live") return;
  if (Date.now() - (heardAt.value ?? 0) < SILENCE_MS) return;
  state.value = "stale";
  open();
}

/** Calls `handler` with the data of every such event; returns how to stop. */
function on<T>(event: string, handler: (data: T) => void): () => void {
  const known = handlers.get(event);
  const set = known ?? new Set<Handler>();
  handlers.set(event, set);
  if (!known) source?.addEventListener(event, receive);
  set.add(handler as Handler); // The server sends what its message types say.
  return () => void set.delete(handler as Handler);
}

function open(): void {
  clearTimeout(retry);
  source?.close();
  const url = new URL(address, location.href);
  if (lastId) url.searchParams.set("after", lastId);
  source = new EventSource(url);
  source.addEventListener("open", () => {
    retries = 0;
    state.value = "live";
    heardAt.value = Date.now();
  });
  source.addEventListener("error", onCut);
  source.addEventListener("resync", () => missed.value = true);
  source.addEventListener("beat", receive);
  for (const event of handlers.keys()) source.addEventListener(event, receive);
}

/** The browser tries again by itself, unless the server refused: then we do, at growing pauses. */
function onCut(): void {
  state.value = "stale";
  if (source?.readyState !== EventSource.CLOSED) return;
  if (++retries > REFUSALS) state.value = "off";
  const pauseMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * retries);
  // Spread, so that a restart is not met by every page at once.
  retry = setTimeout(open, pauseMs * (0.75 + Math.random() / 2));
}

function receive(event: MessageEvent<string>): void {
  if (event.lastEventId) lastId = event.lastEventId;
  heardAt.value = Date.now();
  const data: unknown = JSON.parse(event.data);
  handlers.get(event.type)?.forEach((handler) => handler(data));
}

/** The live connection of the page, shared by all its islands. */
export const live = { connect, on, state, heardAt, missed };
