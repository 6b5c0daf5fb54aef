import { type SQL, sql } from "drizzle-orm";
import { customersOf } from "./lago_customers.ts";

/** One file of the copy: its name in the archive, what is in it, and the rows. */
export interface PersonalFile {
  name: string;
  about: string;
  rows: (userId: string) => SQL;
}

const cardsOf = (userId: string) => sql`select id from user_mappings where user_id = ${userId}`;

/**
 * Everything that is kept about a driver, file by file. A table that comes to hold personal data belongs
 * here and in `erase_person.ts`; a test compares both with the schema.
 */
export const PERSONAL_FILES: PersonalFile[] = [
  {
    name: "profile.json",
    about: "Name, address and preferences",
    rows: (userId) =>
      sql`select public_id, name, email, email_verified, role, theme, language, seen_language, created_at, onboarded_at
      from users where id = ${userId}`,
  },
  {
    name: "cards.json",
    about: "Your EV cards",
    rows: (userId) =>
      sql`select steve_ocpp_id_tag as card_number, display_name, driver_label, cost_centre, notes, tag_type,
      is_active, lost_at, lago_customer_external_id as billing_account,
      lago_subscription_external_id as subscription, created_at, updated_at
      from user_mappings where user_id = ${userId} order by id`,
  },
  {
    name: "sessions.json",
    about: "Charging sessions",
    rows: (userId) =>
      sql`select steve_transaction_id as session, charge_box_id, connector_id, id_tag as card_number, started_at,
      stopped_at, stop_reason, meter_start_wh, meter_stop_wh, energy_wh, cost_cents, currency, tariff, flags
      from charging_sessions where mapping_id in (${cardsOf(userId)}) order by started_at, id`,
  },
  {
    name: "billing_events.json",
    about: "Energy that was sent to billing, as it was sent",
    rows: (userId) =>
      sql`select steve_transaction_id as session, lago_event_transaction_id as event, meter_value_from,
      meter_value_to, wh_delta, kind, is_final, event_timestamp, status, synced_at
      from synced_transaction_events where user_mapping_id in (${cardsOf(userId)}) order by id`,
  },
  {
    name: "reservations.json",
    about: "Reservations",
    rows: (userId) =>
      sql`select id, charge_box_id, connector_id, start_at, end_at, status, cancelled_at, created_at
      from reservations where mapping_id in (${cardsOf(userId)}) order by id`,
  },
  {
    name: "billing_account.json",
    about: "Your account at the billing system",
    rows: (userId) =>
      sql`select external_id, name, email, currency, raw from lago_customers
      where external_id in (${customersOf(userId)})`,
  },
  {
    name: "subscriptions.json",
    about: "Plans you have or had",
    rows: (userId) =>
      sql`select external_id, plan_code, name, status, started_at, ending_at, terminated_at
      from lago_subscriptions where external_customer_id in (${customersOf(userId)})`,
  },
  {
    name: "invoices.json",
    about: "Invoices",
    rows: (userId) =>
      sql`select number, status, payment_status, payment_overdue, currency, fees_amount_cents,
      taxes_amount_cents, total_amount_cents, issuing_date, payment_due_date
      from lago_invoices where external_customer_id in (${customersOf(userId)})
      order by issuing_date, lago_id`,
  },
  {
    name: "wallets.json",
    about: "Prepaid credit",
    rows: (userId) =>
      sql`select name, status, currency, balance_cents, ongoing_balance_cents from lago_wallets
      where external_customer_id in (${customersOf(userId)})`,
  },
  {
    name: "notifications.json",
    about: "What you were told in the app, and what you want to be told",
    rows: (userId) =>
      sql`select 'notice' as kind, title, body, severity, created_at, read_at, null as event, null as channel,
      null::boolean as is_on from notifications where user_id = ${userId}
      union all select 'choice', null, null, null, updated_at, null, event, channel, is_on
      from notification_choices where user_id = ${userId}
      union all select 'message', subject, null, push_status, created_at, null, event, 'push', null
      from driver_messages where user_id = ${userId}`,
  },
  {
    name: "chargers.json",
    about: "Favourite chargers and those you wait for",
    rows: (userId) =>
      sql`select 'favourite' as kind, charge_box_id, created_at from favourite_chargers
      where user_id = ${userId} union all select 'waiting for', charge_box_id, created_at
      from charger_watches where user_id = ${userId}`,
  },
  {
    name: "sign_ins.json",
    about: "Browsers and passkeys that are signed in or can sign in; secrets are left out",
    rows: (userId) =>
      sql`select 'browser' as kind, user_agent as name, ip_address, created_at, expires_at
      from auth_sessions where user_id = ${userId} and impersonated_by is null
      union all select 'passkey', name, null, created_at, null from passkeys where user_id = ${userId}
      union all select 'push', user_agent, null, created_at, null
      from push_subscriptions where user_id = ${userId}
      union all select 'account', provider_id, null, created_at, null
      from auth_accounts where user_id = ${userId}`,
  },
  {
    name: "devices.json",
    about: "Phones and readers registered to you",
    rows: (userId) =>
      sql`select id, kind, label, platform, model, os_version, app_version, registered_at, last_seen_at,
      last_status, last_location, deleted_at from devices where owner_user_id = ${userId}`,
  },
  {
    name: "device_logs.json",
    about: "Logs your devices sent",
    rows: (userId) =>
      sql`select l.device_id, l.seq, l.observed_ts, l.severity_text, l.body, l.attributes
      from device_logs l join devices d on d.id = l.device_id where d.owner_user_id = ${userId}
      order by l.device_id, l.seq limit 50000`,
  },
  {
    name: "activity.json",
    about: "What you did here, and when an administrator looked at your data",
    rows: (userId) =>
      sql`select event, subject, metadata, ip, user_agent, created_at from auth_audit
      where actor_user_id = ${userId} or subject = ${`user:${userId}`}
      union all select 'viewed by an administrator', route, '{}'::jsonb, null, null, created_at
      from impersonation_audit where customer_user_id = ${userId}`,
  },
  {
    name: "mails.json",
    about: "Mails we sent to you; their text is not kept once they left",
    rows: (userId) =>
      sql`select category, subject, status, created_at, sent_at from email_outbox
      where to_address in (select email from users where id = ${userId} and email is not null)`,
  },
  {
    name: "settings.json",
    about: "Features switched for you by the operator",
    rows: (userId) =>
      sql`select key, value, updated_at from user_feature_flag_values where user_id = ${userId}`,
  },
  {
    name: "deletion.json",
    about: "Requests to delete this account",
    rows: (userId) =>
      sql`select requested_at, due_at, withdrawn_at, completed_at from deletion_requests
      where user_id = ${userId}`,
  },
];
