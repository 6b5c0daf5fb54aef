import { and, eq, gt } from "drizzle-orm";
import { verifications } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { requireCapability } from "../capabilities.ts";
import { type ScanAnswer, scanAnswer } from "./scan_answer.ts";
import { PAIRING_CODE, scanIdentifier } from "./scan_request.ts";

/** How long after a pairing's end its result can be read (ms). */
const READABLE_MS = 5 * 60_000;

/**
 * What came of a scan of this device, for an app whose own answer was lost.
 * @throws AppError `not_found`, with code `scan_pending` while the scan still waits for its card
 */
export async function readScanResult(
  ctx: Ctx,
  { pairingCode }: { pairingCode: string },
): Promise<ScanAnswer> {
  const { deviceId } = await requireCapability(ctx, "scanner");
  if (!PAIRING_CODE.test(pairingCode)) throw notFound("There is no such scan.");
  const nowMs = ctx.clock.nowMs();
  const [row] = await ctx.db.select().from(verifications).where(and(
    eq(verifications.identifier, scanIdentifier(deviceId, pairingCode)),
    gt(verifications.expiresAt, new Date(nowMs - READABLE_MS)),
  ));
  if (row?.status === "armed" && row.expiresAt.getTime() > nowMs) {
    throw notFound("No card was read yet.", { code: "scan_pending" });
  }
  if (!row?.matchedIdTag) throw notFound("There is no such scan.");
  return await scanAnswer(ctx, { idTag: row.matchedIdTag, pairingCode, resolvedAt: row.updatedAt });
}
