import type { State } from "@/define.ts";

const positions = new WeakMap<State, number>();

/** Notes where the live feed stands before the page loads anything: its stream goes on from there. */
export function noteStreamPosition(state: State, position: number): void {
  positions.set(state, position);
}

export const streamPosition = (state: State) => positions.get(state) ?? 0;
