import { eq } from "drizzle-orm";
import { verifications } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { deviceActor } from "../capabilities.ts";
import { cancelScans } from "./cancel_scans.ts";
import { PAIRING_CODE, scanIdentifier } from "./scan_request.ts";

/**
 * The person at the device does not want to scan. Repeating it, or cancelling what has ended otherwise,
 * answers with how the scan stands. Throws `not_found` for a pairing this device never had.
 */
export async function cancelDeviceScan(
  ctx: Ctx,
  { pairingCode }: { pairingCode: string },
): Promise<{ status: "released" | "consumed" | "expired" }> {
  const { deviceId } = deviceActor(ctx);
  if (!PAIRING_CODE.test(pairingCode)) throw notFound("There is no such scan.");
  return await inTransaction(ctx, async (tx) => {
    await cancelScans(tx, { deviceId, pairingCode, source: "device" });
    const [row] = await tx.db.select({ status: verifications.status }).from(verifications)
      .where(eq(verifications.identifier, scanIdentifier(deviceId, pairingCode)));
    if (!row) throw notFound("There is no such scan.");
    return { status: row.status === "armed" ? "expired" : row.status };
  });
}
