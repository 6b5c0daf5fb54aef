import { and, eq, gt } from "drizzle-orm";
import { verifications } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { loadDeviceSecret } from "@/lib/auth/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { invalid, limit, unauthorized } from "@/lib/platform/errors.ts";
import { requireCapability } from "../capabilities.ts";
import { codeHash } from "./cancel_scans.ts";
import { type ScanAnswer, scanAnswer } from "./scan_answer.ts";
import { PAIRING_CODE, scanIdentifier } from "./scan_request.ts";
import { isFresh, isSignedBy } from "./scan_signature.ts";

export interface TakeScanResultInput {
  /** Hex, any case. */
  idTag: string;
  pairingCode: string;
  /** Unix seconds. */
  ts: number;
  nonce: string;
  /** Told of a signature that does not fit, so that a stolen token is noticed. */
  onBadSignature?: (device: { deviceId: string; tokenId: string }) => Promise<void>;
}

const ID_TAG = /^[0-9A-F]{4,20}$/;
const NONCE = /^[0-9a-f]{64}$/;

/**
 * A device reports the card it read. The armed scan is claimed by one statement, so of two results one
 * wins; who waits is told by `scan.intercepted`.
 * @throws AppError `invalid` (`invalid_body`, `clock_skew`); `unauthorized` (`invalid_nonce`);
 * `forbidden` without the capability; `limit` (`rate_limited`) for a scan that is over or never was
 */
export async function takeScanResult(ctx: Ctx, input: TakeScanResultInput): Promise<ScanAnswer> {
  const { deviceId, tokenId } = await requireCapability(ctx, "scanner");
  const { pairingCode, ts, nonce } = input;
  const idTag = input.idTag.toUpperCase();
  if (!ID_TAG.test(idTag) || !PAIRING_CODE.test(pairingCode) || !NONCE.test(nonce)) {
    throw invalid("The card id, the pairing code or the nonce has the wrong form.", {
      code: "invalid_body",
    });
  }
  if (!isFresh(ts, ctx.clock.nowMs())) {
    throw invalid("The clock of this device is wrong. Set it and scan again.", {
      code: "clock_skew",
    });
  }
  const secret = await loadDeviceSecret(ctx);
  if (!isSignedBy(secret, { idTag, pairingCode, deviceId, ts }, nonce)) {
    await input.onBadSignature?.({ deviceId, tokenId });
    throw unauthorized("The signature does not fit.", { code: "invalid_nonce" });
  }
  return await inTransaction(ctx, async (tx) => {
    const resolvedAt = tx.clock.now();
    await claim(tx, { deviceId, pairingCode, idTag, resolvedAt });
    await recordAudit(tx, {
      event: "device.scan.completed",
      subject: `device:${deviceId}`,
      metadata: { idTag, pairingCodeHash: codeHash(pairingCode) },
    });
    await tx.events.publish(tx.db, "scan.intercepted", {
      pairingCode,
      pairableType: "device",
      pairableId: deviceId,
    });
    await tx.events.publish(tx.db, "device.scan.completed", { deviceId, pairingCode });
    return await scanAnswer(tx, { idTag, pairingCode, resolvedAt });
  });
}

async function claim(
  ctx: Ctx,
  input: { deviceId: string; pairingCode: string; idTag: string; resolvedAt: Date },
): Promise<void> {
  const { deviceId, pairingCode, idTag, resolvedAt } = input;
  const [claimed] = await ctx.db.update(verifications)
    .set({ status: "consumed", matchedIdTag: idTag, updatedAt: resolvedAt })
    .where(and(
      eq(verifications.identifier, scanIdentifier(deviceId, pairingCode)),
      eq(verifications.status, "armed"),
      gt(verifications.expiresAt, resolvedAt),
    )).returning({ id: verifications.id });
  if (!claimed) {
    throw limit("This scan is over. Ask for a new one.", {
      code: "rate_limited",
      retryAfterSec: 1,
    });
  }
}
