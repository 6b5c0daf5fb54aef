import postgres from "postgres";
const [dir, secs] = Deno.args;
const port = Deno.readTextFileSync(`${dir}/cluster/postmaster.pid`).split("\n")[3];
const sql = postgres(
  `postgres://polaris:${Deno.readTextFileSync(`${dir}/password`).trim()}@127.0.0.1:${port}/polaris`,
  { max: 1, onnotice: () => {} },
);
const tag =
  (await sql`select steve_ocpp_id_tag t from user_mappings m join users u on u.id=m.user_id where u.email='driver@demo.polaris.express'`)[
    0
  ].t;
for (let i = 0; i < Number(secs); i += 5) {
  const [c] =
    await sql`select count(*)::int n, count(*) filter (where stopped_at is null)::int live, max(greatest(started_at, stopped_at)) - now() as ahead from charging_sessions`;
  const [e] =
    await sql`select count(*)::int n, count(*) filter (where status='pending')::int due, count(*) filter (where status='held')::int held, count(*) filter (where status='parked')::int parked from synced_transaction_events`;
  const d =
    await sql`select c.steve_transaction_id id, charge_box_id cb, started_at, stopped_at, energy_wh wh, last_power_w w, is_finalized fin, flags, meter_stop_wh-meter_start_wh as meter, (select sum(wh_delta) from synced_transaction_events s where s.session_id=c.id) as billed, (select array_agg(distinct status) from synced_transaction_events s where s.session_id=c.id) st from charging_sessions c where upper(id_tag)=${tag} order by started_at desc limit 2`;
  const [inv] = await sql`select count(*)::int n from lago_invoices`;
  console.log(
    new Date().toISOString().slice(11, 19),
    JSON.stringify(c),
    JSON.stringify(e),
    "inv",
    inv.n,
  );
  for (const r of d) console.log("   ", JSON.stringify(r));
  await new Promise((r) => setTimeout(r, 5000));
}
console.log(await sql`select flags, count(*)::int from charging_sessions group by 1`);
console.log(await sql`select reason, detail, seen from sync_rejects limit 5`);
console.log(
  await sql`select c.charge_box_id, k.status, k.error_code, c.last_seen_at, c.steve_connected, c.friendly_name, c.max_kw from connectors k join evses e on e.id=k.evse_id join chargers c on c.id=e.charger_id order by 1`,
);
console.log(
  await sql`select status, scope, started_at, error_message, transactions_processed, events_created, events_sent from sync_runs order by id desc limit 8`
    .catch((e) => e.message),
);
await sql.end();
