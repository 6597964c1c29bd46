-- The only way in which versions go: the entity and all of them together. Who purges needs the right to delete from the
-- table and none on its versions, so the work is done by the owner, after it has looked at who calls.

CREATE FUNCTION "temporal"."assert_may_purge"("kept" regclass, "versions" regclass) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- current_user is the owner here; the role that was set is still the caller's.
  caller CONSTANT name := COALESCE(NULLIF(current_setting('role'), 'none'), session_user);
  passed_by text;
BEGIN
  IF NOT has_table_privilege(caller, kept, 'DELETE') THEN
    RAISE EXCEPTION 'role % may not purge %: it may not delete from it', caller, kept USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Row security that does not bind the owner would let any row go: it has to be forced.
  SELECT string_agg(oid::regclass::text, ', ') INTO passed_by
  FROM pg_class WHERE oid IN (kept, versions) AND relrowsecurity AND NOT row_security_active(oid);
  IF passed_by IS NOT NULL AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = caller) THEN
    RAISE EXCEPTION 'a purge would pass by the row security of %', passed_by
      USING ERRCODE = 'insufficient_privilege', HINT = 'ALTER TABLE ... FORCE ROW LEVEL SECURITY, so that it binds the owner too.';
  END IF;
END
$$;
COMMENT ON FUNCTION "temporal"."assert_may_purge"(regclass, regclass)
  IS 'Raises 42501 unless the caller may delete from the table, and row security holds for the owner who does it.';

CREATE FUNCTION "temporal"."purge"("kept" regclass, "key" jsonb, "early" boolean DEFAULT false) RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  condition CONSTANT text := temporal.key_condition(versions, 'lineage', '$1');
  last record;
  named jsonb;
  purge_id bigint;
  rows_gone integer;
  gone integer;
BEGIN
  PERFORM temporal.assert_may_purge(kept, versions);
  PERFORM temporal.assert_key(versions, key);
  -- Whoever writes to the row now is waited for, and whoever wants to waits.
  EXECUTE format('SELECT FROM %s AS lineage WHERE %s FOR UPDATE', kept, condition) USING key;
  EXECUTE format('SELECT operation, valid_from, to_jsonb(lineage) AS row FROM %s AS lineage WHERE %s ORDER BY version DESC LIMIT 1', versions, condition)
  INTO last USING key;
  IF last.operation IS NULL THEN
    RAISE EXCEPTION '% has no versions of %', versions, key USING ERRCODE = 'DT002';
  ELSIF last.operation <> 'delete' THEN
    RAISE EXCEPTION '% of % is not deleted, and is not purged', key, kept
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'temporal.remove comes first.';
  ELSIF NOT early AND last.valid_from + settings.purge_after > clock_timestamp() THEN
    RAISE EXCEPTION '% of % may be purged from % on', key, kept, last.valid_from + settings.purge_after
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Where it has to be sooner: early => true.';
  END IF;
  -- As the rows have it: a number may be written in more ways than one.
  SELECT jsonb_object_agg(name, last.row -> name) INTO named FROM unnest(temporal.key_of(versions)) AS name;
  INSERT INTO temporal.purges (schema_name, table_name, key, editor)
  VALUES (settings.schema_name, settings.table_name, named, NULLIF(current_setting('app.current_user_id', true), ''))
  RETURNING id INTO purge_id;
  EXECUTE format('DELETE FROM %s AS lineage WHERE %s', kept, condition) USING key;
  GET DIAGNOSTICS rows_gone = ROW_COUNT;
  EXECUTE format('DELETE FROM %s AS lineage WHERE %s', versions, condition) USING key;
  GET DIAGNOSTICS gone = ROW_COUNT;
  -- Without the version that said that the row goes now.
  gone := gone - rows_gone;
  UPDATE temporal.purges SET versions = gone WHERE purges.id = purge_id;
  RETURN gone;
END
$$;
COMMENT ON FUNCTION "temporal"."purge"(regclass, jsonb, boolean)
  IS 'Removes a deleted entity with all its versions, the row too if there is one, and returns how many versions went. Not before the time that was declared for its table, unless early.';

CREATE FUNCTION "temporal"."purge_expired"("kept" regclass, "at_most" integer DEFAULT 1000)
  RETURNS TABLE ("purged" integer, "held" integer)
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  columns CONSTANT text[] := temporal.key_of(versions);
  expired jsonb;
BEGIN
  purged := 0;
  held := 0;
  FOR expired IN EXECUTE format(
    'SELECT jsonb_build_object(%s) FROM %s AS last
     WHERE operation = ''delete'' AND valid_from <= clock_timestamp() - $1
       AND NOT EXISTS (SELECT FROM %2$s AS later WHERE %s AND later.version > last.version)
     ORDER BY valid_from',
    temporal.list(columns, '%1$L, last.%1$I'), versions, temporal.list(columns, 'later.%1$I = last.%1$I', ' AND '))
  USING settings.purge_after LOOP
    EXIT WHEN purged >= at_most;
    BEGIN
      PERFORM temporal.purge(kept, expired);
      purged := purged + 1;
    EXCEPTION WHEN foreign_key_violation OR restrict_violation THEN
      -- Something still refers to it. The others need not wait for that.
      held := held + 1;
    END;
  END LOOP;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION "temporal"."purge_expired"(regclass, integer)
  IS 'Purges what was deleted longer ago than its table declares, oldest first; held are those that something still refers to. A table without a declared time has none.';

CREATE FUNCTION "temporal"."tables_to_purge"() RETURNS SETOF regclass
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT to_regclass(format('%I.%I', schema_name, table_name)) FROM temporal.kept_tables
  WHERE purge_after IS NOT NULL AND to_regclass(format('%I.%I', schema_name, table_name)) IS NOT NULL
  ORDER BY schema_name, table_name
$$;
COMMENT ON FUNCTION "temporal"."tables_to_purge"() IS 'The tables that declare how long a deleted lineage is kept.';
