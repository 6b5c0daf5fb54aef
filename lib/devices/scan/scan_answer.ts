import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { lagoCustomers, lagoSubscriptions, userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** What a device learns of the card it read (spec 4.6 row 9). */
export const scanAnswerSchema = z.object({
  ok: z.literal(true),
  found: z.boolean(),
  pairingCode: z.string(),
  idTag: z.string(),
  resolvedAtIso: z.string(),
  tag: z.object({ displayName: z.string().nullable(), tagType: z.string() }).nullable(),
  customer: z.object({ displayName: z.string().nullable(), slug: z.string().nullable() })
    .nullable(),
  subscription: z.object({
    planLabel: z.string().nullable(),
    status: z.enum(["active", "pending", "terminated", "canceled"]).nullable(),
    currentPeriodEndIso: z.string().nullable(),
    billingTier: z.enum(["standard", "comped"]).nullable(),
  }).nullable(),
});
export type ScanAnswer = z.output<typeof scanAnswerSchema>;

const slugSchema = z.looseObject({ slug: z.string().min(1) });
const statusSchema = z.enum(["active", "pending", "terminated", "canceled"]);

/**
 * Looks a card up in our own read models; Lago is not asked. Whether a customer is charged for (`comped`)
 * is not among them, so `billingTier` is null.
 */
export async function scanAnswer(
  ctx: Ctx,
  { idTag, pairingCode, resolvedAt }: { idTag: string; pairingCode: string; resolvedAt: Date },
): Promise<ScanAnswer> {
  const [row] = await ctx.db.select({
    tag: { displayName: userMappings.displayName, tagType: userMappings.tagType },
    externalId: userMappings.lagoCustomerExternalId,
    userName: users.name,
    customer: { name: lagoCustomers.name, raw: lagoCustomers.raw },
    subscription: lagoSubscriptions,
  }).from(userMappings)
    .innerJoin(users, eq(users.id, userMappings.userId))
    .leftJoin(lagoCustomers, eq(lagoCustomers.externalId, userMappings.lagoCustomerExternalId))
    .leftJoin(
      lagoSubscriptions,
      eq(lagoSubscriptions.externalId, userMappings.lagoSubscriptionExternalId),
    )
    .where(eq(sql`upper(${userMappings.steveOcppIdTag})`, idTag.toUpperCase()));
  const slug = slugSchema.safeParse(row?.customer?.raw).data?.slug ?? null;
  const subscription = row?.subscription ?? null;
  return {
    ok: true,
    found: row !== undefined,
    pairingCode,
    idTag,
    resolvedAtIso: resolvedAt.toISOString(),
    tag: row?.tag ?? null,
    customer: row
      ? { displayName: row.customer?.name ?? row.userName ?? slug ?? row.externalId, slug }
      : null,
    subscription: subscription && {
      planLabel: subscription.name ?? subscription.planCode,
      status: statusSchema.safeParse(subscription.status).data ?? null,
      currentPeriodEndIso: subscription.periodEndingAt?.toISOString() ?? null,
      billingTier: null,
    },
  };
}
