import { z } from "zod";
import type { StationClock } from "./clock.ts";
import { Outbox } from "./outbox.ts";
import { createStationRpc, isCallError, type StationRpc } from "./rpc.ts";

/** How a station reaches the central system. */
export interface LinkOptions {
  wsUrl: string;
  chargeBoxId: string;
  password?: string;
  clock: StationClock;
  random: () => number;
  /** Body of BootNotification. */
  boot: Record<string, unknown>;
  /** Overrides the interval that BootNotification is told. */
  heartbeatIntervalMs?: number;
  /** First wait before a reconnect, doubled up to ten minutes; simulated time. */
  reconnectMs: number;
  callTimeoutMs: number;
  /** Puts the answers to commands onto a new connection. */
  handleCommands: (rpc: StationRpc) => void;
  /** Runs when the station is connected and accepted. */
  onOnline: () => Promise<void>;
}

const bootAnswer = z.object({ status: z.string(), interval: z.number() });
const MAX_RECONNECT_MS = 600_000;
const BOOT_RETRY_MS = 60_000;

/** The connection of a station: boot, heartbeats, reconnects, and the outbox behind it. */
export class Link {
  readonly outbox = new Outbox();
  /** While true the outbox waits although the station is online. */
  isHeldBack = false;
  #rpc: StationRpc | null = null;
  #isRegistered = false;
  #isWanted = false;
  #failures = 0;
  #cancelTimer = () => {};
  #cancelHeartbeat = () => {};

  constructor(readonly options: LinkOptions) {}

  /** Connected and accepted by the central system. */
  get isOnline(): boolean {
    return this.#rpc !== null && this.#isRegistered;
  }

  /** Connects and boots; from then on reconnects by itself. False when that failed for now. */
  async connect(): Promise<boolean> {
    this.#isWanted = true;
    return await this.#open();
  }

  /** Closes the connection and stays away until `connect`. */
  async disconnect(): Promise<void> {
    this.#isWanted = false;
    this.#cancelTimer();
    const rpc = this.#rpc;
    this.#lost(rpc);
    // A polite close waits for commands that were never answered.
    await rpc?.close({ force: true });
  }

  /** Sends BootNotification again, as after a reset. */
  async boot(): Promise<boolean> {
    const rpc = this.#rpc;
    if (!rpc) return false;
    const answer = bootAnswer.parse(await rpc.call("BootNotification", this.options.boot));
    this.#isRegistered = answer.status === "Accepted";
    const intervalMs = answer.interval > 0 ? answer.interval * 1000 : BOOT_RETRY_MS;
    if (!this.#isRegistered) {
      this.#after(intervalMs, () => this.#attempt(() => this.boot()));
      return false;
    }
    this.#beat(this.options.heartbeatIntervalMs ?? intervalMs);
    await this.options.onOnline();
    await this.flush();
    return true;
  }

  /** Sends at once; null when offline, lost on the way or refused. */
  async send(method: string, params: Record<string, unknown>): Promise<unknown> {
    if (!this.isOnline) return null;
    try {
      return await this.#rpc?.call(method, params) ?? null;
    } catch (error) {
      if (isCallError(error)) {
        this.outbox.rejected.push({ method, params, error: String(error) });
      }
      return null;
    }
  }

  /** Sends what waits in the outbox, as far as it goes. */
  async flush(): Promise<void> {
    await this.outbox.flush(
      (method, params) => this.#rpc?.call(method, params) ?? Promise.reject(new Error("offline")),
      () => this.isOnline && !this.isHeldBack,
    );
  }

  async #open(): Promise<boolean> {
    if (this.#rpc) return this.isOnline;
    const rpc = createStationRpc(this.options);
    this.options.handleCommands(rpc);
    return await this.#attempt(async () => {
      await rpc.connect();
      if (!this.#isWanted) {
        await rpc.close({ force: true });
        return false;
      }
      this.#rpc = rpc;
      rpc.on("close", () => this.#lost(rpc));
      this.#failures = 0;
      return await this.boot();
    });
  }

  // A failure here is the network's: the station tries again later.
  async #attempt(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch {
      const rpc = this.#rpc;
      this.#lost(rpc);
      await rpc?.close({ force: true });
      if (this.#isWanted && !rpc) this.#retry();
      return false;
    }
  }

  #lost(rpc: StationRpc | null): void {
    if (rpc === null || this.#rpc !== rpc) return;
    this.#rpc = null;
    this.#isRegistered = false;
    this.#cancelHeartbeat();
    if (this.#isWanted) this.#retry();
  }

  #retry(): void {
    const { reconnectMs, random } = this.options;
    const waitMs = Math.min(MAX_RECONNECT_MS, reconnectMs * 2 ** this.#failures++);
    this.#after(waitMs * (0.75 + random() / 2), () => this.#open());
  }

  #after(ms: number, work: () => Promise<boolean>): void {
    this.#cancelTimer();
    const { clock } = this.options;
    this.#cancelTimer = clock.at(clock.now() + ms, async () => void await work());
  }

  #beat(intervalMs: number): void {
    this.#cancelHeartbeat();
    const { clock } = this.options;
    this.#cancelHeartbeat = clock.at(clock.now() + intervalMs, async () => {
      await this.send("Heartbeat", {});
      if (this.isOnline) this.#beat(intervalMs);
    });
  }
}
