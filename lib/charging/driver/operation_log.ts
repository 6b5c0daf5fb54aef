import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { chargerOperationLog } from "@/db/schema/mod.ts";
import { type AuditEntry, recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";

export type DriverOperationName = "RemoteStartTransaction" | "RemoteStopTransaction";
export type OperationRow = typeof chargerOperationLog.$inferSelect;

/** What a driver's operation is about; the card by its mapping, never by its id. */
export const operationParams = z.object({
  connectorId: z.number().nullable().default(null),
  mappingId: z.number().nullable().default(null),
  transactionId: z.number().nullable().default(null),
});
export type OperationParams = z.infer<typeof operationParams>;

/**
 * `accepted`: the station agreed. `refused`: SteVe or the station said no. `offline`: the station is not
 * connected. `away`: SteVe could not be asked. `unknown`: it may or may not have been done.
 */
export type Reply = "accepted" | "refused" | "offline" | "away" | "unknown";

/** What is kept of the answers to a driver's operation. */
export interface OperationResult {
  reply: Reply;
  reason?: string;
  /** SteVe says that the transaction of a stop has ended. */
  hasEnded?: boolean;
  /** The session that a start was seen to have become, by its id. */
  startedAs?: number;
}

/** What was kept of the answers; only this folder writes it. */
export const resultOf = (row: Pick<OperationRow, "result">) =>
  row.result as Partial<OperationResult> | null;

/** A press within this time of the same one, in ms, is the same wish. */
export const DOUBLE_PRESS_MS = 30_000;

/**
 * Writes a driver's wish down before SteVe hears of it. The same wish pressed twice within 30 s is one row,
 * and `isRepeat` says not to send it again; two presses at once are put in order by a lock. `isOver` tells
 * of an earlier row that has come to its end, so that a new wish is a new one. `refuse` is asked before a new
 * row is written, inside the lock, and throws to prevent it.
 */
export async function openOperation(
  ctx: Ctx,
  input: {
    name: DriverOperationName;
    chargeBoxId: string;
    userId: string;
    params: Partial<OperationParams>;
    audit: AuditEntry;
    isOver?: (ctx: Ctx, row: OperationRow) => Promise<boolean>;
    refuse?: (ctx: Ctx) => Promise<void>;
  },
): Promise<{ row: OperationRow; isRepeat: boolean }> {
  const { name, chargeBoxId, userId } = input;
  const params = operationParams.parse(input.params);
  const o = chargerOperationLog;
  return await inTransaction(ctx, async (tx) => {
    await tx.db.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${name}:${chargeBoxId}:${userId}`}, 11))`,
    );
    const now = tx.clock.now();
    const [earlier] = await tx.db.select().from(o).where(and(
      eq(o.chargeBoxId, chargeBoxId),
      eq(o.operation, name),
      eq(o.requestedByUserId, userId),
      inArray(o.status, ["pending", "submitted"]),
      or(isNull(o.ocppTaskStatus), eq(o.ocppTaskStatus, "Accepted")),
      gt(o.createdAt, new Date(now.getTime() - DOUBLE_PRESS_MS)),
      sql`${o.params} = ${JSON.stringify(params)}::jsonb`,
    )).orderBy(desc(o.id)).limit(1);
    if (earlier && !await input.isOver?.(tx, earlier)) return { row: earlier, isRepeat: true };
    await input.refuse?.(tx);
    const [row] = await tx.db.insert(o).values({
      chargeBoxId,
      operation: name,
      params,
      status: "pending",
      requestedByUserId: userId,
      createdAt: now,
      updatedAt: now,
    }).returning();
    await recordAudit(tx, input.audit);
    if (name === "RemoteStartTransaction") {
      await tx.events.publish(tx.db, "start.asked", { userId, operationId: row.id });
    }
    return { row, isRepeat: false };
  });
}
