import { z } from "zod";
import type { Connector, Session } from "./connector.ts";
import type { Link } from "./link.ts";
import type { OutboxMessage } from "./outbox.ts";
import type { Quirks } from "./quirks.ts";
import { meterValue } from "./samples.ts";

type Reading = ReturnType<typeof meterValue>;

const startAnswer = z.object({
  transactionId: z.number(),
  idTagInfo: z.object({ status: z.string(), parentIdTag: z.string().optional() }),
});

/** Puts the messages of sessions into the outbox, in the way that the quirks ask for. */
export class SessionReporter {
  readonly #swapped = new Map<number, OutboxMessage>();

  constructor(readonly link: Link, readonly quirks: Quirks, readonly stamp: () => string) {}

  /** Queues StartTransaction; `onAnswer` gets the status of the first answer. */
  started(
    connector: Connector,
    session: Session,
    reservationId: number | undefined,
    onAnswer: (status: string) => void,
  ): void {
    const params = {
      connectorId: connector.spec.id,
      idTag: session.idTag,
      meterStart: session.meterStartWh,
      timestamp: this.stamp(),
      ...(reservationId !== undefined && { reservationId }),
    };
    this.link.outbox.push({
      method: "StartTransaction",
      params: () => params,
      onResult: (result) => {
        const answer = startAnswer.parse(result);
        session.transactionId = answer.transactionId;
        session.parentIdTag = answer.idTagInfo.parentIdTag;
        onAnswer(answer.idTagInfo.status);
      },
    });
    if (this.quirks.duplicateStart) {
      this.link.outbox.push({ method: "StartTransaction", params: () => params });
    }
  }

  /** Queues a reading, with the session's transaction when there is one. */
  reading(connector: Connector, session: Session | null, reading: Reading): void {
    const message = {
      method: "MeterValues",
      params: () => {
        const transactionId = session && this.#idOf(session);
        // A session without an id was never accepted; its readings belong to nothing.
        if (session && transactionId === null) return null;
        return {
          connectorId: connector.spec.id,
          ...(transactionId !== null && { transactionId }),
          meterValue: [reading],
        };
      },
    };
    const { outbox } = this.link;
    const copies = this.quirks.duplicateReadings ? [message, message] : [message];
    if (!this.quirks.outOfOrderReadings) return copies.forEach((copy) => outbox.push(copy));
    const earlier = this.#swapped.get(connector.spec.id);
    if (earlier) {
      copies.forEach((copy) => outbox.push(copy));
      outbox.push(earlier);
      this.#swapped.delete(connector.spec.id);
    } else {
      this.#swapped.set(connector.spec.id, message);
    }
  }

  /** Queues StopTransaction, after a reading that was held back for a swap. */
  stopped(connector: Connector, session: Session, reason: string, idTag?: string): void {
    const { outbox } = this.link;
    const earlier = this.#swapped.get(connector.spec.id);
    if (earlier) outbox.push(earlier);
    this.#swapped.delete(connector.spec.id);
    if (this.quirks.noStop) return;
    const facts = {
      meterStop: Math.round(connector.registerWh),
      timestamp: this.stamp(),
      reason,
      ...(idTag !== undefined && { idTag }),
      ...(this.quirks.readingInStop && {
        transactionData: [meterValue(connector, "Transaction.End", this.stamp(), this.quirks)],
      }),
    };
    const message = {
      method: "StopTransaction",
      params: () => {
        const transactionId = this.#idOf(session);
        return transactionId === null ? null : { transactionId, ...facts };
      },
    };
    outbox.push(message);
    if (this.quirks.stopTwice) outbox.push(message);
  }

  #idOf(session: Session): number | null {
    return this.quirks.reportedTransactionId ?? session.transactionId;
  }
}
