import { z } from "zod";
import type { Diagnostics } from "./schemas.ts";

/** What of `devices.last_status` the state is made from; a device that never synchronised has none. */
const statusSchema = z.looseObject({
  syncedAt: z.string().nullable().catch(null),
  reconnectCount: z.number().catch(0),
  pendingUploads: z.number().catch(0),
  pushPermission: z.string().nullable().catch(null),
});
export type StoredStatus = z.output<typeof statusSchema>;

export const readStatus = (stored: Record<string, unknown> | null): StoredStatus =>
  statusSchema.parse(stored ?? {});

/** The person lets the app notify, in one of the ways Apple knows. */
export const wantsPush = (permission: string | null): boolean =>
  ["authorized", "provisional", "ephemeral"].includes(permission ?? "");

/** A customer's own phone does not tell us of its battery, heat and disk (spec 4.6). */
const NOT_OF_CUSTOMERS: readonly (keyof Diagnostics)[] = [
  "batteryLevel",
  "batteryState",
  "lowPowerMode",
  "thermalState",
  "diskFreeBytes",
];

/** Diagnostics as they are stored: without what is nobody's business, with the time they came. */
export function statusToStore(
  diagnostics: Diagnostics,
  options: { isCustomerOwned: boolean; now: Date },
): Record<string, unknown> {
  const dropped = new Set<string>(options.isCustomerOwned ? NOT_OF_CUSTOMERS : []);
  const kept = Object.entries(diagnostics).filter(([key]) => !dropped.has(key));
  return { ...Object.fromEntries(kept), syncedAt: options.now.toISOString() };
}
