import type { Ctx } from "@/lib/platform/context.ts";
import { type Send, StreamSlots, type Unsubscribe } from "@/lib/platform/sse.ts";
import { type PairingName, readerOf } from "./pairing.ts";
import { scanState } from "./scan_state.ts";

/** Open streams: three per network address (spec 3.4), and not all of the process's. */
export const scanSlots = new StreamSlots({ perKey: 3, total: 1_000 });
/** The row is looked at again this often (ms): a word that got lost between processes delays, not more. */
const LOOK_EVERY_MS = 3_000;

/**
 * Sends `scan.intercepted` once the card was tapped, also when that was before the stream opened, or
 * `cancelled` when the pairing is over. One of the two is the last message.
 */
export async function streamScan(
  ctx: Ctx,
  name: PairingName,
  send: Send,
  lastEventId: string | null,
): Promise<Unsubscribe> {
  const { pairableType, pairableId } = readerOf(name);
  let isOver = false;
  let isLooking = false;
  const stop = () => {
    isOver = true;
    clearInterval(timer);
    unsubscribe();
  };
  const tell = (event: string, id: string, data: unknown) => {
    stop();
    // Who comes back with the id of the last word has heard it.
    if (lastEventId !== id) send({ id, event, data });
  };
  const look = async () => {
    if (isOver || isLooking) return;
    isLooking = true;
    try {
      const state = await scanState(ctx, name);
      if (isOver || state.status === "waiting") return;
      if (state.status === "tapped") tell("scan.intercepted", String(state.tap.t), state.tap);
      else tell("cancelled", "over", { pairingCode: name.pairingCode });
    } finally {
      isLooking = false;
    }
  };
  const lookAgain = () =>
    void look().catch((error) => ctx.log.warning("A pairing could not be read.", { error }));
  const unsubscribe = ctx.events.subscribe((event) => {
    if (
      event.type === "scan.intercepted" && event.data.pairingCode === name.pairingCode &&
      event.data.pairableType === pairableType && event.data.pairableId === pairableId
    ) lookAgain();
  });
  const timer = setInterval(lookAgain, LOOK_EVERY_MS);
  try {
    await look();
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
