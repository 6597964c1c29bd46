-- A partition a month, so that an old month can be retired by detaching it. Partitions get the storage parameters of the
-- default one: each event is updated once, so there is an old version of each, and a reader passes by those in
-- events_unstamped_idx until they are vacuumed.
CREATE TABLE event_log.events_default PARTITION OF event_log.events DEFAULT
WITH (autovacuum_vacuum_scale_factor = 0.05);
SELECT partitions.manage('event_log.events', every => 'month', ahead => 3);
SELECT event_log.protect_partitions();

-- It makes tables, so it has the rights of its caller.
CREATE FUNCTION event_log.import_events(
  tenant text, stream text, events jsonb, expected bigint DEFAULT NULL, key text DEFAULT NULL,
  notify boolean DEFAULT false,
  OUT first_version bigint, OUT last_version bigint, OUT is_new boolean, OUT actual_version bigint
)
LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz;
  until timestamptz;
BEGIN
  SELECT pg_catalog.min(e.occurred_at), pg_catalog.max(e.occurred_at) INTO since, until
  FROM pg_catalog.jsonb_to_recordset(events) AS e (occurred_at timestamptz);
  IF until > pg_catalog.clock_timestamp() THEN
    RAISE EXCEPTION 'an imported event is of %, which is yet to come', until
    USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF since IS NOT NULL THEN
    PERFORM partitions.make_for('event_log.events', since, until);
    PERFORM event_log.protect_partitions();
  END IF;
  SELECT w.first_version, w.last_version, w.is_new, w.actual_version
  INTO first_version, last_version, is_new, actual_version
  FROM event_log.write_events(tenant, stream, events, expected, key, true) AS w;
  IF notify AND is_new THEN
    PERFORM pg_catalog.pg_notify('event_log', '');
  END IF;
END $$;
COMMENT ON FUNCTION event_log.import_events IS 'As try_append, for events from before the log: each has "occurred_at" and, if known, "actor". Makes the partitions of their months first. Only who owns the log can call it.';
