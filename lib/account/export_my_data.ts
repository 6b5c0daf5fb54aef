import { stringify } from "csv-stringify/sync";
import { sql } from "drizzle-orm";
import { Zip, ZipDeflate } from "fflate";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { PERSONAL_FILES } from "./personal_files.ts";

/** Sessions whose readings are read at a time. */
const SESSIONS_PER_PART = 25;
const READINGS = "meter_values.csv";
const COLUMNS = ["session", "measured_at", "energy_wh", "power_w", "soc_percent"];

/**
 * A copy of everything kept about a person as a zip of JSON files and one CSV of meter readings,
 * made while it is read: the archive is never held whole, however long the history.
 */
export async function exportMyData(
  ctx: Ctx,
  { userId }: { userId: string },
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  await recordAudit(ctx, { event: "customer.data.exported", subject: `user:${userId}` });
  const parts = contents(ctx, userId);
  let zip: Zip;
  let hasMore = false;
  return new ReadableStream({
    start(controller) {
      zip = new Zip((error, chunk, isLast) => {
        if (error) return controller.error(error);
        if (chunk.length > 0) controller.enqueue(new Uint8Array(chunk));
        hasMore ||= chunk.length > 0;
        if (isLast) controller.close();
      });
    },
    // One part at a time, and only when the reader has taken the one before.
    async pull() {
      // A stream that got nothing from a pull does not ask again.
      for (hasMore = false; !hasMore;) {
        const next = await parts.next();
        if (next.done) return zip.end();
        next.value(zip);
      }
    },
    async cancel() {
      await parts.return(undefined);
    },
  }, { highWaterMark: 4 });
}

type Write = (zip: Zip) => void;

const utf8 = new TextEncoder();

function wholeFile(name: string, text: string): Write {
  return (zip) => {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(utf8.encode(text), true);
  };
}

async function* contents(ctx: Ctx, userId: string): AsyncGenerator<Write, void> {
  yield wholeFile("README.txt", readme(ctx.clock.now()));
  for (const { name, rows } of PERSONAL_FILES) {
    const found = await ctx.db.execute(rows(userId));
    yield wholeFile(name, JSON.stringify(found, null, 2) + "\n");
  }
  yield* readings(ctx, userId);
}

/** The readings of all sessions in one CSV, some sessions at a time. */
async function* readings(ctx: Ctx, userId: string): AsyncGenerator<Write, void> {
  const file = new ZipDeflate(READINGS, { level: 6 });
  yield (zip) => {
    zip.add(file);
    file.push(utf8.encode(stringify([COLUMNS])));
  };
  for (let after = 0;;) {
    const sessions = await ctx.db.execute<{ id: number; instance: string; tx: number }>(sql`
      select id, steve_instance as instance, steve_transaction_id as tx from charging_sessions
      where mapping_id in (select id from user_mappings where user_id = ${userId}) and id > ${after}
      order by id limit ${SESSIONS_PER_PART}`);
    if (sessions.length === 0) break;
    after = sessions[sessions.length - 1].id;
    const rows = await ctx.db.execute(sql`
      select transaction_id as session, measured_at, energy_wh, power_w, soc_percent from meter_values
      where (steve_instance, transaction_id) in (${
      sql.join(sessions.map((s) => sql`(${s.instance}, ${s.tx})`), sql`, `)
    }) order by transaction_id, measured_at`);
    yield () => file.push(utf8.encode(stringify([...rows], { columns: COLUMNS })));
  }
  yield () => file.push(new Uint8Array(), true);
}

function readme(now: Date): string {
  return [
    "Your data at Polaris Express",
    `Made on ${now.toISOString()} (times are UTC, energy is in Wh, money in cents).`,
    "",
    ...PERSONAL_FILES.map(({ name, about }) => `${name.padEnd(24)}${about}`),
    `${READINGS.padEnd(24)}Readings of the meter during your sessions`,
    "",
  ].join("\n");
}
