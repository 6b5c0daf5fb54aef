import { z } from "zod";
import { Decimal } from "decimal.js";

/** Money into or out of a wallet. */
export interface LagoWalletTransaction {
  lagoId: string;
  /** `inbound` fills the wallet, `outbound` takes from it. */
  direction: "inbound" | "outbound";
  /** purchased, granted, voided, invoiced, or what a newer Lago says. */
  kind: string | null;
  /** pending, settled, failed. */
  status: string;
  /** Currency units as Lago writes them, decimal string; never negative. */
  amount: string;
  at: Date | null;
}

const date = z.string().nullish().catch(null).transform((text) => {
  const at = text ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
});
const decimal = z.union([z.string(), z.number()]).transform(String)
  .refine((text) => /^-?\d{1,20}(\.\d{1,30})?$/.test(text), "not a decimal number");

export const walletTransactionSchema: z.ZodType<LagoWalletTransaction> = z.object({
  lago_id: z.string(),
  transaction_type: z.enum(["inbound", "outbound"]),
  transaction_status: z.string().nullish().catch(null),
  status: z.string(),
  amount: decimal,
  settled_at: date,
  created_at: date,
}).transform((row) => ({
  lagoId: row.lago_id,
  direction: row.transaction_type,
  kind: row.transaction_status ?? null,
  status: row.status,
  amount: row.amount.replace(/^-/, ""),
  at: row.settled_at ?? row.created_at,
}));

/** What a wallet's own record tells beside the columns of our copy. */
export interface WalletDetails {
  consumedCents: number | null;
  /** Credits left, decimal string. */
  credits: string | null;
  lastConsumedAt: Date | null;
  expiresAt: Date | null;
}

const details = z.object({
  consumed_amount_cents: z.coerce.number().int().nullish().catch(null),
  consumed_credits: decimal.nullish().catch(null),
  rate_amount: decimal.nullish().catch(null),
  credits_balance: decimal.nullish().catch(null),
  last_consumed_credit_at: date,
  expiration_at: date,
});

/** Reads `lago_wallets.raw`; what is not there is null. */
export function walletDetails(raw: unknown): WalletDetails {
  const row = details.safeParse(raw).data;
  const { consumed_credits: credits, rate_amount: rate } = row ?? {};
  const worth = credits && rate ? new Decimal(credits).times(rate).times(100).round() : null;
  return {
    consumedCents: row?.consumed_amount_cents ?? worth?.toNumber() ?? null,
    credits: row?.credits_balance ?? null,
    lastConsumedAt: row?.last_consumed_credit_at ?? null,
    expiresAt: row?.expiration_at ?? null,
  };
}
