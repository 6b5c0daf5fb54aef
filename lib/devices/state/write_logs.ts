import { deviceLogs } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";
import type { LogRecord } from "./schemas.ts";
import { scrubFacts, scrubText } from "./scrub_text.ts";

/** Attributes and resource of one record may not be larger together (bytes of JSON). */
const MAX_FACTS_BYTES = 16_384;

/**
 * Stores what is new of a device's records; a record sent again is passed over.
 * @returns the highest sequence number received, which the device may forget up to; null without records
 */
export async function writeDeviceLogs(
  ctx: Ctx,
  { deviceId, records }: { deviceId: string; records: readonly LogRecord[] },
): Promise<{ ackedSeq: string | null; stored: number }> {
  if (records.length === 0) return { ackedSeq: null, stored: 0 };
  const observedTs = ctx.clock.now();
  const rows = records.map((record) => ({
    deviceId,
    seq: seqOf(record),
    timestampNs: record.timestamp,
    observedTs,
    severityText: storable(record.severity_text),
    severityNumber: record.severity_number,
    body: storable(scrubText(record.body)),
    ...factsOf(record),
    traceId: record.trace_id ? storable(record.trace_id) : null,
    spanId: record.span_id ? storable(record.span_id) : null,
  }));
  const stored = await ctx.db.insert(deviceLogs).values(rows).onConflictDoNothing()
    .returning({ seq: deviceLogs.seq });
  if (stored.length > 0) {
    await ctx.events.publish(ctx.db, "device.changed", { deviceId, what: "logs" });
  }
  const highest = rows.map((row) => BigInt(row.seq)).reduce((a, b) => (a > b ? a : b));
  return { ackedSeq: String(highest), stored: stored.length };
}

const seqOf = (record: LogRecord) => String(BigInt(record.attributes["expresscharge.seq"]));

const storable = (text: string) => String(storableJson(text));

function factsOf(record: LogRecord) {
  const attributes = {
    ...scrubFacts(record.attributes),
    "expresscharge.seq": seqOf(record), // All digits: a pattern could take it for somebody's number.
  };
  const facts = { attributes, resource: scrubFacts(record.resource) };
  if (JSON.stringify(facts).length > MAX_FACTS_BYTES) {
    const { category } = facts.attributes as { category?: unknown };
    const small = typeof category === "string" ? { category: category.slice(0, 100) } : {};
    return {
      attributes: { "expresscharge.seq": seqOf(record), ...small, truncated: true },
      resource: {},
    };
  }
  return storableJson(facts) as typeof facts; // The same shape, with storable texts.
}
