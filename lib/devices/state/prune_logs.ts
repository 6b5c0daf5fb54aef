import { sql } from "drizzle-orm";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

const DAY_MS = 86_400_000;
const BATCH = 10_000;

/**
 * Deletes device logs older than DEVICE_LOG_RETENTION_DAYS, in batches of 10 000 so that no statement
 * holds many locks. Safe to run twice at once.
 * @returns how many went
 */
export async function pruneDeviceLogs(
  ctx: Ctx,
  { batch = BATCH }: { batch?: number } = {},
): Promise<number> {
  const before = new Date(ctx.clock.nowMs() - ctx.config.DEVICE_LOG_RETENTION_DAYS * DAY_MS);
  let total = 0;
  while (true) {
    const [{ gone }] = await ctx.db.execute<{ gone: number }>(sql`
      with old as (
        select device_id, seq from device_logs where observed_ts < ${before.toISOString()}::timestamptz
        order by observed_ts limit ${batch} for update skip locked
      ), gone as (
        delete from device_logs l using old where l.device_id = old.device_id and l.seq = old.seq
        returning 1
      ) select count(*)::int as gone from gone`);
    total += gone;
    if (gone < batch) return total;
  }
}

/** Tells operators when stored device logs take more than DEVICE_LOG_SIZE_ALARM_BYTES. */
export async function checkDeviceLogSize(ctx: Ctx): Promise<{ bytes: number }> {
  const [{ bytes }] = await ctx.db.execute<{ bytes: number }>(
    sql`select pg_total_relation_size('device_logs')::bigint as bytes`,
  );
  if (bytes > ctx.config.DEVICE_LOG_SIZE_ALARM_BYTES) {
    await raiseNotification(ctx, {
      audience: "admin",
      severity: "warning",
      source: "devices",
      title: "Logs of devices take much room",
      body: `They take ${Math.round(bytes / 2 ** 20)} MiB. Shorten DEVICE_LOG_RETENTION_DAYS, ` +
        "or look for a device that logs without end.",
      dedupeKey: "device-logs-size",
    });
  }
  return { bytes };
}
