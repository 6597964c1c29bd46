-- Writing with a version in mind. Every write ends in the table itself, with the caller's own rights, so that whatever
-- guards it holds; the versions follow by its triggers. DT001 is a conflict of versions, DT002 that there is no such row.

CREATE FUNCTION "temporal"."settings_of"("kept" regclass) RETURNS "temporal"."kept_tables"
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  settings temporal.kept_tables;
BEGIN
  SELECT kept_tables.* INTO settings
  FROM temporal.kept_tables
  JOIN pg_class ON pg_class.relname = kept_tables.table_name
  JOIN pg_namespace ON pg_namespace.oid = relnamespace AND nspname = kept_tables.schema_name
  WHERE pg_class.oid = kept;
  IF settings.table_name IS NULL THEN
    RAISE EXCEPTION '% keeps no versions', kept
      USING ERRCODE = 'undefined_table',
            HINT = format('SELECT temporal.keep_versions(%L) in a migration.', kept);
  END IF;
  RETURN settings;
END
$$;
COMMENT ON FUNCTION "temporal"."settings_of"(regclass) IS 'What was declared about a kept table. Raises 42P01 when it keeps no versions.';

CREATE FUNCTION "temporal"."explain_no_write"("kept" regclass, "key" jsonb, "expected" integer) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  deleted_at CONSTANT text := (temporal.settings_of(kept)).deleted_at;
  present integer;
  deleted boolean;
BEGIN
  EXECUTE format('SELECT kept.version, %s FROM %s AS kept WHERE %s', COALESCE('kept.' || quote_ident(deleted_at) || ' IS NOT NULL', 'false'), kept,
    temporal.key_condition(temporal.versions_of(kept), 'kept', '$1')) INTO present, deleted USING key;
  IF present IS NULL THEN
    RAISE EXCEPTION '% has no row %', kept, key USING ERRCODE = 'DT002', HINT = 'One that was removed comes back by temporal.recover.';
  ELSIF present <> expected THEN
    RAISE EXCEPTION '% of % is at version % by now, not %', key, kept, present, expected
      USING ERRCODE = 'DT001', DETAIL = present, HINT = 'Read it again, and repeat the change on what it is now.';
  ELSIF deleted THEN
    RAISE EXCEPTION '% of % is deleted', key, kept USING ERRCODE = 'DT002', HINT = 'It comes back by temporal.recover.';
  END IF;
  RAISE EXCEPTION '% of % was not written: a trigger or row security kept it from being', key, kept USING ERRCODE = 'DT002';
END
$$;
COMMENT ON FUNCTION "temporal"."explain_no_write"(regclass, jsonb, integer) IS 'Raises why a write found no row to write to.';

CREATE FUNCTION "temporal"."live"("kept" regclass, "alias" text) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT COALESCE(quote_ident(alias) || '.' || quote_ident((temporal.settings_of(kept)).deleted_at) || ' IS NULL', 'true')
$$;
COMMENT ON FUNCTION "temporal"."live"(regclass, text) IS 'The condition that a row of a kept table is not deleted.';

CREATE FUNCTION "temporal"."edit"("kept" regclass, "key" jsonb, "changes" json, "expected_version" integer DEFAULT NULL) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  names CONSTANT text[] := ARRAY(SELECT DISTINCT json_object_keys(changes));
  unknown text;
  written integer;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  SELECT string_agg(quote_ident(name), ', ') INTO unknown FROM unnest(names) AS name
  WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = kept AND attnum > 0 AND NOT attisdropped AND attname = name);
  IF unknown IS NOT NULL OR names = '{}' THEN
    RAISE EXCEPTION '% has no column %', kept, COALESCE(unknown, 'to change: no change was given') USING ERRCODE = 'undefined_column';
  END IF;
  EXECUTE format(
    'UPDATE %s AS kept SET (%s) = (SELECT %s FROM json_to_record($2) AS changes (%s))
     WHERE %s AND %s AND COALESCE(kept.version = $3, true) RETURNING kept.version',
    kept, temporal.list(names), temporal.list(names, 'changes.%I'),
    (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ')
     FROM pg_attribute WHERE attrelid = kept AND attname = ANY (names)),
    temporal.key_condition(versions, 'kept', '$1'), temporal.live(kept, 'kept'))
  INTO written USING key, changes, expected_version;
  IF written IS NULL THEN
    PERFORM temporal.explain_no_write(kept, key, expected_version);
  END IF;
  RETURN written;
END
$$;
COMMENT ON FUNCTION "temporal"."edit"(regclass, jsonb, json, integer)
  IS 'Changes columns of a row if it is at the expected version (null: at any), and returns the version that it is at then.';

