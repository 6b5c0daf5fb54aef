import { sql } from "drizzle-orm";
import { carryOutDeletions } from "@/lib/account/mod.ts";
import { resolveReservations } from "@/lib/charging/mod.ts";
import { checkDeviceLogSize, pruneDeviceLogs } from "@/lib/devices/mod.ts";
import type { JobDefinition } from "@/lib/platform/jobs.ts";
import type { Services } from "./services.ts";

/** Recurring work of the platform itself (spec 6.1). Each job may run on any replica and twice. */
export function upkeepJobs(services: Omit<Services, "stop">): JobDefinition[] {
  const { db } = services;
  const run = (query: ReturnType<typeof sql>) => async () => {
    await db.execute(query);
  };
  return [
    {
      name: "reservations",
      cron: "* * * * *",
      run: async () => {
        await resolveReservations(services.systemContext("reservations"), services);
      },
    },
    {
      name: "expired-rate-limits",
      cron: "*/2 * * * *",
      run: run(sql`delete from rate_limits where expire < now()`),
    },
    {
      name: "expired-idempotency-keys",
      cron: "*/2 * * * *",
      run: run(sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`),
    },
    {
      name: "expired-verifications",
      cron: "*/2 * * * *",
      run: run(sql`delete from verifications where expires_at < now() - interval '1 day'`),
    },
    {
      name: "expired-sessions",
      cron: "*/10 * * * *",
      run: run(sql`delete from auth_sessions where expires_at < now()`),
    },
    {
      name: "old-audit",
      cron: "30 3 * * *",
      run: run(
        sql`with gone as (delete from magic_link_audit where created_at < now() - interval '90 days')
        delete from auth_audit where created_at < now() - interval '2 years'`,
      ),
    },
    {
      name: "old-mail",
      cron: "20 * * * *",
      // Kept development mail holds sign-in links that still work.
      run: run(sql`delete from email_outbox where created_at < now() - interval '30 days'
        or (status = 'kept' and created_at < now() - interval '1 day')`),
    },
    {
      name: "old-sync-runs",
      cron: "40 3 * * *",
      // Runs that made billing events stay: the events point at them.
      run: run(sql`delete from sync_runs r where r.started_at < now() - interval '90 days'
        and not exists (select 1 from synced_transaction_events e where e.sync_run_id = r.id)`),
    },
    {
      name: "old-notices",
      cron: "50 3 * * *",
      run: run(
        sql`with rejects as (delete from sync_rejects where resolved_at < now() - interval '90 days'),
          webhooks as (delete from lago_webhook_events where processed_at < now() - interval '180 days')
        delete from notifications where archived_at < now() - interval '90 days'
          or created_at < now() - interval '1 year'`,
      ),
    },
    {
      name: "account-deletions",
      cron: "25 * * * *",
      run: async () => {
        const { steve, lago, systemContext } = services;
        await carryOutDeletions(systemContext("account"), { lago, isSteveSet: steve !== null });
      },
    },
    {
      name: "driver-news",
      cron: "* * * * *",
      run: () => services.driverNews.look(),
    },
    {
      name: "old-driver-news",
      cron: "55 3 * * *",
      run: run(
        sql`with waits as (delete from charger_watches where expires_at < now() - interval '1 day')
        delete from driver_messages where created_at < now() - interval '90 days'`,
      ),
    },
    {
      name: "old-device-logs",
      cron: "0 */6 * * *",
      run: async () => {
        await pruneDeviceLogs(services.systemContext("device-logs"));
      },
    },
    {
      name: "device-log-size",
      cron: "0 6 * * *",
      run: async () => {
        await checkDeviceLogSize(services.systemContext("device-logs"));
      },
    },
    {
      name: "meter-partitions",
      cron: "10 2 * * *",
      run: run(
        sql`select ensure_meter_partition((date_trunc('month', now()) + make_interval(months => m))::date)
        from generate_series(0, 3) as m`,
      ),
    },
  ];
}
