import type { Ctx } from "@/lib/platform/context.ts";
import {
  cardReference,
  loadPairing,
  nonceOf,
  type PairingName,
  readerOf,
  REPLAY_WINDOW_MS,
  type ScanState,
} from "./pairing.ts";

/** What became of a pairing until now; with the tap, what `scanLogin` asks for. */
export async function scanState(ctx: Ctx, name: PairingName): Promise<ScanState> {
  const row = await loadPairing(ctx, name);
  const nowMs = ctx.clock.nowMs();
  if (row?.status === "armed" && row.expiresAt.getTime() > nowMs) {
    return { status: "waiting", expiresAt: row.expiresAt };
  }
  if (row?.status !== "consumed" || !row.matchedIdTag) return { status: "over" };
  const t = row.updatedAt.getTime();
  if (nowMs - t >= REPLAY_WINDOW_MS) return { status: "over" };
  const idTag = cardReference(ctx, name, row.matchedIdTag);
  const { pairingCode } = name;
  return {
    status: "tapped",
    tap: { idTag, t, nonce: nonceOf(ctx, name, idTag, t), pairingCode, ...readerOf(name) },
  };
}
