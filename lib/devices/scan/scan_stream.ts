import type { Ctx } from "@/lib/platform/context.ts";
import { clientNetwork } from "@/lib/platform/client_network.ts";
import { limit } from "@/lib/platform/errors.ts";
import { eventStream, StreamSlots } from "@/lib/platform/sse.ts";
import { deviceActor } from "../capabilities.ts";
import { DeviceStream, type StreamTiming } from "./device_stream.ts";

export interface ScanStreamInput {
  /** Of the caller; three streams at most come from one. */
  clientIp: string;
  lastEventId: string | null;
  /** The process begins to stop. */
  stopping: AbortSignal;
  /** Defaults are those of spec 4.6; tests shorten them. */
  timing?: Partial<StreamTiming>;
}

const TIMING: StreamTiming = { keepAliveMs: 15_000, seenMs: 60_000, idleMs: 90_000 };
const slots = new StreamSlots({ perKey: 3, total: 5_000 });
/** The open stream of each device in this process. */
const open = new Map<string, DeviceStream>();

/**
 * What a device follows (spec 4.6 row 8): scan requests and their end, changes of its state. A device has
 * one stream: a new one ends the older, on whichever replica that is. Throws `limit` for a fourth stream
 * from one address.
 */
export function scanStream(ctx: Ctx, input: ScanStreamInput): Response {
  const { deviceId } = deviceActor(ctx);
  const timing = { ...TIMING, ...input.timing };
  // Before the slots are counted: whoever comes back after a cut must not stand in its own way.
  const older = open.get(deviceId);
  older?.end("device.session.replaced");
  const release = slots.take(clientNetwork(input.clientIp));
  if (!release) {
    throw limit("Too many open streams from this address.", {
      code: "rate_limited",
      retryAfterSec: 5,
    });
  }
  const stream = new DeviceStream(ctx, timing, older);
  open.set(deviceId, stream);
  return eventStream({
    signal: AbortSignal.any([input.stopping, stream.over]),
    lastEventId: input.lastEventId,
    keepAliveMs: timing.keepAliveMs,
    subscribe: (send, lastEventId) => stream.start(send, lastEventId),
    onClose: () => {
      stream.stop();
      if (open.get(deviceId) === stream) open.delete(deviceId);
      release();
    },
  });
}
