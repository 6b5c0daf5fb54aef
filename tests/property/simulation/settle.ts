import assert from "node:assert/strict";
import { z } from "zod";
import { stopCharge } from "./charging_steps.ts";
import { checkAlways, readLago, readLedger } from "./check.ts";
import type { Simulation } from "./world.ts";

const sessionRow = z.object({
  tx: z.coerce.number(),
  mapping: z.coerce.number().nullable(),
  subscription: z.string().nullable(),
  flags: z.array(z.string()),
  final: z.boolean(),
  total: z.coerce.number().nullable(),
});
type SessionRow = z.infer<typeof sessionRow>;

const ROUNDS = 12;
const DAY = 86_400_000;

/** Ends every charge, heals what is ill and lets the worker run until nothing is due any more. */
export async function drain(sim: Simulation): Promise<void> {
  sim.steve.control.faults.clear();
  sim.lago.control.clearFaults();
  for (const charge of sim.charges) {
    if (charge.stop) {
      if (charge.isFaulty) stopCharge(sim, charge, charge.stop);
      charge.isFaulty = false;
      continue;
    }
    const atMs = Math.max(sim.clock.nowMs(), charge.startMs);
    stopCharge(sim, charge, { atMs, wh: charge.registerWh, actor: "manual" });
  }
  let quiet = 0;
  for (let round = 0; quiet < 2; round++) {
    assert.ok(round < ROUNDS, "the worker does not come to rest");
    sim.clock.advance(DAY + 1);
    const result = await sim.run("full");
    assert.deepEqual(result?.errors, [], "a healed world still has errors");
    const { transactionsProcessed, eventsCreated, eventsSent } = result!.counters;
    quiet = transactionsProcessed + eventsCreated + eventsSent === 0 ? quiet + 1 : 0;
  }
}

/**
 * What must be true when all is drained: every transaction of SteVe is a finalised session, and Lago
 * holds exactly its energy, or nothing for one of the reasons that the outbox names.
 */
export async function checkSettled(sim: Simulation): Promise<void> {
  await checkAlways(sim);
  const ledger = await readLedger(sim);
  for (const event of ledger.values()) {
    assert.notEqual(event.status, "pending", `${event.id} never left`);
    const isRefused = sim.refusedLater.has(event.id);
    assert.equal(event.status === "parked", isRefused, `${event.id} is ${event.status}`);
  }
  const sessions = await readSessions(sim);
  const billed = billedByTransaction(sim, ledger);
  for (const { transactionId } of sim.charges) {
    const session = sessions.get(transactionId!);
    assert.ok(session, `transaction ${transactionId} was lost`);
    assert.ok(session.final, `transaction ${transactionId} was never closed`);
    checkEnergy(sim, session, billed.get(transactionId!) ?? 0);
  }
}

function checkEnergy(sim: Simulation, session: SessionRow, billedWh: number): void {
  const row = sim.steve.control.transaction(session.tx)!;
  const energyWh = Number(row.stop_value) - Number(row.start_value);
  const about = `transaction ${session.tx} of ${row.id_tag} (${session.flags})`;
  const card = sim.cards.find((one) => one.idTag === row.id_tag);
  const isReset = energyWh < 0;
  if (isReset) assert.ok(session.flags.includes("meter_reset"), `${about} hides its reset`);
  else assert.equal(session.total, energyWh, `${about} is recorded wrongly`);

  const isBillable = session.mapping !== null && session.subscription !== null &&
    !session.flags.includes("inactive_card");
  // Without energy nobody needs to pay.
  if (card?.kind === "steady" && session.total !== 0) {
    assert.ok(isBillable, `${about} lost its payer`);
  }
  if (card?.kind === "unsubscribed") {
    assert.ok(session.mapping !== null, `${about} lost its card`);
  }
  if (!card || card.kind === "stranger") assert.equal(session.mapping, null);
  assert.equal(billedWh, isBillable ? session.total : 0, `${about} is billed wrongly`);
}

async function readSessions(sim: Simulation): Promise<Map<number, SessionRow>> {
  const rows = await sim.database.sql`
    select c.steve_transaction_id as tx, c.mapping_id as mapping, c.flags, c.is_finalized as final,
      c.lago_subscription_external_id as subscription, t.total_wh_billed as total
    from charging_sessions c left join transaction_sync_state t on t.session_id = c.id`;
  return new Map(z.array(sessionRow).parse([...rows]).map((row) => [row.tx, row]));
}

function billedByTransaction(
  sim: Simulation,
  ledger: Awaited<ReturnType<typeof readLedger>>,
): Map<number, number> {
  const billed = new Map<number, number>();
  for (const [id, { wh }] of readLago(sim)) {
    const { tx } = ledger.get(id)!;
    billed.set(tx, (billed.get(tx) ?? 0) + wh);
  }
  return billed;
}
