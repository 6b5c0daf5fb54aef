export interface UsageKey {
  /** STEVE_INSTANCE: SteVe's transaction ids start at 1 in every installation. */
  instance: string;
  transactionId: number;
  /** Register value in Wh that the event reaches. */
  meterToWh: number;
}

/** Lago `transaction_id` of a usage event (ruling 17): the same step always has the same id. */
export const usageId = (key: UsageKey) => `${key.instance}:${key.transactionId}:${key.meterToWh}`;

/** Id of the closing event of a session without further energy; kept here, never sent. */
export const finalZeroId = (key: UsageKey) => `${usageId(key)}:final`;

/** Id of the n-th correction of a transaction: never a second use of an earlier id. */
export const adjustmentId = (key: UsageKey & { n: number }) => `${usageId(key)}:adj:${key.n}`;
