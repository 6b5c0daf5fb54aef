import { useEffect, useState } from "preact/hooks";
import type { OperationProgress } from "@/lib/charging/mod.ts";

/** What a page needs of an operation that it follows. */
export type FollowedOperation = Pick<
  OperationProgress,
  "id" | "state" | "message" | "chargeBoxId" | "connectorId" | "cardId" | "transactionId"
>;

const EVERY_MS = 2_000;

export const isOpen = ({ state }: Pick<FollowedOperation, "state">) =>
  state === "pending" || state === "accepted";

/** Asks every two seconds what became of an operation until it is settled; calls `onSettled` once then. */
export function useOperation(
  first: FollowedOperation,
  onSettled: (now: FollowedOperation) => void,
) {
  const [operation, setOperation] = useState(first);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
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
        setOperation(now);
        setCut(false);
        if (!isOpen(now)) return onSettled(now);
      } catch {
        if (away.signal.aborted) return;
        setCut(true);
      }
      timer = setTimeout(ask, EVERY_MS);
    };
    if (isOpen(first)) timer = setTimeout(ask, EVERY_MS);
    return () => {
      away.abort();
      clearTimeout(timer);
    };
  }, []);
  return { operation, isCut };
}
