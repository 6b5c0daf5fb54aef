-- What Drizzle's schema language cannot say: partitions, triggers, exclusion and search indexes.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
CREATE SEQUENCE event_bus_seq;--> statement-breakpoint
CREATE TABLE meter_values_default PARTITION OF meter_values DEFAULT;--> statement-breakpoint
-- Makes the partition of one month; rows that waited in the default partition move into it.
CREATE FUNCTION ensure_meter_partition(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  first_day date := date_trunc('month', month);
  next_month date := first_day + interval '1 month';
  part text := 'meter_values_' || to_char(first_day, 'YYYY_MM');
  lower_bound text := first_day::text || ' 00:00:00+00';
  upper_bound text := next_month::text || ' 00:00:00+00';
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_meter_partition'));
  IF to_regclass(part) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE meter_values INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
  EXECUTE format(
    'WITH moved AS (DELETE FROM meter_values_default WHERE measured_at >= %L AND measured_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    lower_bound, upper_bound, part);
  EXECUTE format('ALTER TABLE meter_values ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, lower_bound, upper_bound);
  RETURN true;
END $$;--> statement-breakpoint
SELECT ensure_meter_partition((date_trunc('month', now()) + make_interval(months => m))::date) FROM generate_series(-1, 3) AS m;--> statement-breakpoint
CREATE INDEX charging_sessions_tag_search_idx ON charging_sessions USING gin (upper(id_tag) gin_trgm_ops);--> statement-breakpoint
-- Two reservations never hold one connector at one time, whoever asks first.
ALTER TABLE reservations ADD CONSTRAINT reservations_window_order CHECK (end_at > start_at);--> statement-breakpoint
ALTER TABLE reservations ADD CONSTRAINT reservations_no_overlap EXCLUDE USING gist (
  charge_box_id WITH =, connector_id WITH =, tstzrange(start_at, end_at) WITH &&
) WHERE (status IN ('pending', 'confirmed', 'active'));--> statement-breakpoint
-- A card belongs to a driver, never to an operator (spec 5.1).
CREATE FUNCTION user_mappings_owner_is_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.user_id AND role = 'customer') THEN
    RAISE EXCEPTION 'user_mappings.user_id must reference a customer' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER user_mappings_owner BEFORE INSERT OR UPDATE OF user_id ON user_mappings
  FOR EACH ROW EXECUTE FUNCTION user_mappings_owner_is_customer();--> statement-breakpoint
-- Every charger row is a charger; apps never are (spec 5.7).
ALTER TABLE chargers ADD CONSTRAINT chargers_capability CHECK ('charger' = ANY (capabilities));--> statement-breakpoint
ALTER TABLE devices ADD CONSTRAINT devices_capability_legal CHECK (
  cardinality(capabilities) > 0
  AND capabilities <@ ARRAY['scanner', 'user', 'kiosk', 'managed']
  AND (NOT 'kiosk' = ANY (capabilities) OR (('scanner' = ANY (capabilities)) <> ('user' = ANY (capabilities))))
);--> statement-breakpoint
CREATE VIEW tappable_devices AS
  SELECT charge_box_id AS id, 'charger' AS kind, coalesce(friendly_name, charge_box_id) AS label, capabilities,
    NULL::text AS owner_user_id, first_seen_at AS registered_at, last_seen_at,
    to_jsonb(last_status) AS last_status, NULL::timestamptz AS revoked_at
  FROM chargers
  UNION ALL
  SELECT id::text, kind, label, capabilities, owner_user_id, registered_at, last_seen_at, last_status, revoked_at
  FROM devices WHERE deleted_at IS NULL;
