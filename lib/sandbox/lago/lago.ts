import type { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";
import { Documents } from "./store/documents.ts";
import { Events } from "./store/events.ts";
import { openDatabase, settingOr } from "./store/database.ts";
import type { Kinds } from "./store/kinds.ts";
import { Paging } from "./http/paging.ts";
import { notFound } from "./http/errors.ts";
import { newPrivateKey } from "./webhooks/signature.ts";
import { WebhookSender } from "./webhooks/sender.ts";
import type { Settings } from "./options.ts";

/** The one organisation: its data, its clock and its voice. Resources are functions over it. */
export class Lago {
  readonly db: DatabaseSync;
  readonly docs: Documents;
  readonly events: Events;
  readonly paging: Paging;
  readonly webhooks: WebhookSender;
  /** Base URL without `/api/v1`, known once the server listens. */
  apiUrl = "";
  /** What a payment provider answers to collections; `pending` leaves them open. */
  paymentOutcome: "succeeded" | "failed" | "pending" = "pending";
  #pinnedMs: number | undefined;
  #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(readonly settings: Settings) {
    this.db = openDatabase(settings.dbPath, settings.eventStore);
    this.docs = new Documents(this.db);
    this.events = new Events(this.db, settings.eventStore);
    this.paging = new Paging(settings.staleTotals, settings.now);
    this.webhooks = new WebhookSender({
      hmacKey: settings.hmacKey,
      organizationId: settings.organizationId,
      privateKey: () => this.privateKey(),
      issuer: () => this.apiUrl,
      endpoints: () => this.docs.all("webhook_endpoint"),
      retryMs: settings.webhookRetryMs,
      timeoutMs: settings.webhookTimeoutMs,
    });
  }

  now(): number {
    return this.#pinnedMs ?? this.settings.now();
  }

  /** Runs synchronous work as if it were `atMs`. */
  atTime<T>(atMs: number, work: () => T): T {
    const before = this.#pinnedMs;
    this.#pinnedMs = atMs;
    try {
      return work();
    } finally {
      this.#pinnedMs = before;
    }
  }

  /** The time as the wire shows it. */
  stamp(atMs = this.now()): string {
    return isoTime(atMs);
  }

  id(): string {
    return randomUUID();
  }

  /** RS256 key of this organisation, kept with its data. */
  privateKey(): string {
    return settingOr(this.db, "private_key", newPrivateKey);
  }

  /** The object with this `lago_id`, or 404. */
  byId<K extends keyof Kinds>(kind: K, id: string, resource: string = kind): Kinds[K] {
    const found = this.docs.get(kind, id);
    if (!found) throw notFound(resource);
    return found;
  }

  /** The newest object with this key of ours, or 404. */
  byKey<K extends keyof Kinds>(kind: K, key: string, resource: string = kind): Kinds[K] {
    const found = this.docs.byKey(kind, key);
    if (!found) throw notFound(resource);
    return found;
  }

  /** Runs `work` after a real delay unless the stand-in has stopped by then. */
  later(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  /** Stops timers and webhooks and closes the database. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await this.webhooks.stop();
    this.db.close();
  }

  /** Tells the endpoints; the object type is the type's prefix unless said. */
  emit(type: string, object: unknown, objectType = type.split(".")[0]): void {
    this.webhooks.send({ type, objectType, object });
  }
}

/** ISO 8601 in UTC to the second, as Lago prints times. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The day of a moment in UTC, `YYYY-MM-DD`. */
export function isoDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
