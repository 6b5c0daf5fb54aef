import { receiveWebhook } from "@/lib/lago/mod.ts";
import { type Step, stopCharge } from "./charging_steps.ts";
import { readLedger } from "./check.ts";
import type { Simulation } from "./world.ts";

const EVENTS = { method: "POST", pathPrefix: "/api/v1/events" };
const READS = { method: "GET", pathPrefix: "/api/v1/transactions" };

/** Where the next break happens: early, or anywhere in a run of some hundred statements. */
function breakPlan({ dice }: Simulation) {
  return {
    at: dice.chance(0.5) ? dice.between(1, 25) : dice.between(1, 120),
    victim: dice.chance(0.75) ? "process" as const : "statement" as const,
  };
}

export const troubleSteps = {
  async sync(sim) {
    await sim.run("transactions");
    return "sync transactions";
  },

  async fullSync(sim) {
    await sim.run("full");
    return "sync full";
  },

  /** The worker dies, or one statement of it fails, anywhere between two statements. */
  async brokenSync(sim) {
    const plan = breakPlan(sim);
    const scope = sim.dice.chance(0.2) ? "full" : "transactions";
    const result = await sim.run(scope, plan);
    return `sync ${scope}, ${plan.victim} broken at ${plan.at}: ${result ? "ended" : "died"}`;
  },

  /** Two replicas that both believe to lead, one of which may die. */
  async twoSyncs(sim) {
    const plan = sim.dice.chance(0.5) ? breakPlan(sim) : undefined;
    await Promise.all([sim.run("transactions"), sim.run("transactions", plan)]);
    return `two syncs${plan ? `, one broken at ${plan.at}` : ""}`;
  },

  steveFault(sim) {
    const { faults } = sim.steve.control;
    const kind = sim.dice.pick(["down", "flaky", "hang", "cut", "text", "negative", "nulls"])!;
    if (kind === "down") faults.add({ kind: "status", status: 500, times: sim.dice.between(1, 9) });
    if (kind === "flaky") faults.add({ kind: "status", status: 503, probability: 0.3, times: 5 });
    if (kind === "hang") faults.add({ kind: "hang", times: 1 });
    if (kind === "cut") faults.add({ kind: "drop_before", times: sim.dice.between(1, 4) });
    if (kind === "text") faults.add({ match: READS, kind: "garbage", times: 1 });
    if (kind === "nulls") faults.add({ match: READS, kind: "garbage", corrupt: "nulls", times: 1 });
    if (kind === "negative") {
      faults.add({ match: READS, kind: "garbage", corrupt: "negative_energy", times: 1 });
    }
    return `SteVe: ${kind}`;
  },

  lagoFault(sim) {
    const kind = sim.dice.pick(["down", "limit", "hang", "cut", "lost answer", "text"])!;
    const { faults } = sim.lago.control;
    const times = sim.dice.between(1, 9);
    if (kind === "down") faults.add({ kind: "status", status: 503, times });
    if (kind === "limit") faults.add({ match: EVENTS, kind: "rate_limit", ms: 1_000, times });
    if (kind === "hang") faults.add({ match: EVENTS, kind: "hang", times: 1 });
    if (kind === "cut") faults.add({ match: EVENTS, kind: "drop_before", times });
    if (kind === "lost answer") faults.add({ match: EVENTS, kind: "drop_after", times });
    if (kind === "text") faults.add({ match: EVENTS, kind: "garbage", times });
    return `Lago: ${kind}`;
  },

  /** A row of SteVe holds text for a number until somebody mends it, maybe much later. */
  faultyRow(sim) {
    const charge = sim.charges.find((one) => one.isFaulty);
    if (charge) {
      charge.isFaulty = false;
      stopCharge(sim, charge, charge.stop!);
      return `mend #${charge.transactionId}`;
    }
    const closed = sim.charges.filter((one) => one.transactionId !== null && one.stop);
    const fresh = closed.at(-1);
    if (!fresh || fresh.stop!.actor === "manual") return "no row to break";
    fresh.isFaulty = true;
    sim.steve.control.stopTransaction(fresh.transactionId!, {
      stopMs: fresh.stop!.atMs,
      stopValue: "a lot",
    });
    return `break #${fresh.transactionId}`;
  },

  /** SteVe and Lago come back, as after a restart of either. */
  heal(sim) {
    sim.steve.control.faults.clear();
    sim.lago.control.clearFaults();
    return "heal";
  },

  /** Lago took an event and says later that it cannot be billed; it says so more than once. */
  async refuseLater(sim) {
    const sent = [...(await readLedger(sim)).values()].filter((event) => event.status === "sent");
    const event = sim.dice.pick(sent);
    if (!event) return "nothing sent yet";
    sim.refusedLater.add(event.id);
    const body = {
      webhook_type: "event.error",
      object_type: "event_error",
      event_error: {
        error: "Unprocessable entity",
        error_details: { invalid_code: [event.id] },
        event: { transaction_id: event.id, code: sim.config.LAGO_METRIC_CODE },
      },
    };
    const received = await receiveWebhook(sim.ctx, {
      verify: () => Promise.resolve(true),
      headers: new Headers({ "x-lago-unique-key": `${event.id}@${sim.dice.between(1, 2)}` }),
      rawBody: new TextEncoder().encode(JSON.stringify(body)),
    });
    return `Lago refuses ${event.id} later (${received.status})`;
  },

  /** A card is linked to a driver, whether or not it charges at this moment. */
  async linkCard(sim) {
    const card = sim.dice.pick(
      sim.cards.filter((one) => one.kind === "late" && one.mappingId === null),
    );
    if (!card) return "no card to link";
    const { sql } = sim.database;
    await sql`insert into users (id, public_id, role) values (${card.customer}, ${card.customer}, 'customer')`;
    const [row] = await sql`
      insert into user_mappings (user_id, steve_ocpp_id_tag, lago_customer_external_id)
      values (${card.customer}, ${card.idTag}, ${card.customer}) returning id`;
    card.mappingId = row.id;
    return `link ${card.idTag}`;
  },

  /** A card is switched off and on, or moves to another subscription, in the middle of a session. */
  async changeCard(sim) {
    const card = sim.dice.pick(sim.cards.filter((one) => one.kind === "moody"))!;
    const { sql } = sim.database;
    if (sim.dice.chance(0.5)) {
      await sql`update user_mappings set is_active = not is_active where id = ${card.mappingId}`;
      return `switch ${card.idTag}`;
    }
    const subscription = sim.dice.pick(sim.cards.filter((one) => one.kind !== "unsubscribed"))!
      .subscription;
    await sql`update user_mappings set lago_subscription_external_id = ${subscription}
      where id = ${card.mappingId}`;
    return `${card.idTag} pays by ${subscription}`;
  },

  /** The driver without a subscription gets one at Lago. */
  subscribe(sim) {
    const card = sim.cards.find((one) => one.kind === "unsubscribed")!;
    sim.lago.control.ensureSubscription({
      external_id: card.subscription,
      external_customer_id: card.customer,
      plan_code: "standard",
      subscription_at: new Date(sim.clock.nowMs() - 86_400_000).toISOString(),
    });
    return `${card.idTag} has a subscription`;
  },
} satisfies Record<string, Step>;
