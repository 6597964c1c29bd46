-- Appending: the stream's row is the lock and holds the version that an expectation is compared with; the key's row
-- is the lock of those who repeat a request.

-- What the functions below share. It has the rights of its caller, so that a service cannot reach it past them and
-- choose the times of its events.
--
-- Without a conflict actual_version is null, with one all else is.
CREATE FUNCTION event_log.write_events(
  tenant text, stream text, events jsonb, expected bigint, key text, imported boolean,
  OUT first_version bigint, OUT last_version bigint, OUT is_new boolean, OUT actual_version bigint
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  added CONSTANT integer := pg_catalog.jsonb_array_length(events);
  used_for text;
BEGIN
  IF added = 0 THEN
    RAISE EXCEPTION 'there is no event to append' USING ERRCODE = 'invalid_parameter_value';
  END IF;

  is_new := true;
  IF key IS NOT NULL THEN
    -- Waits for the transaction that has just inserted the same key. Under REPEATABLE READ it then fails with a
    -- serialization failure, as it should: the answer to repeat is not visible.
    INSERT INTO event_log.event_keys AS k (tenant, key, stream)
    VALUES (write_events.tenant, write_events.key, write_events.stream)
    ON CONFLICT (tenant, key) DO UPDATE SET key = k.key
    RETURNING k.stream, k.first_version, k.last_version INTO used_for, first_version, last_version;
    IF used_for <> write_events.stream THEN
      RAISE EXCEPTION 'the idempotency key was used for another stream'
      USING ERRCODE = 'unique_violation', SCHEMA = 'event_log', TABLE = 'event_keys',
        CONSTRAINT = 'event_keys_pkey';
    END IF;
    is_new := first_version IS NULL;
  END IF;
  IF NOT is_new THEN
    RETURN;
  END IF;

  IF expected IS NULL THEN
    INSERT INTO event_log.streams AS s (tenant, stream, version)
    VALUES (write_events.tenant, write_events.stream, added)
    ON CONFLICT (tenant, stream) DO UPDATE SET version = s.version + excluded.version
    RETURNING s.version INTO last_version;
  ELSIF expected = 0 THEN
    INSERT INTO event_log.streams AS s (tenant, stream, version)
    VALUES (write_events.tenant, write_events.stream, added)
    ON CONFLICT (tenant, stream) DO NOTHING
    RETURNING s.version INTO last_version;
  ELSE
    UPDATE event_log.streams AS s SET version = s.version + added
    WHERE s.tenant = write_events.tenant AND s.stream = write_events.stream AND s.version = expected
    RETURNING s.version INTO last_version;
  END IF;
  IF last_version IS NULL THEN
    SELECT s.version INTO actual_version FROM event_log.streams AS s
    WHERE s.tenant = write_events.tenant AND s.stream = write_events.stream;
    actual_version := coalesce(actual_version, 0);
    is_new := NULL;
    DELETE FROM event_log.event_keys AS k
    WHERE k.tenant = write_events.tenant AND k.key = write_events.key;
    RETURN;
  END IF;

  first_version := last_version - added + 1;
  -- The sequence is drawn from while the stream is locked: that makes its order the stream's.
  INSERT INTO event_log.events
    (version, occurred_at, tenant, stream, type, schema_version, data, metadata, actor)
  SELECT first_version + e.place - 1,
    CASE WHEN imported THEN (e.event ->> 'occurred_at')::timestamptz ELSE pg_catalog.clock_timestamp() END,
    write_events.tenant, write_events.stream, e.event ->> 'type',
    coalesce((e.event ->> 'schema_version')::integer, 1), e.event -> 'data',
    coalesce(e.event -> 'metadata', '{}'),
    CASE WHEN imported THEN e.event ->> 'actor'
      ELSE nullif(pg_catalog.current_setting('app.current_user_id', true), '') END
  FROM pg_catalog.jsonb_array_elements(events) WITH ORDINALITY AS e (event, place)
  ORDER BY e.place;

  IF key IS NOT NULL THEN
    UPDATE event_log.event_keys AS k
    SET first_version = write_events.first_version, last_version = write_events.last_version
    WHERE k.tenant = write_events.tenant AND k.key = write_events.key;
  END IF;
END $$;
COMMENT ON FUNCTION event_log.write_events IS 'What try_append and import_events share.';

CREATE FUNCTION event_log.try_append(
  tenant text, stream text, events jsonb, expected bigint DEFAULT NULL, key text DEFAULT NULL,
  notify boolean DEFAULT false,
  OUT first_version bigint, OUT last_version bigint, OUT is_new boolean, OUT actual_version bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT w.first_version, w.last_version, w.is_new, w.actual_version
  INTO first_version, last_version, is_new, actual_version
  FROM event_log.write_events(tenant, stream, events, expected, key, false) AS w;
  IF notify AND is_new THEN
    PERFORM pg_notify('event_log', '');
  END IF;
END $$;
COMMENT ON FUNCTION event_log.try_append IS 'As append, but a conflict is told by actual_version, the version that the stream has, and fails nothing; without one it is null.';

CREATE FUNCTION event_log.append(
  tenant text, stream text, events jsonb, expected bigint DEFAULT NULL, key text DEFAULT NULL,
  notify boolean DEFAULT false,
  OUT first_version bigint, OUT last_version bigint, OUT is_new boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  actual_version bigint;
BEGIN
  SELECT a.first_version, a.last_version, a.is_new, a.actual_version
  INTO first_version, last_version, is_new, actual_version
  FROM event_log.try_append(tenant, stream, events, expected, key, notify) AS a;
  IF actual_version IS NOT NULL THEN
    RAISE EXCEPTION 'stream "%" has version %, not % as expected', stream, actual_version, expected
    USING ERRCODE = 'EL001', HINT = 'Read the stream again and decide anew.';
  END IF;
END $$;
COMMENT ON FUNCTION event_log.append IS 'Appends events, an array of {"type", "data"} and, if wanted, "schema_version" and "metadata", to a stream, in the transaction of the caller. expected is the version that the stream must have: 0 for none yet, null for any; else SQLSTATE EL001. Under a key that was used before, nothing is added and the first answer given again. notify wakes who listens to event_log.';

CREATE FUNCTION event_log.purge_keys(older_than interval) RETURNS bigint
LANGUAGE sql AS $$
  WITH purged AS (
    DELETE FROM event_log.event_keys AS k
    WHERE k.created_at < pg_catalog.clock_timestamp() - purge_keys.older_than
    RETURNING k.key
  )
  SELECT pg_catalog.count(*) FROM purged
$$;
COMMENT ON FUNCTION event_log.purge_keys IS 'Forgets idempotency keys of this age, and says how many: a request repeated after that appends again.';
