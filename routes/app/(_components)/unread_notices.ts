import type { State } from "@/define.ts";
import { myUnread } from "@/lib/notifications/mod.ts";

const counts = new WeakMap<object, number | null>();

/** Looks up how many notices this driver has not read, for the bell in the frame; a failure hides the number. */
export async function noteUnread(state: State): Promise<void> {
  const { userId } = state.session!;
  const unread = await myUnread(state.ctx, { userId }).catch(() => null);
  counts.set(state, unread);
}

/** What `noteUnread` found for this request. */
export const unreadOf = (state: State): number | null => counts.get(state) ?? null;
