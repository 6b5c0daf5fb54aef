import { desc, eq, sql } from "drizzle-orm";
import { Decimal } from "decimal.js";
import { lagoWallets } from "@/db/schema/mod.ts";
import {
  type LagoClient,
  type LagoWalletTransaction,
  type WalletDetails,
  walletDetails,
} from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { billingAccount } from "./account.ts";
import { within } from "./within.ts";

const PATIENCE_MS = 1_200;
const SHOWN = 5;

export interface WalletMovement {
  id: string;
  direction: "inbound" | "outbound";
  kind: string | null;
  status: string;
  cents: number;
  at: Date | null;
}

export interface WalletView extends WalletDetails {
  name: string | null;
  currency: string;
  isActive: boolean;
  balanceCents: number;
  /** With usage taken off that is not invoiced yet; minutes behind. */
  ongoingBalanceCents: number | null;
  /** The last five, newest first; null when Lago did not tell in time. */
  movements: WalletMovement[] | null;
  lastTopUp: WalletMovement | null;
}

/** The driver's prepaid wallet: balances from our copy, movements from Lago if it is quick. Null without one. */
export async function walletView(
  ctx: Ctx,
  input: { userId: string; lago: LagoClient | null; patienceMs?: number },
): Promise<WalletView | null> {
  const account = await billingAccount(ctx, input);
  if (!account) return null;
  const [row] = await ctx.db.select().from(lagoWallets)
    .where(eq(lagoWallets.externalCustomerId, account.externalCustomerId))
    .orderBy(desc(sql`${lagoWallets.status} = 'active'`), lagoWallets.lagoId).limit(1);
  if (!row) return null;
  const { lago } = input;
  const told = lago &&
    await within(
      input.patienceMs ?? PATIENCE_MS,
      Promise.all([
        lago.latestWalletTransactions(row.lagoId, { limit: SHOWN }),
        lago.latestWalletTransactions(row.lagoId, { limit: SHOWN, direction: "inbound" }),
      ]),
      (error) =>
        ctx.log.warning("A wallet's movements could not be read.", { error: messageOf(error) }),
    );
  const movement = (one: LagoWalletTransaction) => describe(one, row.currency);
  const topUp = told?.[1].find((one) => one.status === "settled");
  return {
    ...walletDetails(row.raw),
    name: row.name,
    currency: row.currency,
    isActive: row.status === "active",
    balanceCents: row.balanceCents,
    ongoingBalanceCents: row.ongoingBalanceCents,
    movements: told?.[0].map(movement) ?? null,
    lastTopUp: topUp ? movement(topUp) : null,
  };
}

function describe(one: LagoWalletTransaction, currency: string): WalletMovement {
  return {
    id: one.lagoId,
    direction: one.direction,
    kind: one.kind,
    status: one.status,
    cents: minorUnits(one.amount, currency),
    at: one.at,
  };
}

/** Decimal currency units as minor units: yen have none, dinars three digits. */
export function minorUnits(amount: string, currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return new Decimal(amount).times(new Decimal(10).pow(digits)).round().toNumber();
}
