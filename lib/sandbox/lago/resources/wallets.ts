import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Wallet } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems } from "../http/listing.ts";
import { invalid } from "../http/errors.ts";
import { topUp } from "../billing/wallet_top_up.ts";
import { readDecimal } from "../pricing/exact.ts";

const decimal = z.union([z.string(), z.number()])
  .refine((value) => readDecimal(value) !== undefined).transform(String);
const walletSchema = z.object({
  external_customer_id: z.string().min(1),
  rate_amount: decimal,
  currency: z.string().length(3),
  name: z.string().nullish(),
  code: z.string().nullish(),
  priority: z.int().min(1).max(50).default(50),
  paid_credits: decimal.nullish(),
  granted_credits: decimal.nullish(),
  expiration_at: z.string().nullish(),
});
const updateSchema = walletSchema.pick({ name: true, expiration_at: true }).extend({
  priority: z.int().min(1).max(50).optional(),
});
const topUpSchema = z.object({
  wallet_id: z.string(),
  paid_credits: decimal.nullish(),
  granted_credits: decimal.nullish(),
  voided_credits: decimal.nullish(),
  name: z.string().nullish(),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});

function createWallet(lago: Lago, input: z.infer<typeof walletSchema>): Wallet {
  const customer = lago.byKey("customer", input.external_customer_id);
  if (customer.currency && customer.currency !== input.currency) {
    throw invalid({ currency: ["currencies_does_not_match"] });
  }
  if (!(Number(input.rate_amount) > 0)) throw invalid({ rate_amount: ["value_is_out_of_range"] });
  const wallet: Wallet = {
    lago_id: lago.id(),
    lago_customer_id: customer.lago_id,
    external_customer_id: customer.external_id,
    status: "active",
    name: input.name ?? null,
    code: input.code ?? null,
    priority: input.priority,
    currency: input.currency,
    rate_amount: input.rate_amount,
    credits_balance: "0.0",
    balance_cents: 0,
    ongoing_balance_cents: 0,
    ongoing_usage_balance_cents: 0,
    credits_ongoing_balance: "0.0",
    credits_ongoing_usage_balance: "0.0",
    consumed_credits: "0.0",
    consumed_amount_cents: 0,
    last_balance_sync_at: null,
    last_consumed_credit_at: null,
    expiration_at: input.expiration_at ?? null,
    terminated_at: null,
    created_at: lago.stamp(),
  };
  lago.docs.add("wallet", wallet, { parent: customer.external_id });
  topUp(lago, wallet, input);
  return lago.byId("wallet", wallet.lago_id);
}

function terminate(lago: Lago, wallet: Wallet): Wallet {
  const ended = { ...wallet, status: "terminated", terminated_at: lago.stamp() };
  return lago.docs.update("wallet", ended);
}

/** `/wallets` and `/wallet_transactions`. */
export function walletRoutes(lago: Lago): Route[] {
  const find = (id: string) => lago.byId("wallet", id);
  const ofCustomer = (id: string) => {
    lago.byKey("customer", id);
    return lago.docs.byParent("wallet", id);
  };
  return [
    ["POST", "/wallets", ({ body }) => ({
      wallet: createWallet(lago, unwrap(body, "wallet", walletSchema)),
    })],
    [
      "GET",
      "/wallets",
      ({ query }) =>
        listItems(lago, "wallets", query, ofCustomer(query.get("external_customer_id") ?? "")),
    ],
    [
      "GET",
      "/customers/{id}/wallets",
      ({ path, query }) => listItems(lago, "wallets", query, ofCustomer(path.id)),
    ],
    ["GET", "/wallets/{id}", ({ path }) => ({ wallet: find(path.id) })],
    ["PUT", "/wallets/{id}", ({ path, body }) => {
      const given = Object.entries(unwrap(body, "wallet", updateSchema));
      const fields = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      return { wallet: lago.docs.update("wallet", { ...find(path.id), ...fields }) };
    }],
    ["DELETE", "/wallets/{id}", ({ path }) => ({ wallet: terminate(lago, find(path.id)) })],
    // Each call is a top-up of its own: the same one twice pays twice, as in Lago.
    ["POST", "/wallet_transactions", ({ body }) => {
      const input = unwrap(body, "wallet_transaction", topUpSchema);
      const wallet = find(input.wallet_id);
      if (wallet.status !== "active") throw invalid({ wallet_id: ["wallet_is_terminated"] });
      return { wallet_transactions: topUp(lago, wallet, input) };
    }],
    ["GET", "/wallets/{id}/wallet_transactions", ({ path, query }) => {
      const status = query.get("status");
      const type = query.get("transaction_type");
      const movements = lago.docs.byParent("wallet_transaction", find(path.id).lago_id)
        .filter((one) =>
          (status === null || one.status === status) &&
          (type === null || one.transaction_type === type)
        );
      return listItems(lago, "wallet_transactions", query, movements);
    }],
    ["GET", "/wallet_transactions/{id}", ({ path }) => ({
      wallet_transaction: lago.byId("wallet_transaction", path.id),
    })],
  ];
}
