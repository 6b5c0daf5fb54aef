import type { StartTick } from "@/lib/live/mod.ts";

/** A start and when the page heard of it, ms. */
export interface HeardStart {
  start: StartTick;
  heardAtMs: number;
}

/**
 * The starts of a page with one that was just told in front. Where the same card was to charge at the same
 * place before, it was asked for again: the later wish stands for both.
 */
export function joinStart(
  known: readonly HeardStart[],
  start: StartTick,
  heardAtMs: number,
): readonly HeardStart[] {
  if (known.some((each) => each.start.operation.id === start.operation.id)) return known;
  const others = known.filter((each) => !isSameWish(each.start, start));
  return [{ start, heardAtMs }, ...others];
}

const isSameWish = ({ operation: one }: StartTick, { operation: other }: StartTick) =>
  one.chargeBoxId === other.chargeBoxId && one.connectorId === other.connectorId &&
  one.cardId === other.cardId;
