import { type OpenStart, type OperationProgress, startMessage } from "@/lib/charging/mod.ts";

/** A start that waits for its car, as pages follow it. */
export interface StartTick {
  operation: Pick<
    OperationProgress,
    "id" | "state" | "message" | "chargeBoxId" | "connectorId" | "cardId" | "transactionId"
  >;
  chargerName: string;
  /** Until when the station keeps it for the car, ISO 8601. */
  keptUntil: string;
}

export function startTick(start: OpenStart): StartTick {
  const { id, state, chargeBoxId, connectorId, cardId } = start;
  return {
    operation: {
      id,
      state,
      message: startMessage(state),
      chargeBoxId,
      connectorId,
      cardId,
      transactionId: null,
    },
    chargerName: start.chargerName,
    keptUntil: start.keptUntil.toISOString(),
  };
}
