import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { BusEvent } from "@/lib/platform/events.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import type { Send } from "@/lib/platform/sse.ts";
import type { DeviceActor } from "@/lib/auth/mod.ts";
import { deviceActor } from "../capabilities.ts";
import { markSeen } from "./mark_seen.ts";
import { armedScan, type ScanRequest } from "./scan_request.ts";

export interface StreamTiming {
  keepAliveMs: number;
  /** Every fourth keepalive: the device is marked as seen and its token looked at again. */
  seenMs: number;
  /** A stream without a message for so long ends; the app comes back. */
  idleMs: number;
}

/** Changes of a device's state by the word the bus has for them. */
const CHANGES: Record<string, string> = {
  capabilities: "device.capabilities.changed",
  settings: "device.settings.changed",
  flags: "device.feature-flags.changed",
};

/** Openings that can still be on their way: more streams of one device do not follow each other that fast. */
const MAX_OLDER = 20;

/** The messages of one open stream, from the bus and the database, in order. */
export class DeviceStream {
  readonly #id = newRequestId();
  readonly #device: DeviceActor;
  readonly #over = new AbortController();
  readonly #told = new Set<string>();
  /** Messages leave one after the other, though some wait for the database. */
  #work: Promise<void> = Promise.resolve();
  #send: Send = () => false;
  /** Our own opening has come round on the bus: what comes after it is newer than we are. */
  #isSeated = false;
  /** Streams of this process that came before: their openings may come round after ours. */
  readonly #older: ReadonlySet<string>;
  #stops: (() => void)[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `older`: the stream of the device that this one takes the place of. */
  constructor(
    private readonly ctx: Ctx,
    private readonly timing: StreamTiming,
    older?: DeviceStream,
  ) {
    this.#device = deviceActor(ctx);
    this.#older = new Set(older ? [...older.#older, older.#id].slice(-MAX_OLDER) : []);
  }

  /** Aborted when the stream is to close. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Begins to send: greeting, what was missed, the scan that waits, then what happens. */
  async start(send: Send, lastEventId: string | null): Promise<() => void> {
    const { ctx, timing } = this;
    const { deviceId } = this.#device;
    this.#send = send;
    this.#tell("connected", { deviceId, scanStreamVersion: 1 });
    this.#stops.push(ctx.events.subscribe((event) => this.#hear(event)));
    const seen = setInterval(() => this.#enqueue(() => this.#markSeen()), timing.seenMs);
    this.#stops.push(() => clearInterval(seen));
    await ctx.events.publish(ctx.db, "device.session.replaced", { deviceId, streamId: this.#id });
    const missed = lastEventId === null ? null : ctx.events.since(Number(lastEventId));
    for (const event of missed ?? []) this.#hearState(event);
    this.#enqueue(() => this.#tellArmed());
    return () => this.stop();
  }

  /** Sends the reason and closes. */
  end(reason: "device.session.replaced" | "device.token.revoked"): void {
    this.#tell(reason, {});
    this.#over.abort();
  }

  /** Hears nothing more; calling it again does nothing. */
  stop(): void {
    this.#over.abort();
    clearTimeout(this.#idle);
    for (const stop of this.#stops.splice(0)) stop();
  }

  #hear(event: BusEvent): void {
    const { deviceId } = this.#device;
    if (event.type === "device.session.replaced" && event.data.deviceId === deviceId) {
      const { streamId } = event.data;
      if (streamId === this.#id) this.#isSeated = true;
      else if (this.#isSeated && !this.#older.has(streamId)) this.end("device.session.replaced");
    } else if (event.type === "device.changed" && event.data.deviceId === deviceId) {
      if (event.data.what === "token.revoked") return this.end("device.token.revoked");
      this.#hearState(event);
    } else this.#hearState(event);
  }

  #hearState(event: BusEvent): void {
    const { deviceId, userId } = this.#device;
    const { id } = event;
    if (event.type === "flags.changed") {
      const isOurs = event.data.userId === null || event.data.userId === userId;
      if (isOurs) this.#enqueue(() => this.#tell("device.feature-flags.changed", {}, id));
      return;
    }
    if (!("deviceId" in event.data) || event.data.deviceId !== deviceId) return;
    if (event.type === "device.changed") {
      const name = CHANGES[event.data.what];
      if (name) this.#enqueue(() => this.#tell(name, {}, id));
    } else if (event.type === "device.scan.requested") {
      this.#enqueue(() => this.#tellArmed(id));
    } else if (event.type === "device.scan.cancelled") {
      const { pairingCode, source } = event.data;
      const body = { deviceId, pairingCode, cancelledAt: event.atMs, source };
      this.#enqueue(() => this.#tell("scan.cancelled", body, id));
    }
  }

  async #tellArmed(id?: number): Promise<void> {
    const scan = await armedScan(this.ctx, this.#device.deviceId);
    if (!scan || this.#told.has(scan.pairingCode)) return;
    this.#told.add(scan.pairingCode);
    this.#tell("scan.requested", requestMessage(scan), id);
  }

  async #markSeen(): Promise<void> {
    if (!await markSeen(this.ctx)) this.end("device.token.revoked");
  }

  #tell(event: string, data: unknown, id?: number): void {
    if (!this.#send({ id, event, data })) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#over.abort(), this.timing.idleMs);
  }

  #enqueue(work: () => void | Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (!this.#over.signal.aborted) await work();
    }).catch((error: unknown) => {
      // The app loads its state anew when the stream comes back.
      this.ctx.log.warning("A device's stream lost a message.", { error: messageOf(error) });
      this.#over.abort();
    });
  }
}

function requestMessage(scan: ScanRequest) {
  const { deviceId, pairingCode, purpose, expiresAt, requestedByUserId, hintLabel } = scan;
  return {
    deviceId,
    pairingCode,
    purpose,
    expiresAtIso: expiresAt.toISOString(),
    expiresAtEpochMs: expiresAt.getTime(),
    requestedByUserId,
    hintLabel,
  };
}
