import assert from "node:assert/strict";
import { z } from "zod";
import { checkInvariants } from "@/lib/billing/mod.ts";
import type { SyncWorld } from "@/tests/support/sync_world.ts";

/** Far above any charge of these worlds, far below what a lying meter shows. */
const MOST_WH = 100_000_000;

const eventRow = z.object({
  id: z.string(),
  wh: z.coerce.number(),
  status: z.enum(["pending", "sent", "held", "parked", "zero"]),
  subscription: z.string().nullable(),
  at: z.coerce.date(),
  tx: z.coerce.number(),
});
export type LedgerEvent = z.infer<typeof eventRow>;

/** Our outbox by Lago's transaction id. */
export async function readLedger(
  { database: { sql } }: Pick<SyncWorld, "database">,
): Promise<Map<string, LedgerEvent>> {
  const rows = await sql`
    select lago_event_transaction_id as id, wh_delta as wh, status, event_timestamp as at,
      lago_subscription_external_id as subscription, steve_transaction_id as tx
    from synced_transaction_events order by id`;
  return new Map(z.array(eventRow).parse([...rows]).map((row) => [row.id, row]));
}

/** What Lago holds, by transaction id: Wh and where they went. Throws when one id is there twice. */
export function readLago({ lago }: Pick<SyncWorld, "lago">) {
  const held = new Map<string, { wh: number; subscription: string; atMs: number }>();
  for (const event of lago.control.events()) {
    assert.ok(!held.has(event.transactionId), `Lago holds ${event.transactionId} twice`);
    held.set(event.transactionId, {
      wh: Math.round(Number(event.properties.value) * 1_000),
      subscription: event.subscription,
      atMs: event.timestampMs,
    });
  }
  return held;
}

/**
 * The promises that hold at every moment, whatever broke: the invariants of spec 5.4; Lago holds no id
 * twice and nothing that our outbox does not say, to the Wh; what we call sent is there; what we call
 * held is not; and no session is billed below zero or for what no station can deliver.
 */
export async function checkAlways(world: SyncWorld): Promise<void> {
  assert.deepEqual(await checkInvariants(world.ctx), [], "an invariant of spec 5.4 is broken");
  const ledger = await readLedger(world);
  const atLago = readLago(world);
  for (const [id, held] of atLago) {
    const ours = ledger.get(id);
    assert.ok(ours, `Lago holds ${id}, which the outbox does not know`);
    assert.deepEqual(
      { wh: held.wh, subscription: held.subscription, atMs: held.atMs },
      { wh: ours.wh, subscription: ours.subscription, atMs: ours.at.getTime() },
      `Lago holds ${id} otherwise than the outbox`,
    );
    assert.ok(["sent", "pending", "parked"].includes(ours.status), `${id} is ${ours.status}`);
  }
  for (const event of ledger.values()) {
    if (event.status === "sent") assert.ok(atLago.has(event.id), `${event.id} was never sent`);
  }
  const absurd = await world.database.sql`select session_id, total_wh_billed
    from transaction_sync_state where total_wh_billed not between 0 and ${MOST_WH}`;
  assert.deepEqual([...absurd], [], "a session is billed for what no station delivers");
}
