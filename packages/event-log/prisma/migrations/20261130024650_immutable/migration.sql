-- Events are never changed or removed, whoever asks: not even by the owner of the table. An old month goes by
-- detaching its partition.

CREATE FUNCTION event_log.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or removed: % is refused', TG_OP
  USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
    HINT = 'Append an event that corrects it; retire old months by detaching their partition.';
END $$;
COMMENT ON FUNCTION event_log.refuse_change IS 'Refuses what it is a trigger of.';

CREATE TRIGGER events_unchanged
BEFORE DELETE OR UPDATE OF
  "seq", "version", "occurred_at", "schema_version", "tenant", "stream", "type", "actor", "data", "metadata"
ON event_log.events FOR EACH ROW EXECUTE FUNCTION event_log.refuse_change();

-- A condition, so that stamping calls no function for each row.
CREATE TRIGGER events_stamped_once BEFORE UPDATE OF "position" ON event_log.events FOR EACH ROW
WHEN (
  OLD."position" IS NOT NULL OR NEW."position" IS NULL
  OR pg_catalog.current_setting('event_log.stamping', true) IS DISTINCT FROM 'on'
)
EXECUTE FUNCTION event_log.refuse_change();

CREATE TRIGGER events_kept BEFORE TRUNCATE ON event_log.events
FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change();

-- Partitions have the row triggers of their table, but not those of statements.
CREATE FUNCTION event_log.protect_partitions() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  part regclass;
  protected integer := 0;
BEGIN
  FOR part IN
    SELECT p.relid FROM pg_catalog.pg_partition_tree('event_log.events') AS p
    WHERE NOT EXISTS (
      SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = p.relid AND t.tgname = 'events_kept'
    )
  LOOP
    EXECUTE pg_catalog.format(
      'CREATE TRIGGER events_kept BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change()',
      part
    );
    protected := protected + 1;
  END LOOP;
  RETURN protected;
END $$;
COMMENT ON FUNCTION event_log.protect_partitions IS 'Lets each partition of events refuse TRUNCATE, and says how many did not before.';
