import { and, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { verifications } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export const SCAN_PURPOSES = ["admin-link", "customer-link", "login", "view-card"] as const;
export type ScanPurpose = (typeof SCAN_PURPOSES)[number];

/** What a pairing's row keeps of its request. */
export const scanValueSchema = z.object({
  purpose: z.enum(SCAN_PURPOSES),
  hintLabel: z.string().nullable(),
  requestedByUserId: z.string().nullable(),
});

/** A scan that waits for its card. */
export interface ScanRequest extends z.output<typeof scanValueSchema> {
  deviceId: string;
  pairingCode: string;
  expiresAt: Date;
}

const prefixOf = (deviceId: string) => `device-scan:${deviceId}:`;

/** Name of a pairing's row; a code that is none cannot name another row. */
export const scanIdentifier = (deviceId: string, pairingCode: string) =>
  prefixOf(deviceId) + pairingCode;

/** The shape of a pairing code as it is shown: upper-case letters and digits. */
export const PAIRING_CODE = /^[0-9A-Z]{4,12}$/;

/** Rows of a device's pairings; the time bound keeps the search to the few that are recent. */
export const scansOf = (deviceId: string, expiresAfter: Date) =>
  and(
    gt(verifications.expiresAt, expiresAfter),
    sql`starts_with(${verifications.identifier}, ${prefixOf(deviceId)})`,
  );

export const pairingCodeOf = (identifier: string) =>
  identifier.slice(identifier.lastIndexOf(":") + 1);

/** The scan a device is to make now; null when none waits. */
export async function armedScan(ctx: Ctx, deviceId: string): Promise<ScanRequest | null> {
  const [row] = await ctx.db.select().from(verifications)
    .where(and(scansOf(deviceId, ctx.clock.now()), eq(verifications.status, "armed")))
    .orderBy(desc(verifications.createdAt)).limit(1);
  if (!row) return null;
  const value = scanValueSchema.parse(JSON.parse(row.value)); // Only armScan writes these rows.
  return {
    ...value,
    deviceId,
    pairingCode: pairingCodeOf(row.identifier),
    expiresAt: row.expiresAt,
  };
}
