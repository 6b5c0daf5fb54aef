/** A row that could not be taken; the rest of its page was. */
export interface LagoRefusedRow {
  id: string | null;
  reason: string;
  raw: unknown;
}

export interface Page<T> {
  rows: T[];
  refused: LagoRefusedRow[];
}

/** What Lago sent, in a form that `jsonb` takes. */
type Raw = { raw: Record<string, unknown> };

export interface LagoCustomer extends Raw {
  lagoId: string;
  /** Our id of the customer. */
  externalId: string;
  name: string | null;
  email: string | null;
  currency: string | null;
  updatedAt: Date | null;
}

export interface LagoPlan extends Raw {
  lagoId: string;
  code: string;
  name: string;
  interval: string;
  amountCents: number;
  currency: string;
}

export interface LagoSubscription extends Raw {
  lagoId: string;
  externalId: string;
  externalCustomerId: string;
  planCode: string;
  name: string | null;
  /** pending, active, incomplete, canceled, terminated, or what a newer Lago says. */
  status: string;
  startedAt: Date | null;
  endingAt: Date | null;
  terminatedAt: Date | null;
  periodStartedAt: Date | null;
  periodEndingAt: Date | null;
}

export interface LagoBillableMetric extends Raw {
  lagoId: string;
  code: string;
  name: string;
  /** sum_agg, count_agg, … */
  aggregationType: string;
  fieldName: string | null;
}

export interface LagoFee {
  lagoId: string | null;
  itemType: string | null;
  itemCode: string | null;
  itemName: string | null;
  /** Decimal string. */
  units: string | null;
  amountCents: number;
  taxesAmountCents: number;
  /** Decimal string in currency units. */
  preciseUnitAmount: string | null;
  eventsCount: number | null;
}

export interface LagoInvoice extends Raw {
  lagoId: string;
  externalCustomerId: string;
  number: string | null;
  /** draft, finalized, voided, failed, pending, deleted, or what a newer Lago says. */
  status: string;
  paymentStatus: string | null;
  paymentOverdue: boolean;
  invoiceType: string | null;
  currency: string;
  feesAmountCents: number;
  taxesAmountCents: number;
  totalAmountCents: number;
  /** Calendar dates, YYYY-MM-DD. */
  issuingDate: string | null;
  paymentDueDate: string | null;
  /** Null until the PDF is made. */
  fileUrl: string | null;
  updatedAt: Date | null;
  /** Empty in lists. */
  fees: LagoFee[];
}

export interface LagoWallet extends Raw {
  lagoId: string;
  externalCustomerId: string;
  name: string | null;
  status: string;
  currency: string;
  balanceCents: number;
  /** With unbilled usage taken off; minutes behind. */
  ongoingBalanceCents: number | null;
}

export interface LagoUsageCharge {
  metricCode: string | null;
  metricName: string | null;
  chargeModel: string | null;
  /** Decimal string. */
  units: string;
  amountCents: number;
  eventsCount: number | null;
}

/** Usage of the running period, not yet invoiced. */
export interface LagoCurrentUsage {
  fromAt: Date | null;
  toAt: Date | null;
  currency: string;
  amountCents: number;
  taxesAmountCents: number;
  totalAmountCents: number;
  charges: LagoUsageCharge[];
}

export interface LagoEstimatedFee {
  itemCode: string | null;
  amountCents: number;
  units: string | null;
  currency: string | null;
}

/** A usage event as stored by Lago. */
export interface LagoStoredEvent {
  lagoId: string | null;
  transactionId: string;
  externalSubscriptionId: string;
  code: string;
  at: Date | null;
  properties: Record<string, unknown>;
}

/** A usage event to send. */
export interface LagoUsageEvent {
  transactionId: string;
  externalSubscriptionId: string;
  code: string;
  /** Fixed by us, so that a repeat is the same event for either of Lago's stores. */
  timestampMs: number;
  /** Numbers as decimal strings. */
  properties: Record<string, string>;
}

/** What became of events; ids in none of the lists are to be sent again. */
export interface SendReceipt {
  accepted: string[];
  /** There already from an earlier attempt: delivered. */
  duplicates: string[];
  refused: { transactionId: string; code: string }[];
}
