CREATE TABLE "auth_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "auth_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_user_id" text,
	"subject" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"ip" text,
	"user_agent" text,
	"route" text,
	"request_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"surface" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "impersonation_audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "impersonation_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"admin_user_id" text NOT NULL,
	"customer_user_id" text NOT NULL,
	"route" text NOT NULL,
	"method" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "magic_link_audit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email_hash" text NOT NULL,
	"outcome" text NOT NULL,
	"ip" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operator_permissions" (
	"user_id" text NOT NULL,
	"permission" text NOT NULL,
	"granted_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operator_permissions_user_id_permission_pk" PRIMARY KEY("user_id","permission")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text,
	"email_verified" boolean DEFAULT false NOT NULL,
	"name" text,
	"image" text,
	"role" text DEFAULT 'customer' NOT NULL,
	"public_id" text NOT NULL,
	"theme" text DEFAULT 'system' NOT NULL,
	"onboarded_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"status" text DEFAULT 'armed' NOT NULL,
	"matched_id_tag" text,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_billable_metrics" (
	"code" text PRIMARY KEY NOT NULL,
	"lago_id" text NOT NULL,
	"name" text NOT NULL,
	"aggregation_type" text NOT NULL,
	"field_name" text,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_customers" (
	"external_id" text PRIMARY KEY NOT NULL,
	"lago_id" text NOT NULL,
	"name" text,
	"email" text,
	"currency" text,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_invoices" (
	"lago_id" text PRIMARY KEY NOT NULL,
	"external_customer_id" text NOT NULL,
	"number" text,
	"status" text NOT NULL,
	"payment_status" text,
	"payment_overdue" boolean DEFAULT false NOT NULL,
	"invoice_type" text,
	"currency" text NOT NULL,
	"fees_amount_cents" bigint DEFAULT 0 NOT NULL,
	"taxes_amount_cents" bigint DEFAULT 0 NOT NULL,
	"total_amount_cents" bigint DEFAULT 0 NOT NULL,
	"issuing_date" text,
	"payment_due_date" text,
	"file_url" text,
	"lago_updated_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_plans" (
	"code" text PRIMARY KEY NOT NULL,
	"lago_id" text NOT NULL,
	"name" text NOT NULL,
	"interval" text NOT NULL,
	"amount_cents" bigint NOT NULL,
	"currency" text NOT NULL,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_subscriptions" (
	"external_id" text PRIMARY KEY NOT NULL,
	"lago_id" text NOT NULL,
	"external_customer_id" text NOT NULL,
	"plan_code" text NOT NULL,
	"name" text,
	"status" text NOT NULL,
	"started_at" timestamp with time zone,
	"ending_at" timestamp with time zone,
	"terminated_at" timestamp with time zone,
	"period_started_at" timestamp with time zone,
	"period_ending_at" timestamp with time zone,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_wallets" (
	"lago_id" text PRIMARY KEY NOT NULL,
	"external_customer_id" text NOT NULL,
	"name" text,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"balance_cents" bigint DEFAULT 0 NOT NULL,
	"ongoing_balance_cents" bigint,
	"raw" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lago_webhook_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lago_webhook_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unique_key" text,
	"event_type" text NOT NULL,
	"object_type" text,
	"object_id" text,
	"external_customer_id" text,
	"external_subscription_id" text,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	"processing_error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"notification_fired" boolean DEFAULT false NOT NULL,
	"replayed_from_id" bigint,
	"replayed_at" timestamp with time zone,
	"replayed_by_user_id" text
);
--> statement-breakpoint
CREATE TABLE "synced_transaction_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "synced_transaction_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" bigint NOT NULL,
	"steve_transaction_id" bigint NOT NULL,
	"user_mapping_id" bigint,
	"lago_event_transaction_id" text NOT NULL,
	"lago_customer_external_id" text,
	"lago_subscription_external_id" text,
	"meter_value_from" bigint NOT NULL,
	"meter_value_to" bigint NOT NULL,
	"wh_delta" bigint NOT NULL,
	"kind" text DEFAULT 'usage' NOT NULL,
	"is_final" boolean DEFAULT false NOT NULL,
	"event_timestamp" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"held_reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_until" timestamp with time zone,
	"last_error" text,
	"synced_at" timestamp with time zone,
	"sync_run_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_sync_state" (
	"session_id" bigint PRIMARY KEY NOT NULL,
	"steve_instance" text DEFAULT 'steve' NOT NULL,
	"steve_transaction_id" bigint NOT NULL,
	"cursor_wh" bigint NOT NULL,
	"total_wh_billed" bigint DEFAULT 0 NOT NULL,
	"is_finalized" boolean DEFAULT false NOT NULL,
	"adjustments" integer DEFAULT 0 NOT NULL,
	"event_count" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "charger_operation_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charger_operation_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_box_id" text NOT NULL,
	"operation" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL,
	"status" text NOT NULL,
	"task_id" integer,
	"result" jsonb,
	"ocpp_task_status" text,
	"requested_by_user_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chargers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chargers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_box_id" text NOT NULL,
	"public_id" text NOT NULL,
	"site_id" bigint,
	"friendly_name" text,
	"form_factor" text DEFAULT 'generic' NOT NULL,
	"connector_type" text,
	"max_kw" real,
	"vendor" text,
	"model" text,
	"serial_number" text,
	"firmware_version" text,
	"last_status" text,
	"last_status_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	"steve_connected" boolean,
	"capabilities" text[] DEFAULT '{charger}'::text[] NOT NULL,
	"management_mode" text DEFAULT 'ocpp' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"address" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chargers_chargeBoxId_unique" UNIQUE("charge_box_id"),
	CONSTRAINT "chargers_publicId_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "charging_profiles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charging_profiles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subscription_external_id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"preset" text NOT NULL,
	"windows" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"global_max_watts" integer,
	"lago_sync_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "charging_sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "charging_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"steve_instance" text DEFAULT 'steve' NOT NULL,
	"steve_transaction_id" bigint NOT NULL,
	"charge_box_id" text NOT NULL,
	"connector_id" integer NOT NULL,
	"id_tag" text,
	"ocpp_tag_pk" integer,
	"mapping_id" bigint,
	"lago_customer_external_id" text,
	"lago_subscription_external_id" text,
	"started_at" timestamp with time zone NOT NULL,
	"meter_start_wh" bigint,
	"stopped_at" timestamp with time zone,
	"meter_stop_wh" bigint,
	"stop_reason" text,
	"stop_actor" text,
	"last_meter_wh" bigint,
	"last_meter_at" timestamp with time zone,
	"last_power_w" integer,
	"last_soc_percent" real,
	"last_heard_at" timestamp with time zone DEFAULT now() NOT NULL,
	"energy_wh" bigint DEFAULT 0 NOT NULL,
	"is_finalized" boolean DEFAULT false NOT NULL,
	"tariff" jsonb,
	"cost_cents" integer,
	"currency" text,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connectors" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "connectors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"evse_id" bigint NOT NULL,
	"connector_id" integer DEFAULT 1 NOT NULL,
	"type" text,
	"status" text,
	"error_code" text,
	"status_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "evses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charger_id" bigint NOT NULL,
	"evse_id" integer NOT NULL,
	"max_kw" real
);
--> statement-breakpoint
CREATE TABLE "meter_values" (
	"steve_instance" text DEFAULT 'steve' NOT NULL,
	"transaction_id" bigint NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"charge_box_id" text NOT NULL,
	"connector_id" integer NOT NULL,
	"energy_wh" bigint,
	"power_w" integer,
	"current_a" real,
	"voltage_v" real,
	"soc_percent" real,
	"temperature_c" real,
	"context" text,
	"source" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meter_values_steve_instance_transaction_id_measured_at_pk" PRIMARY KEY("steve_instance","transaction_id","measured_at")
) PARTITION BY RANGE ("measured_at");
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"charge_box_id" text NOT NULL,
	"connector_id" integer NOT NULL,
	"mapping_id" bigint,
	"id_tag" text,
	"start_at" timestamp with time zone NOT NULL,
	"end_at" timestamp with time zone NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"is_blackout" boolean DEFAULT false NOT NULL,
	"steve_reservation_id" integer,
	"created_by_user_id" text,
	"cancelled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sites_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"currency" text DEFAULT 'EUR' NOT NULL,
	"address" text,
	"latitude" double precision,
	"longitude" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sites_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "user_mappings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_mappings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"steve_ocpp_tag_pk" integer,
	"steve_ocpp_id_tag" text NOT NULL,
	"parent_id_tag" text,
	"lago_customer_external_id" text,
	"lago_subscription_external_id" text,
	"tag_type" text DEFAULT 'ev_card' NOT NULL,
	"display_name" text,
	"notes" text,
	"cost_centre" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"steve_pushed_active" boolean,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_logs" (
	"device_id" uuid NOT NULL,
	"seq" numeric(20, 0) NOT NULL,
	"timestamp_ns" bigint NOT NULL,
	"observed_ts" timestamp with time zone DEFAULT now() NOT NULL,
	"severity_text" text NOT NULL,
	"severity_number" integer NOT NULL,
	"body" text NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"resource" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"trace_id" text,
	"span_id" text,
	CONSTRAINT "device_logs_device_id_seq_pk" PRIMARY KEY("device_id","seq")
);
--> statement-breakpoint
CREATE TABLE "device_settings" (
	"device_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value_json" jsonb,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "device_settings_device_id_key_pk" PRIMARY KEY("device_id","key")
);
--> statement-breakpoint
CREATE TABLE "device_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"device_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"secret_hash" text NOT NULL,
	"secret_encrypted" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"capabilities" text[] DEFAULT '{scanner,user}'::text[] NOT NULL,
	"owner_user_id" text,
	"platform" text NOT NULL,
	"model" text NOT NULL,
	"os_version" text NOT NULL,
	"app_version" text NOT NULL,
	"push_token" text,
	"apns_environment" text,
	"last_seen_at" timestamp with time zone,
	"last_status" jsonb,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by_user_id" text
);
--> statement-breakpoint
CREATE TABLE "device_feature_flag_values" (
	"device_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_by" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_feature_flag_values_device_id_key_pk" PRIMARY KEY("device_id","key")
);
--> statement-breakpoint
CREATE TABLE "global_feature_flag_values" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_by" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_feature_flag_values" (
	"user_id" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_by" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_feature_flag_values_user_id_key_pk" PRIMARY KEY("user_id","key")
);
--> statement-breakpoint
CREATE TABLE "email_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "email_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"to_address" text NOT NULL,
	"category" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "idempotency_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"route" text NOT NULL,
	"user_id" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"locked_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"audience" text NOT NULL,
	"user_id" text,
	"severity" text DEFAULT 'info' NOT NULL,
	"source" text NOT NULL,
	"title" text NOT NULL,
	"body" text,
	"link" text,
	"dedupe_key" text,
	"occurrences" integer DEFAULT 1 NOT NULL,
	"read_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_state" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_rejects" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_rejects_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"steve_instance" text DEFAULT 'steve' NOT NULL,
	"steve_transaction_id" bigint,
	"reason" text NOT NULL,
	"detail" text,
	"raw" jsonb,
	"first_run_id" bigint,
	"seen" integer DEFAULT 1 NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_run_logs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_run_logs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"segment" text NOT NULL,
	"level" text NOT NULL,
	"message" text NOT NULL,
	"data" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_run_segments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_run_segments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"segment" text NOT NULL,
	"position" integer NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"message" text,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"status" text DEFAULT 'running' NOT NULL,
	"trigger" text NOT NULL,
	"scope" text DEFAULT 'full' NOT NULL,
	"replica" text NOT NULL,
	"retry_of_id" bigint,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"tags_activated" integer DEFAULT 0 NOT NULL,
	"tags_deactivated" integer DEFAULT 0 NOT NULL,
	"tags_unchanged" integer DEFAULT 0 NOT NULL,
	"transactions_processed" integer DEFAULT 0 NOT NULL,
	"events_created" integer DEFAULT 0 NOT NULL,
	"events_sent" integer DEFAULT 0 NOT NULL,
	"rows_refused" integer DEFAULT 0 NOT NULL,
	"errors" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_audit" ADD CONSTRAINT "auth_audit_actor_user_id_users_id_fk" FOREIGN KEY ("actor_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impersonation_audit" ADD CONSTRAINT "impersonation_audit_admin_user_id_users_id_fk" FOREIGN KEY ("admin_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impersonation_audit" ADD CONSTRAINT "impersonation_audit_customer_user_id_users_id_fk" FOREIGN KEY ("customer_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_permissions" ADD CONSTRAINT "operator_permissions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_permissions" ADD CONSTRAINT "operator_permissions_granted_by_users_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lago_webhook_events" ADD CONSTRAINT "lago_webhook_events_replayed_by_user_id_users_id_fk" FOREIGN KEY ("replayed_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "synced_transaction_events" ADD CONSTRAINT "synced_transaction_events_session_id_charging_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."charging_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "synced_transaction_events" ADD CONSTRAINT "synced_transaction_events_user_mapping_id_user_mappings_id_fk" FOREIGN KEY ("user_mapping_id") REFERENCES "public"."user_mappings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "synced_transaction_events" ADD CONSTRAINT "synced_transaction_events_sync_run_id_sync_runs_id_fk" FOREIGN KEY ("sync_run_id") REFERENCES "public"."sync_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transaction_sync_state" ADD CONSTRAINT "transaction_sync_state_session_id_charging_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."charging_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charger_operation_log" ADD CONSTRAINT "charger_operation_log_requested_by_user_id_users_id_fk" FOREIGN KEY ("requested_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chargers" ADD CONSTRAINT "chargers_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charging_sessions" ADD CONSTRAINT "charging_sessions_mapping_id_user_mappings_id_fk" FOREIGN KEY ("mapping_id") REFERENCES "public"."user_mappings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connectors" ADD CONSTRAINT "connectors_evse_id_evses_id_fk" FOREIGN KEY ("evse_id") REFERENCES "public"."evses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evses" ADD CONSTRAINT "evses_charger_id_chargers_id_fk" FOREIGN KEY ("charger_id") REFERENCES "public"."chargers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_mapping_id_user_mappings_id_fk" FOREIGN KEY ("mapping_id") REFERENCES "public"."user_mappings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_created_by_user_id_users_id_fk" FOREIGN KEY ("created_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_mappings" ADD CONSTRAINT "user_mappings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_logs" ADD CONSTRAINT "device_logs_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_settings" ADD CONSTRAINT "device_settings_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_tokens" ADD CONSTRAINT "device_tokens_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_owner_user_id_users_id_fk" FOREIGN KEY ("owner_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_feature_flag_values" ADD CONSTRAINT "device_feature_flag_values_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_feature_flag_values" ADD CONSTRAINT "user_feature_flag_values_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_run_logs" ADD CONSTRAINT "sync_run_logs_run_id_sync_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."sync_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_run_segments" ADD CONSTRAINT "sync_run_segments_run_id_sync_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."sync_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_accounts_user_idx" ON "auth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "auth_accounts_provider_key" ON "auth_accounts" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "auth_audit_created_idx" ON "auth_audit" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "auth_audit_event_idx" ON "auth_audit" USING btree ("event","id");--> statement-breakpoint
CREATE INDEX "auth_audit_actor_idx" ON "auth_audit" USING btree ("actor_user_id","id");--> statement-breakpoint
CREATE INDEX "auth_sessions_user_idx" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_expires_idx" ON "auth_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "impersonation_audit_customer_idx" ON "impersonation_audit" USING btree ("customer_user_id","id");--> statement-breakpoint
CREATE INDEX "magic_link_audit_created_idx" ON "magic_link_audit" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_public_id_key" ON "users" USING btree ("public_id");--> statement-breakpoint
CREATE INDEX "users_role_created_idx" ON "users" USING btree ("role","created_at");--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "verifications_expires_idx" ON "verifications" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "lago_invoices_customer_idx" ON "lago_invoices" USING btree ("external_customer_id","issuing_date" DESC NULLS LAST,"lago_id");--> statement-breakpoint
CREATE INDEX "lago_invoices_status_idx" ON "lago_invoices" USING btree ("status","issuing_date" DESC NULLS LAST,"lago_id");--> statement-breakpoint
CREATE INDEX "lago_subscriptions_customer_idx" ON "lago_subscriptions" USING btree ("external_customer_id","status");--> statement-breakpoint
CREATE INDEX "lago_wallets_customer_idx" ON "lago_wallets" USING btree ("external_customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lago_webhook_events_unique_key" ON "lago_webhook_events" USING btree ("unique_key");--> statement-breakpoint
CREATE INDEX "lago_webhook_events_received_idx" ON "lago_webhook_events" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "lago_webhook_events_due_idx" ON "lago_webhook_events" USING btree ("id") WHERE "lago_webhook_events"."processed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "synced_transaction_events_lago_key" ON "synced_transaction_events" USING btree ("lago_event_transaction_id");--> statement-breakpoint
CREATE UNIQUE INDEX "synced_transaction_events_final_key" ON "synced_transaction_events" USING btree ("session_id") WHERE "synced_transaction_events"."is_final";--> statement-breakpoint
CREATE INDEX "synced_transaction_events_session_idx" ON "synced_transaction_events" USING btree ("session_id","id");--> statement-breakpoint
CREATE INDEX "synced_transaction_events_due_idx" ON "synced_transaction_events" USING btree ("next_attempt_at","id") WHERE "synced_transaction_events"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "synced_transaction_events_held_idx" ON "synced_transaction_events" USING btree ("held_reason","id") WHERE "synced_transaction_events"."status" = 'held';--> statement-breakpoint
CREATE INDEX "synced_transaction_events_parked_idx" ON "synced_transaction_events" USING btree ("id") WHERE "synced_transaction_events"."status" = 'parked';--> statement-breakpoint
CREATE INDEX "synced_transaction_events_created_idx" ON "synced_transaction_events" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "synced_transaction_events_run_idx" ON "synced_transaction_events" USING btree ("sync_run_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "transaction_sync_state_key" ON "transaction_sync_state" USING btree ("steve_instance","steve_transaction_id");--> statement-breakpoint
CREATE INDEX "charger_operation_log_charger_idx" ON "charger_operation_log" USING btree ("charge_box_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "chargers_last_seen_idx" ON "chargers" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "chargers_site_idx" ON "chargers" USING btree ("site_id");--> statement-breakpoint
CREATE UNIQUE INDEX "charging_profiles_version_key" ON "charging_profiles" USING btree ("subscription_external_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "charging_sessions_transaction_key" ON "charging_sessions" USING btree ("steve_instance","steve_transaction_id");--> statement-breakpoint
CREATE INDEX "charging_sessions_updated_idx" ON "charging_sessions" USING btree ("updated_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charging_sessions_started_idx" ON "charging_sessions" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charging_sessions_mapping_idx" ON "charging_sessions" USING btree ("mapping_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charging_sessions_charger_idx" ON "charging_sessions" USING btree ("charge_box_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charging_sessions_tag_idx" ON "charging_sessions" USING btree (upper("id_tag"),"started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "charging_sessions_open_idx" ON "charging_sessions" USING btree ("last_heard_at") WHERE not "charging_sessions"."is_finalized";--> statement-breakpoint
CREATE INDEX "charging_sessions_live_idx" ON "charging_sessions" USING btree ("started_at" DESC NULLS LAST) WHERE "charging_sessions"."stopped_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "connectors_evse_key" ON "connectors" USING btree ("evse_id","connector_id");--> statement-breakpoint
CREATE UNIQUE INDEX "evses_charger_key" ON "evses" USING btree ("charger_id","evse_id");--> statement-breakpoint
CREATE INDEX "reservations_window_idx" ON "reservations" USING btree ("charge_box_id","connector_id","start_at");--> statement-breakpoint
CREATE INDEX "reservations_mapping_idx" ON "reservations" USING btree ("mapping_id","start_at");--> statement-breakpoint
CREATE INDEX "reservations_status_idx" ON "reservations" USING btree ("status","start_at");--> statement-breakpoint
CREATE UNIQUE INDEX "user_mappings_id_tag_key" ON "user_mappings" USING btree (upper("steve_ocpp_id_tag"));--> statement-breakpoint
CREATE INDEX "user_mappings_user_idx" ON "user_mappings" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_mappings_lago_customer_idx" ON "user_mappings" USING btree ("lago_customer_external_id");--> statement-breakpoint
CREATE INDEX "device_logs_observed_idx" ON "device_logs" USING btree ("observed_ts");--> statement-breakpoint
CREATE INDEX "devices_owner_idx" ON "devices" USING btree ("owner_user_id","last_seen_at") WHERE "devices"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "devices_capabilities_idx" ON "devices" USING gin ("capabilities");--> statement-breakpoint
CREATE INDEX "devices_last_seen_idx" ON "devices" USING btree ("last_seen_at") WHERE "devices"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "email_outbox_created_idx" ON "email_outbox" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "idempotency_keys_scope_key" ON "idempotency_keys" USING btree ("key","route","user_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_idx" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "notifications_audience_idx" ON "notifications" USING btree ("audience","user_id","archived_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_dedupe_key" ON "notifications" USING btree ("audience","dedupe_key");--> statement-breakpoint
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_rejects_key" ON "sync_rejects" USING btree ("steve_instance","steve_transaction_id","reason");--> statement-breakpoint
CREATE INDEX "sync_run_logs_run_idx" ON "sync_run_logs" USING btree ("run_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_run_segments_key" ON "sync_run_segments" USING btree ("run_id","segment");--> statement-breakpoint
CREATE INDEX "sync_runs_started_idx" ON "sync_runs" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sync_runs_running_idx" ON "sync_runs" USING btree ("started_at") WHERE "sync_runs"."status" = 'running';