CREATE FUNCTION "temporal"."roll_back"("kept" regclass, "key" jsonb, "to_version" integer, "expected_version" integer DEFAULT NULL) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  restored CONSTANT text[] := ARRAY(
    SELECT name FROM temporal.columns_of(kept, (temporal.settings_of(kept)).excluded)
    WHERE NOT is_key AND generated = '' AND identity <> 'a');
  operation text;
  written integer;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  EXECUTE format('SELECT operation FROM %s AS versions WHERE %s AND version = $2', versions, temporal.key_condition(versions, 'versions', '$1'))
  INTO operation USING key, to_version;
  IF operation IS NULL OR operation = 'delete' THEN
    RAISE EXCEPTION '% of % has no version % to roll back to%', key, kept, to_version, CASE WHEN operation = 'delete' THEN ': it was deleted then' ELSE '' END
      USING ERRCODE = 'DT002';
  END IF;
  EXECUTE format(
    'UPDATE %s AS kept SET %s FROM %s AS versions
     WHERE %s AND %s AND versions.version = $2 AND %s AND COALESCE(kept.version = $3, true) RETURNING kept.version',
    kept, temporal.list(restored, '%1$I = versions.%1$I'), versions,
    temporal.key_condition(versions, 'kept', '$1'), temporal.key_condition(versions, 'versions', '$1'), temporal.live(kept, 'kept'))
  INTO written USING key, to_version, expected_version;
  IF written IS NULL THEN
    PERFORM temporal.explain_no_write(kept, key, expected_version);
  END IF;
  RETURN written;
END
$$;
COMMENT ON FUNCTION "temporal"."roll_back"(regclass, jsonb, integer, integer)
  IS 'Gives a row the content of an old version, as a new version whose number is returned; the present number if nothing differs. Generated and excluded columns are as they are.';

CREATE FUNCTION "temporal"."remove"("kept" regclass, "key" jsonb, "expected_version" integer DEFAULT NULL) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  deleted_at CONSTANT text := (temporal.settings_of(kept)).deleted_at;
  instant CONSTANT text := CASE (SELECT type LIKE '%without%' FROM temporal.columns_of(kept) WHERE name = deleted_at)
    WHEN true THEN 'timezone(''UTC'', clock_timestamp())' ELSE 'clock_timestamp()' END;
  condition CONSTANT text := format('%s AND %s AND COALESCE(kept.version = $2, true)',
    temporal.key_condition(versions, 'kept', '$1'), temporal.live(kept, 'kept'));
  written integer;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  EXECUTE CASE WHEN deleted_at IS NULL
    THEN format('DELETE FROM %s AS kept WHERE %s RETURNING kept.version + 1', kept, condition)
    ELSE format('UPDATE %s AS kept SET %I = %s WHERE %s RETURNING kept.version', kept, deleted_at, instant, condition)
  END INTO written USING key, expected_version;
  IF written IS NULL THEN
    PERFORM temporal.explain_no_write(kept, key, expected_version);
  END IF;
  RETURN written;
END
$$;
COMMENT ON FUNCTION "temporal"."remove"(regclass, jsonb, integer)
  IS 'Deletes a row, softly where the table has a column for it, and returns the version that says so.';

CREATE FUNCTION "temporal"."recover"("kept" regclass, "key" jsonb) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.versions_of(kept);
  settings CONSTANT temporal.kept_tables := temporal.settings_of(kept);
  inserted CONSTANT text := temporal.list(ARRAY(
    SELECT name FROM temporal.columns_of(kept, settings.excluded) WHERE generated = ''
      AND name IS DISTINCT FROM settings.deleted_at));
  is_there boolean;
  written integer;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  EXECUTE format('SELECT EXISTS (SELECT FROM %s AS kept WHERE %s)', kept, temporal.key_condition(versions, 'kept', '$1'))
  INTO is_there USING key;
  IF NOT is_there THEN
    EXECUTE format(
      'INSERT INTO %1$s AS kept (%2$s) OVERRIDING SYSTEM VALUE
       SELECT %2$s FROM %3$s AS versions WHERE %4$s ORDER BY version DESC LIMIT 1 RETURNING kept.version',
      kept, inserted, versions, temporal.key_condition(versions, 'versions', '$1'))
    INTO written USING key;
  ELSIF settings.deleted_at IS NOT NULL THEN
    EXECUTE format('UPDATE %1$s AS kept SET %2$I = NULL WHERE %3$s AND %2$I IS NOT NULL RETURNING kept.version',
      kept, settings.deleted_at, temporal.key_condition(versions, 'kept', '$1'))
    INTO written USING key;
  END IF;
  IF written IS NULL THEN
    RAISE EXCEPTION '% of % has nothing to recover: %', key, kept,
      CASE WHEN is_there THEN 'it is not deleted' ELSE 'there is no version of it' END USING ERRCODE = 'DT002';
  END IF;
  RETURN written;
END
$$;
COMMENT ON FUNCTION "temporal"."recover"(regclass, jsonb)
  IS 'Brings a deleted row back as it was last, and returns its version. Excluded columns of a row that was gone have their defaults.';
