import { useEffect, useState } from "preact/hooks";
import type { StartTick } from "@/lib/live/mod.ts";

/** What a page needs of an operation that it follows. */
export type FollowedOperation = StartTick["operation"];

const EVERY_MS = 2_000;

export const isOpen = ({ state }: Pick<FollowedOperation, "state">) =>
  state === "pending" || state === "accepted";

/**
 * Asks every two seconds what became of an operation until it is settled. `onCut` hears whether the
 * connection is cut. Returns how to stop.
 */
export function followOperation(
  first: FollowedOperation,
  { onNews, onCut }: {
    onNews: (now: FollowedOperation) => void;
    onCut?: (isCut: boolean) => void;
  },
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const away = new AbortController();
  const ask = async () => {
    try {
      const response = await fetch(`/api/customer/operations/${first.id}`, {
        signal: away.signal,
      });
      // Signed out or too many pages: the reload says which.
      if (response.status === 401 || response.status === 404) return location.reload();
      if (!response.ok) throw new Error(`status ${response.status}`);
      const now: FollowedOperation = await response.json();
      onCut?.(false);
      onNews(now);
      if (!isOpen(now)) return;
    } catch {
      if (away.signal.aborted) return;
      onCut?.(true);
    }
    timer = setTimeout(ask, EVERY_MS);
  };
  if (isOpen(first)) timer = setTimeout(ask, EVERY_MS);
  return () => {
    away.abort();
    clearTimeout(timer);
  };
}

/** An operation as it goes on; `onSettled` is called once it is over. */
export function useOperation(
  first: FollowedOperation,
  onSettled?: (now: FollowedOperation) => void,
) {
  const [operation, setOperation] = useState(first);
  const [isCut, setCut] = useState(false);
  useEffect(() =>
    followOperation(first, {
      onNews: (now) => {
        setOperation(now);
        if (!isOpen(now)) onSettled?.(now);
      },
      onCut: setCut,
    }), []);
  return { operation, isCut };
}
