DROP INDEX "sync_rejects_key";--> statement-breakpoint
CREATE INDEX "transaction_sync_state_updated_idx" ON "transaction_sync_state" USING btree ("updated_at");--> statement-breakpoint
CREATE INDEX "charging_sessions_stopped_idx" ON "charging_sessions" USING btree ("stopped_at");--> statement-breakpoint
CREATE INDEX "charging_sessions_doubtful_idx" ON "charging_sessions" USING btree ("updated_at") WHERE "charging_sessions"."stop_actor" = 'manual' or "charging_sessions"."meter_stop_wh" < "charging_sessions"."meter_start_wh";--> statement-breakpoint
CREATE INDEX "charging_sessions_unpriced_idx" ON "charging_sessions" USING btree ("id") WHERE "charging_sessions"."tariff" is null and "charging_sessions"."stopped_at" is not null and "charging_sessions"."lago_subscription_external_id" is not null;--> statement-breakpoint
ALTER TABLE "sync_rejects" ADD CONSTRAINT "sync_rejects_key" UNIQUE NULLS NOT DISTINCT("steve_instance","steve_transaction_id","reason");