import { desc, eq, sql } from "drizzle-orm";
import {
  lagoCustomers,
  lagoInvoices,
  lagoSubscriptions,
  userMappings,
  users,
} from "@/db/schema/mod.ts";
import { customerScope } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Who a driver is in Lago. */
export interface BillingAccount {
  externalCustomerId: string;
  /** False: history is readable, nothing can be started or reserved. */
  isActive: boolean;
}

/**
 * The billing account of a driver: that of their cards, else the Lago customer with their public id
 * (ruling 17). Null when there is none on file.
 */
export async function billingAccount(
  ctx: Ctx,
  input: { userId: string },
): Promise<BillingAccount | null> {
  const { lagoCustomerExternalId, isActive } = await customerScope(ctx, input.userId);
  if (lagoCustomerExternalId) return { externalCustomerId: lagoCustomerExternalId, isActive };
  const [own] = await ctx.db.select({ id: lagoCustomers.externalId }).from(users)
    .innerJoin(lagoCustomers, eq(lagoCustomers.externalId, users.publicId))
    .where(eq(users.id, input.userId));
  return own ? { externalCustomerId: own.id, isActive } : null;
}

export type SubscriptionRow = typeof lagoSubscriptions.$inferSelect;

/** The subscription a driver charges on: an active one first, that of their cards before others. */
export async function driverSubscription(
  ctx: Ctx,
  input: { userId: string; account: BillingAccount },
): Promise<SubscriptionRow | null> {
  const s = lagoSubscriptions;
  const ofCards = ctx.db.select({ id: userMappings.lagoSubscriptionExternalId }).from(userMappings)
    .where(eq(userMappings.userId, input.userId));
  const [row] = await ctx.db.select().from(s)
    .where(eq(s.externalCustomerId, input.account.externalCustomerId))
    .orderBy(
      desc(sql`${s.status} = 'active'`),
      desc(sql`${s.externalId} in (${ofCards})`),
      sql`${s.startedAt} desc nulls last`,
    ).limit(1);
  return row ?? null;
}

/** Copies of Lago's data that are older are named as such (ruling 16). */
export const STALE_MS = 24 * 3_600_000;

/** When our copies of this account's data were last refreshed; null when there are none. */
export async function refreshedAt(ctx: Ctx, account: BillingAccount): Promise<Date | null> {
  const id = account.externalCustomerId;
  const [row] = await ctx.db.execute<{ at: string | null }>(sql`
    select greatest(
      (select max(refreshed_at) from ${lagoCustomers} where external_id = ${id}),
      (select max(refreshed_at) from ${lagoSubscriptions} where external_customer_id = ${id}),
      (select max(refreshed_at) from ${lagoInvoices} where external_customer_id = ${id})) as at`);
  return row.at === null ? null : new Date(row.at);
}
