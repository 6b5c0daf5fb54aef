import { KNOWN_SETTINGS, type PendingSetting, type SettingKey } from "./schemas.ts";

/** How far a device's clock may be ahead before its edits count as made now (ms). */
export const CLOCK_LEEWAY_MS = 5_000;

export interface SettingEdit {
  key: SettingKey;
  value: unknown;
  updatedAt: Date;
}

/**
 * A device's edits as they enter the merge: known keys only, the latest of each, times clamped to at most
 * now + 5 s so that a wrong clock cannot win for ever.
 */
export function editsOf(pending: readonly PendingSetting[], now: Date): SettingEdit[] {
  const ceiling = now.getTime() + CLOCK_LEEWAY_MS;
  const latest = new Map<SettingKey, SettingEdit>();
  for (const { key, value, updatedAt } of pending) {
    if (!isKnown(key)) continue;
    const at = new Date(Math.min(updatedAt.getTime(), ceiling));
    const known = latest.get(key);
    if (known && known.updatedAt > at) continue;
    latest.set(key, { key, value: KNOWN_SETTINGS[key].parse(value), updatedAt: at });
  }
  return [...latest.values()];
}

const isKnown = (key: string): key is SettingKey => Object.hasOwn(KNOWN_SETTINGS, key);
