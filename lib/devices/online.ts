import { DEVICE_ONLINE_MS } from "@/lib/platform/liveness.ts";

/** Whether a device that was last heard at `lastSeenAt` is online. */
export const isDeviceOnline = (lastSeenAt: Date | null, nowMs: number): boolean =>
  lastSeenAt !== null && nowMs - lastSeenAt.getTime() < DEVICE_ONLINE_MS;
