import { and, eq } from "drizzle-orm";
import { chargers, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import type { SessionRow } from "./session_flags.ts";
import { describeSession, type SessionView } from "./session_view.ts";

export interface GetSessionInput {
  /** Internal id, or SteVe's transaction id. */
  by: { id: number } | { transactionId: number };
  /** Only this customer's sessions; absent: any. */
  userId?: string;
}

/**
 * One session with its row.
 * @throws AppError `not_found` when there is none, or it is not the customer's.
 */
export async function getSession(
  ctx: Ctx,
  input: GetSessionInput,
): Promise<{ session: SessionView; row: SessionRow }> {
  const key = "id" in input.by ? eq(chargingSessions.id, safe(input.by.id)) : and(
    eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE),
    eq(chargingSessions.steveTransactionId, safe(input.by.transactionId)),
  );
  const [found] = await ctx.db.select({
    row: chargingSessions,
    chargerName: chargers.friendlyName,
    cardName: userMappings.displayName,
    userId: userMappings.userId,
  }).from(chargingSessions)
    .leftJoin(userMappings, eq(userMappings.id, chargingSessions.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, chargingSessions.chargeBoxId))
    .where(
      and(key, input.userId === undefined ? undefined : eq(userMappings.userId, input.userId)),
    );
  if (!found) throw notFound("There is no such session.");
  const { row, ...around } = found;
  return { session: describeSession(row, around), row };
}

/** Ids from a URL may exceed what the column holds: no row has those. */
const safe = (id: number) => Number.isSafeInteger(id) ? id : -1;
