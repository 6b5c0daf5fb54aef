/** A device that was heard within this time is online (ms; ruling 10). */
export const DEVICE_ONLINE_MS = 90_000;

/** Whether a device that was last heard at `lastSeenAt` is online. */
export const isDeviceOnline = (lastSeenAt: Date | null, nowMs: number): boolean =>
  lastSeenAt !== null && nowMs - lastSeenAt.getTime() < DEVICE_ONLINE_MS;
