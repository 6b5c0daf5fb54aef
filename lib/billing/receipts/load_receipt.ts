import { eq } from "drizzle-orm";
import { chargers, sites, userMappings, users } from "@/db/schema/mod.ts";
import {
  getSession,
  type SessionCost,
  sessionCosts,
  type SessionRow,
  type SessionView,
} from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { conflict } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { isInvoiced } from "./is_invoiced.ts";

/** What a receipt says. Money in cents of `currency`. */
export interface Receipt {
  session: SessionView;
  stoppedAt: Date;
  site: { name: string; address: string | null } | null;
  /** What the driver calls the card. */
  cardName: string | null;
  costCentre: string | null;
  driverName: string | null;
  driverEmail: string | null;
  cost: SessionCost | null;
  totalCents: number | null;
  currency: string | null;
  /** False: the total is our estimate and the invoice will decide. */
  isInvoiced: boolean;
  /** False: the last word of the charger's meter is still to come. */
  isFinal: boolean;
  issuedAt: Date;
}

/**
 * Everything of one ended session's receipt.
 * @throws AppError `not_found` when it does not exist or is not theirs, `conflict` while it runs
 */
export async function loadReceipt(
  ctx: Ctx,
  input: { userId: string; transactionId: number },
): Promise<Receipt> {
  const { session, row } = await getSession(ctx, {
    by: { transactionId: input.transactionId },
    userId: input.userId,
  });
  if (!session.stoppedAt) {
    throw conflict(msg("A receipt can be made once the session has ended."), {
      code: "session_running",
    });
  }
  const [costs, around, invoiced] = await Promise.all([
    sessionCosts(ctx, [row]),
    surroundings(ctx, row),
    isInvoiced(ctx, row),
  ]);
  const cost = costs.get(session.id) ?? null;
  return {
    session,
    stoppedAt: session.stoppedAt,
    ...around,
    cost,
    // The lines must add up to the total, so their own sum comes first.
    totalCents: cost?.amountCents ?? session.costCents,
    currency: cost?.currency ?? session.currency,
    isInvoiced: invoiced,
    isFinal: session.isFinalized,
    issuedAt: ctx.clock.now(),
  };
}

async function surroundings(ctx: Ctx, row: SessionRow) {
  const [place] = await ctx.db.select({ name: sites.name, address: sites.address }).from(chargers)
    .innerJoin(sites, eq(sites.id, chargers.siteId))
    .where(eq(chargers.chargeBoxId, row.chargeBoxId));
  const [owner] = row.mappingId === null ? [] : await ctx.db.select({
    label: userMappings.driverLabel,
    name: userMappings.displayName,
    costCentre: userMappings.costCentre,
    driverName: users.name,
    driverEmail: users.email,
  }).from(userMappings).innerJoin(users, eq(users.id, userMappings.userId))
    .where(eq(userMappings.id, row.mappingId));
  return {
    site: place ?? null,
    cardName: owner?.label ?? owner?.name ?? null,
    costCentre: owner?.costCentre ?? null,
    driverName: owner?.driverName ?? null,
    driverEmail: owner?.driverEmail ?? null,
  };
}
