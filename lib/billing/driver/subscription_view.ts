import { eq } from "drizzle-orm";
import { lagoPlans } from "@/db/schema/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { billingAccount, driverSubscription, type SubscriptionRow } from "./account.ts";
import { baseFeeDue, estimateOurselves } from "./estimate_bill.ts";
import { keepTerms, type KeptTerms, readKeptTerms } from "./kept_terms.ts";
import { within } from "./within.ts";

const PATIENCE_MS = 1_500;
/** Privileges of the feature `ev` in Lago (spec 5.6). */
const MAX_AMPS = "ev.max_amps";
const RAMPED = "ev.ramped_charge";

export interface BillEstimate {
  cents: number;
  currency: string;
  /** `lago`: as of now. `kept`: what Lago said last. `ours`: worked out from the plan's prices. */
  source: "lago" | "kept" | "ours";
  at: Date;
}

export interface SubscriptionView {
  externalId: string;
  planName: string;
  status: string;
  startedAt: Date | null;
  periodStartedAt: Date | null;
  periodEndingAt: Date | null;
  endingAt: Date | null;
  /** Null when the plan is not known here. */
  baseFee: { cents: number; currency: string; interval: string } | null;
  estimate: BillEstimate | null;
  /** Null when nothing limits it, or nobody tells. */
  maxAmps: number | null;
  isRamped: boolean | null;
}

/**
 * What a driver is subscribed to. All but the estimate and the entitlements comes from our tables; Lago
 * is asked for those two briefly, else the last it said counts. Null without a subscription.
 */
export async function subscriptionView(
  ctx: Ctx,
  input: { userId: string; lago: LagoClient | null; patienceMs?: number },
): Promise<SubscriptionView | null> {
  const account = await billingAccount(ctx, input);
  const row = account && await driverSubscription(ctx, { userId: input.userId, account });
  if (!row) return null;
  const [plan] = await ctx.db.select().from(lagoPlans).where(eq(lagoPlans.code, row.planCode));
  const told = input.lago && row.status === "active"
    ? await within(
      input.patienceMs ?? PATIENCE_MS,
      askLago(ctx, input.lago, row),
      (error) =>
        ctx.log.warning("A subscription's usage could not be read.", { error: messageOf(error) }),
    )
    : null;
  const terms = told ?? await readKeptTerms(ctx, row.externalId);
  const amps = Number(terms?.entitlements[MAX_AMPS] ?? NaN);
  const ramped = terms?.entitlements[RAMPED];
  return {
    externalId: row.externalId,
    planName: plan?.name ?? row.name ?? row.planCode,
    status: row.status,
    startedAt: row.startedAt,
    periodStartedAt: row.periodStartedAt,
    periodEndingAt: row.periodEndingAt,
    endingAt: row.endingAt ?? row.terminatedAt,
    baseFee: plan
      ? { cents: plan.amountCents, currency: plan.currency, interval: plan.interval }
      : null,
    estimate: fromLago(terms, told !== null, row, plan ? baseFeeDue(plan) : 0) ??
      (row.status === "active" && plan ? await estimateOurselves(ctx, row, plan) : null),
    maxAmps: Number.isFinite(amps) && amps > 0 ? amps : null,
    isRamped: ramped === undefined ? null : /^(true|1|yes)$/i.test(ramped),
  };
}

/** Usage and entitlements; Lago without entitlements has none, and that is no failure. */
async function askLago(ctx: Ctx, lago: LagoClient, row: SubscriptionRow): Promise<KeptTerms> {
  const [usage, entitlements] = await Promise.all([
    lago.getCurrentUsage(row.externalCustomerId, row.externalId),
    lago.getEntitlements(row.externalId).catch(() => null),
  ]);
  const known = entitlements ?? (await readKeptTerms(ctx, row.externalId))?.entitlements ?? {};
  const terms: KeptTerms = {
    usage: { cents: usage.totalAmountCents, currency: usage.currency, at: ctx.clock.now() },
    entitlements: known,
  };
  await keepTerms(ctx, row.externalId, terms);
  return terms;
}

/** Usage plus base fee. What was said of an earlier period says nothing of this one. */
function fromLago(
  terms: KeptTerms | null,
  isFresh: boolean,
  row: SubscriptionRow,
  baseCents: number,
): BillEstimate | null {
  if (!terms || (row.periodStartedAt && terms.usage.at < row.periodStartedAt)) return null;
  const { usage } = terms;
  return { ...usage, cents: usage.cents + baseCents, source: isFresh ? "lago" : "kept" };
}
