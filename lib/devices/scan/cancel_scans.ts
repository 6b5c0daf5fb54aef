import { and, eq, gt } from "drizzle-orm";
import { verifications } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { pairingCodeOf, scanIdentifier, scansOf } from "./scan_request.ts";

/** What the audit trail keeps of a pairing code. */
export const codeHash = (pairingCode: string) => sha256Hex(pairingCode).slice(0, 16);

/**
 * Ends scans that wait, one or all of a device; tells the device and who waits. Call it in a transaction.
 * @returns the codes that ended
 */
export async function cancelScans(
  ctx: Ctx,
  input: { deviceId: string; pairingCode?: string; source: "admin" | "device" },
): Promise<string[]> {
  const { deviceId, pairingCode, source } = input;
  const now = ctx.clock.now();
  const which = pairingCode === undefined ? scansOf(deviceId, now) : and(
    eq(verifications.identifier, scanIdentifier(deviceId, pairingCode)),
    gt(verifications.expiresAt, now),
  );
  const rows = await ctx.db.update(verifications).set({ status: "released", updatedAt: now })
    .where(and(which, eq(verifications.status, "armed")))
    .returning({ identifier: verifications.identifier });
  const codes = rows.map((row) => pairingCodeOf(row.identifier));
  for (const code of codes) {
    await recordAudit(ctx, {
      event: "device.scan.released",
      subject: `device:${deviceId}`,
      metadata: { source, pairingCodeHash: codeHash(code) },
    });
    await ctx.events.publish(ctx.db, "device.scan.cancelled", {
      deviceId,
      pairingCode: code,
      source,
    });
  }
  return codes;
}
