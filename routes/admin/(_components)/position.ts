import type { State } from "@/define.ts";
import { adminFeed } from "@/lib/live/mod.ts";

const positions = new WeakMap<State, number>();

/** Notes where the live feed stands, before the page loads anything: its stream goes on from there. */
export function notePosition(state: State): void {
  positions.set(state, adminFeed(state.services).position);
}

export const positionOf = (state: State) => positions.get(state) ?? 0;
