import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { soleCustomersOf } from "./lago_customers.ts";

/**
 * Takes a person out of the database, in the caller's transaction: name, address, sign-ins, devices,
 * card numbers and messages go; sessions, billing events and invoices stay with a customer who has no
 * name, as the law on accounts asks. Repeating it changes nothing.
 */
export async function erasePerson(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  const cards = sql`select id from user_mappings where user_id = ${userId}`;
  const customers = soleCustomersOf(userId);
  const email = sql`select email from users where id = ${userId} and email is not null`;
  const steps: SQL[] = [
    // Mail and links by address, while the address is still known.
    sql`delete from email_outbox where to_address in (${email})`,
    sql`delete from verifications where exists (select 1 from users u
      where u.id = ${userId} and strpos(value, to_json(u.email)::text) > 0)`,
    ...OWN_TABLES.map((table) => sql`delete from ${sql.raw(table)} where user_id = ${userId}`),
    sql`delete from devices where owner_user_id = ${userId}`,
    // What they called their cards and why one was lost are words of their own.
    sql`update auth_audit set ip = null, user_agent = null,
      metadata = case when event like 'customer.card.%' then '{}'::jsonb else metadata end
      where actor_user_id = ${userId} or subject = ${`user:${userId}`}
      or (event like 'customer.card.%' and subject in (select 'card:' || id from user_mappings
        where user_id = ${userId}))`,
    sql`delete from notifications where audience = 'admin'
      and dedupe_key in (select 'card-lost:' || id from user_mappings where user_id = ${userId})`,
    // A card is known by its number: it leaves the sessions, then the card itself.
    sql`update charging_sessions set id_tag = null, ocpp_tag_pk = null, updated_at = ${now}
      where mapping_id in (${cards})`,
    sql`update reservations set id_tag = null where mapping_id in (${cards})`,
    sql`update reservations set status = 'cancelled', cancelled_at = ${now}, updated_at = ${now}
      where mapping_id in (${cards}) and status in ('pending', 'confirmed')`,
    sql`update lago_customers set name = null, email = null, raw = '{}'::jsonb
      where external_id in (${customers})`,
    sql`update lago_invoices set raw = raw - 'customer' where external_customer_id in (${customers})`,
    sql`update lago_webhook_events set payload = '{}'::jsonb
      where external_customer_id in (${customers})`,
    sql`update user_mappings set steve_ocpp_id_tag = 'erased-' || id, parent_id_tag = null,
      steve_ocpp_tag_pk = null, display_name = null, driver_label = null, notes = null,
      cost_centre = null, lost_at = null, is_active = false, updated_at = ${now} where user_id = ${userId}`,
    sql`update users set email = null, email_verified = false, name = null, image = null,
      language = null, seen_language = null, theme = 'system', disabled_at = ${now}, anonymised_at = ${now},
      updated_at = ${now} where id = ${userId}`,
  ];
  for (const step of steps) await ctx.db.execute(step);
}

/** Tables whose rows of a person go with it. */
const OWN_TABLES = [
  "auth_sessions",
  "auth_accounts",
  "passkeys",
  "notifications",
  "notification_choices",
  "push_subscriptions",
  "driver_messages",
  "favourite_chargers",
  "charger_watches",
  "user_feature_flag_values",
];
