ALTER TABLE "users" ADD COLUMN "seen_language" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "told" jsonb;