import type { Ctx } from "@/lib/platform/context.ts";
import type { BusEvent } from "@/lib/platform/events.ts";
import { findNews } from "./find_news.ts";
import type { FreeChargers } from "./finding/watch_news.ts";

/** Changes come in bursts; drivers are told this many ms after the first of them. */
const DEBOUNCE_MS = 1_500;

export interface DriverNewsOptions {
  context: () => Ctx;
  freeChargers: FreeChargers;
  debounceMs?: number;
}

/**
 * Looks for news whenever sessions or chargers change. The bus may lose an event with the process
 * that heard it, so a job calls `look` every minute as well.
 */
export class DriverNews {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<unknown> | null = null;
  #isAskedAgain = false;
  #isStopped = false;
  #unsubscribe: (() => void) | null = null;

  constructor(private readonly options: DriverNewsOptions) {}

  /** Follows the bus until `stop`. */
  start(): void {
    this.#unsubscribe ??= this.options.context().events.subscribe((event) => this.#hear(event));
  }

  /** One pass now, or one more right after the pass under way; passes of a process never overlap. */
  async look(): Promise<void> {
    if (this.#running) {
      this.#isAskedAgain = true;
      await this.#running;
      return;
    }
    this.#running = this.#passes().finally(() => this.#running = null);
    await this.#running;
  }

  /** Stops listening and waits for the pass under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  async #passes(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      await findNews(this.options.context(), { freeChargers: this.options.freeChargers });
    } while (this.#isAskedAgain && !this.#isStopped);
  }

  #hear({ type }: BusEvent): void {
    if (type !== "session.changed" && type !== "charger.status") return;
    if (this.#timer !== undefined || this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A pass logs its own failures.
      this.look().catch(() => {});
    }, this.options.debounceMs ?? DEBOUNCE_MS);
  }
}
