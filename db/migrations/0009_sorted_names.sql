-- What a name sorts by: numbers by their value ("Bay 2" before "Bay 10"), whatever the case and the accents.
-- Its first 150 characters, which are part of a cursor; digits beyond twenty sort by their own length.
CREATE FUNCTION natural_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  select left(coalesce(string_agg(
      m[1] || case when m[2] = '' then '' else lpad(m[2], greatest(20, length(m[2])), '0') end,
      '' order by n), ''), 150)
  from regexp_matches(
    lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g')),
    '([^0-9]*)([0-9]*)', 'g') with ordinality as part(m, n)
$$;--> statement-breakpoint
-- Compared byte by byte: needs no collation of the server.
ALTER TABLE "chargers" ADD COLUMN "sort_name" text COLLATE "C" GENERATED ALWAYS AS (natural_name(coalesce(friendly_name, charge_box_id))) STORED;--> statement-breakpoint
CREATE INDEX "chargers_sort_name_idx" ON "chargers" USING btree ("sort_name","id");--> statement-breakpoint
ALTER TABLE "user_mappings" ADD COLUMN "lost_at" timestamp with time zone;--> statement-breakpoint
-- Until now the audit trail alone knew: the report names every card that went with it.
UPDATE "user_mappings" m SET "lost_at" = (
  SELECT max(a.created_at) FROM "auth_audit" a
  WHERE a.event = 'customer.card.reported_lost'
    AND (a.subject = 'card:' || m.id OR a.metadata -> 'deactivated' @> to_jsonb(m.id))
) WHERE NOT m.is_active;--> statement-breakpoint
CREATE INDEX "charger_operation_log_recent_idx" ON "charger_operation_log" USING btree ("requested_by_user_id","created_at");
