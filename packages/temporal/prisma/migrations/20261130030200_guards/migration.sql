-- What refuses. These triggers are enabled ALWAYS, so that a session in the replica role cannot pass by them; the
-- workers of logical replication may, since they repeat what was guarded where it was done.

CREATE FUNCTION "temporal"."is_replication_worker"() RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT current_setting('session_replication_role') = 'replica' AND EXISTS (
    SELECT FROM pg_stat_activity WHERE pid = pg_backend_pid() AND backend_type LIKE 'logical replication%'
  )
$$;
COMMENT ON FUNCTION "temporal"."is_replication_worker"() IS 'Whether this session applies what another server did.';

CREATE FUNCTION "temporal"."check_write"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := to_regclass(TG_ARGV[0]);
  shape text;
  known bigint;
  present bigint;
BEGIN
  -- A change of a column writes its row of the catalogue anew: by another transaction, or at another place. While all
  -- rows are the known ones, their content need not be compared, which takes five times as long.
  SELECT kept_tables.shape, kept_tables.state,
         (SELECT bit_xor(hash_record_extended(ROW(xmin, ctid), 0)) FROM pg_attribute WHERE attrelid IN (TG_RELID, versions) AND attnum > 0)
  INTO shape, known, present
  FROM temporal.kept_tables WHERE kept_tables.schema_name = TG_TABLE_SCHEMA AND kept_tables.table_name = TG_TABLE_NAME;
  IF (present = known) IS NOT TRUE THEN
    IF shape IS DISTINCT FROM temporal.shape_of(TG_RELID, versions) THEN
      RAISE EXCEPTION 'the name or the columns of % or % have changed since it began to keep versions; a version would lose some', TG_RELID::regclass, TG_ARGV[0]
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = format('SELECT temporal.keep_versions(%L) in the migration that changes them.', TG_RELID::regclass);
    END IF;
    -- Whoever gets the row at once. In a stricter isolation a row that another has just written would be an error.
    IF current_setting('transaction_isolation') = 'read committed' THEN
      UPDATE temporal.kept_tables SET state = present
      WHERE kept_tables.ctid = (
        SELECT free.ctid FROM temporal.kept_tables AS free
        WHERE free.schema_name = TG_TABLE_SCHEMA AND free.table_name = TG_TABLE_NAME FOR UPDATE SKIP LOCKED
      );
    END IF;
  END IF;
  IF current_setting('session_replication_role') = 'replica' AND NOT temporal.is_replication_worker() THEN
    RAISE EXCEPTION '% keeps versions, and none is written under session_replication_role = replica', TG_RELID::regclass
      USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('Write in the role origin; or release it with temporal.release_versions(%L) and keep versions again after.', TG_RELID::regclass);
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION "temporal"."check_write"()
  IS 'BEFORE a statement that writes to a kept table: refuses it when its versions would not be whole.';

CREATE FUNCTION "temporal"."refuse_change"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF temporal.is_replication_worker() THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_RELID::regclass, TG_ARGV[0]
    USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION "temporal"."refuse_change"() IS 'Refuses the statement, with the reason given to the trigger.';

CREATE FUNCTION "temporal"."refuse_delete_but_purge"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A purge that is under way is a row that only purge() can write, that no other transaction sees, and that stays as
  -- the record of what was done. A setting could be set by anyone.
  IF EXISTS (
    SELECT FROM temporal.purges
    WHERE purges.schema_name = TG_TABLE_SCHEMA AND purges.table_name || '_version' = TG_TABLE_NAME
      AND purges.versions IS NULL
      -- Not by @>, by which a key that is a document is found in a longer one.
      AND NOT EXISTS (SELECT FROM jsonb_each(purges.key) AS part WHERE to_jsonb(OLD) -> part.key IS DISTINCT FROM part.value)
  ) OR temporal.is_replication_worker() THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'DELETE of % is refused: versions go with their whole lineage, by temporal.purge', TG_RELID::regclass
    USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION "temporal"."refuse_delete_but_purge"()
  IS 'BEFORE DELETE of a version: lets it go if its lineage is being purged.';

-- Anyone may make a temporary table; these are not to be attached to it.
REVOKE EXECUTE ON FUNCTION "temporal"."check_write"(), "temporal"."refuse_change"(), "temporal"."refuse_delete_but_purge"()
  FROM PUBLIC;
