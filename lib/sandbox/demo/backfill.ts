import { sql } from "drizzle-orm";
import { z } from "zod";
import { messageOf } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import type { LagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import type { SteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { triggerSync } from "@/lib/sync/mod.ts";
import type { RunningApp } from "@/main.ts";
import type { Person } from "./people.ts";
import { closeMonths } from "./tariffs.ts";
import { sleep } from "./visit.ts";

export interface Backfill {
  /** Resolves when the past is billed, its months are closed and the driver's curves are there. */
  done: Promise<void>;
  stop(): Promise<void>;
}

const LOOK_MS = 500;
const BILL_EVERY_MS = 60_000;
const CURVE_DAYS = 20;

/**
 * Waits until the worker has billed the past, then closes the months at Lago, because a period that is
 * closed before its events arrive would not bill them. Afterwards Lago's billing clock ticks.
 */
export function backfill(
  app: RunningApp,
  lago: LagoSandbox,
  steve: SteveSandbox,
  driver: Person,
): Backfill {
  const ending = new AbortController();
  const { signal } = ending;
  const ctx = app.services.systemContext("demo");
  const run = async () => {
    const { total } = steve.control.counts();
    while (!signal.aborted && !(await isBilled(app, total))) await sleep(LOOK_MS, signal);
    if (signal.aborted) return;
    closeMonths(lago.control, Date.now());
    await bringCurves(app, driver, signal);
    await triggerSync(ctx, { source: "demo" });
  };
  const done = run();
  const ticking = done.then(async () => {
    while (!signal.aborted) {
      await sleep(BILL_EVERY_MS, signal);
      if (!signal.aborted) lago.control.closePeriods(Date.now());
    }
  }).catch((error) => {
    if (!signal.aborted) {
      logger("demo").error(`The past could not be billed: ${messageOf(error)}`, { error });
    }
  });
  // Whoever waits for `done` sees its failure; nobody has to.
  done.catch(() => {});
  return {
    done,
    stop: async () => {
      ending.abort();
      await ticking;
    },
  };
}

const billedShape = z.object({ sessions: z.coerce.number(), due: z.coerce.number() });

async function isBilled({ services }: RunningApp, expected: number): Promise<boolean> {
  const [row] = await services.db.execute(sql`
    select (select count(*) from charging_sessions where stopped_at is not null) as sessions,
      (select count(*) from synced_transaction_events where status = 'pending') as due`);
  const { sessions, due } = billedShape.parse(row);
  return sessions >= expected && due === 0;
}

const sessionShape = z.object({
  transaction_id: z.coerce.number(),
  charge_box_id: z.string(),
  connector_id: z.coerce.number(),
});

/** The worker reads curves of the last day only; the driver's earlier ones are brought here. */
async function bringCurves(app: RunningApp, driver: Person, signal: AbortSignal): Promise<void> {
  const { db, steve, ingest } = app.services;
  const rows = await db.execute(sql`
    select steve_transaction_id as transaction_id, charge_box_id, connector_id
    from charging_sessions c
    where upper(id_tag) in ${driver.cards.map((card) => card.idTag)} and stopped_at is not null
      and started_at > now() - make_interval(days => ${CURVE_DAYS})
      and not exists (select 1 from meter_values m where m.transaction_id = c.steve_transaction_id)`);
  for (const row of rows) {
    if (signal.aborted || !steve) return;
    const session = sessionShape.parse(row);
    const detail = await steve.getTransaction(session.transaction_id as never, { // branded id
      energyValuesOnly: false,
    });
    await Promise.all((detail?.values ?? []).map((value) =>
      ingest.ingest({
        ...value,
        chargeBoxId: session.charge_box_id,
        connectorId: session.connector_id,
        transactionId: session.transaction_id,
        source: "poll",
      })
    ));
  }
}
